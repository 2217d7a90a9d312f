import type { InputOf, Operation, OutputOf } from '../../contract/operation.ts';
import { CabinetError, isCabinetError } from '../../contract/problem.ts';
import { appendUpload, beginUpload, getUpload, getUploadLimits } from '../../contract/uploads.ts';

/** Bytes of the first part. */
const FIRST_PART = 64_000;
/** Bytes of the largest part, where the backend does not say. */
const LARGEST_PART = 1_000_000;
/** Parts grow while each takes less than this, ms: one sees them arrive, and none is given up for taking too long. */
const PACE = 2000;

export interface UploadOptions {
  name: string;
  mediaType: string;
  blob: Blob;
  /** The upload that was begun before. */
  uploadId?: string | undefined;
  /** Names the file among all that were ever sent: begins the idempotency keys. */
  key: string;
  signal: AbortSignal;
  mutate: <O extends Operation>(
    operation: O,
    input: InputOf<O>,
    options: { idempotencyKey: string; ifMatch?: string | undefined; signal: AbortSignal },
  ) => Promise<OutputOf<O>>;
  query: <O extends Operation>(
    operation: O,
    input: InputOf<O>,
    options: { signal?: AbortSignal; staleTime?: number },
  ) => Promise<OutputOf<O>>;
  /** Hears of what the backend has, in bytes. */
  onProgress: (uploadId: string, received: number) => Promise<void>;
}

/**
 * Sends a file part by part and goes on after a break where the backend says it stopped.
 *
 * @throws CabinetError of the operation that failed; what was sent before stays sent.
 */
export async function upload(options: UploadOptions): Promise<string> {
  const { blob, signal, mutate, query } = options;
  let { id, received } = await resume(options);
  await options.onProgress(id, received);
  // A question waits for the network that the browser does not see: what can be sent is not held up by it.
  const isOffline = globalThis.navigator?.onLine === false;
  const limits = isOffline ? undefined : await query(getUploadLimits, {}, { signal }).catch(() => undefined);
  const largest = limits?.partSize ?? LARGEST_PART;
  let size = FIRST_PART;
  while (received < blob.size) {
    const part = await read(blob.slice(received, received + Math.min(size, largest)));
    const input = { uploadId: id, offset: received, part: new File([part], 'part') };
    const idempotencyKey = `${options.key}-${id}-${received}-${part.byteLength}`;
    const begun = performance.now();
    ({ id, received } = await mutate(appendUpload, input, { idempotencyKey, signal }));
    await options.onProgress(id, received);
    size = performance.now() - begun < PACE ? size * 2 : FIRST_PART;
  }
  return id;
}

/** The upload begun before, if the backend still has it; else a new one. */
async function resume(options: UploadOptions): Promise<{ id: string; received: number }> {
  const { name, mediaType, blob, uploadId, key, signal, mutate, query } = options;
  if (uploadId !== undefined) {
    try {
      return await query(getUpload, { uploadId }, { signal, staleTime: 0 });
    } catch (error) {
      if (!isCabinetError(error) || error.code !== 'not_found') throw error;
    }
  }
  // Another key after one that was thrown away, or its answer would be that of the first again.
  const idempotencyKey = uploadId === undefined ? key : `${key}-after-${uploadId}`;
  return mutate(beginUpload, { name: storable(name), mediaType, size: blob.size }, { idempotencyKey, signal });
}

/** Some systems give files no name, or one longer than backends take: its end tells what it is. */
function storable(name: string): string {
  // Half a character is none.
  return name.slice(-255).replace(/^[\uDC00-\uDFFF]/, '') || 'file';
}

/** Where there was no room to keep a file, it lies where the person chose it, and may be gone or another by now. */
async function read(part: Blob): Promise<ArrayBuffer> {
  try {
    return await part.arrayBuffer();
  } catch (cause) {
    throw new CabinetError('invalid', 'The file cannot be read any more', { cause });
  }
}
