import { CabinetError } from '../../src/contract/problem.ts';
import { StartupError } from '../start/startup-error.ts';
import { checkKey, type FileStore } from './file-store.ts';
import { PartedContent } from './parted-content.ts';

/** A bucket of Amazon S3, or of anything that speaks its protocol. */
export interface S3Settings {
  bucket: string;
  region: string;
  /** Absent: Amazon's own. */
  endpoint: string | undefined;
  /** Absent: those of the machine, as Amazon's tools find them. */
  credentials: { accessKeyId: string; secretAccessKey: string } | undefined;
  /** The bucket's name stands in the path of an address, not in its host. */
  pathStyle: boolean;
}

/** Milliseconds to wait for a connection, and for an answer. */
const CONNECTION_TIMEOUT = 5_000;
const REQUEST_TIMEOUT = 30_000;
/** Digits of an offset in the name of a part, so that names are in the order of offsets. */
const DIGITS = 12;

/**
 * Keeps files in a bucket. S3 cannot add to an object, and the parts of its own multipart uploads are of five megabytes at
 * least, where ours are of one and must be safe each by itself; so each part of a file is an object of its own,
 * `<key>/<offset>`, with its checksum. They are read one after another.
 *
 * @throws StartupError if the bucket cannot be used, with what is wrong and what to do
 * @example
 * ```ts
 * const files = await s3Files({ bucket: 'cabinet', region: 'eu-central-1', endpoint: undefined, credentials: undefined, pathStyle: false });
 * const store = await openStore({ files });
 * ```
 */
export async function s3Files({ bucket, endpoint, credentials, region, pathStyle }: S3Settings): Promise<FileStore> {
  // Loaded only where it is used: it is large.
  const s3 = await import('@aws-sdk/client-s3');
  const client = new s3.S3Client({
    region,
    forcePathStyle: pathStyle,
    requestHandler: {
      connectionTimeout: CONNECTION_TIMEOUT,
      requestTimeout: REQUEST_TIMEOUT,
      throwOnRequestTimeout: true,
    },
    ...(endpoint !== undefined && { endpoint }),
    ...(credentials && { credentials }),
  });
  await client.send(new s3.HeadBucketCommand({ Bucket: bucket })).catch((cause: unknown) => {
    client.destroy();
    throw unusable(cause, bucket, endpoint);
  });

  async function objectsOf(key: string): Promise<{ Key: string; start: number; size: number }[]> {
    const found: { Key: string; start: number; size: number }[] = [];
    let next: string | undefined;
    do {
      const page = await client.send(
        new s3.ListObjectsV2Command({ Bucket: bucket, Prefix: `${checkKey(key)}/`, ContinuationToken: next }),
      );
      for (const { Key = '', Size: size = 0 } of page.Contents ?? []) {
        found.push({ Key, start: Number(Key.slice(key.length + 1)), size });
      }
      next = page.NextContinuationToken;
    } while (next !== undefined);
    return found;
  }
  const load = (Key: string) =>
    told(async () => {
      const { Body } = await client.send(new s3.GetObjectCommand({ Bucket: bucket, Key }));
      return new Uint8Array((await Body?.transformToByteArray()) ?? []);
    });

  return {
    write: (key, offset, bytes) =>
      told(async () => {
        const Key = `${checkKey(key)}/${String(offset).padStart(DIGITS, '0')}`;
        await client.send(new s3.PutObjectCommand({ Bucket: bucket, Key, Body: bytes }));
      }),
    read: (key) =>
      told(async () => {
        const objects = await objectsOf(key);
        if (objects.length === 0) return null;
        const parts = objects.map(({ Key, start, size }, index) => {
          const end = objects[index + 1]?.start ?? start + size;
          if (start + size < end) throw new Error(`${key} has a gap after ${start}`);
          return { start, end, load: () => load(Key) };
        });
        return new PartedContent(parts);
      }),
    remove: (key) =>
      told(async () => {
        const objects = await objectsOf(key);
        await Promise.all(objects.map(({ Key }) => client.send(new s3.DeleteObjectCommand({ Bucket: bucket, Key }))));
      }),
  };
}

/** What fails with the bucket may go well later: so the cabinet is told, and tries again. */
async function told<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof RangeError) throw cause;
    throw new CabinetError('unavailable', 'The bucket of files did not do what it was asked', { cause });
  }
}

function unusable(cause: unknown, bucket: string, endpoint: string | undefined): StartupError {
  const status = (cause as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
  const where = `The bucket "${bucket}" of ${endpoint ?? 'Amazon S3'}`;
  const why =
    status === 404
      ? 'does not exist. Make it, or correct S3_BUCKET.'
      : status === 403 || status === 401
        ? 'refuses this server. Check S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY and S3_REGION, and that they may list, read, write and delete there.'
        : `cannot be reached${status === undefined ? '' : ` (status ${status})`}. Check S3_ENDPOINT, S3_REGION and S3_PATH_STYLE, and that it runs.`;
  return new StartupError(`${where} ${why}`, { cause });
}
