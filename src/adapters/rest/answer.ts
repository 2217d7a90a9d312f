import type { Operation } from '../../contract/operation.ts';
import { CabinetError } from '../../contract/problem.ts';

/** Reads a whole body, but no more than `limit` bytes of it: a hostile backend shall not fill the memory. */
export async function readCapped(response: Response, limit: number): Promise<Response> {
  if (!response.body) return response;
  const { status, statusText, headers } = response;
  const reader = response.body.getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > limit) {
      reader.cancel().catch(() => undefined);
      throw new CabinetError('contract', `The backend answered more than ${limit} bytes`, { status });
    }
    chunks.push(value);
  }
  return new Response(new Blob(chunks), { status, statusText, headers });
}

/** A site whose sign-in has ended leads to its sign-in page instead of answering. */
export function refuseSignInPage({ id }: Pick<Operation, 'id'>, { redirected, headers, url }: Response): void {
  if (redirected && headers.get('Content-Type')?.startsWith('text/html')) {
    throw new CabinetError('unauthenticated', `${id}: the backend led to the page ${url} instead of answering`);
  }
}

/** The JSON of an answer. */
export async function readJson({ id }: Pick<Operation, 'id'>, response: Response): Promise<unknown> {
  const { status, headers } = response;
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(await response.arrayBuffer()));
  } catch (cause) {
    const type = headers.get('Content-Type') ?? 'no content type';
    throw new CabinetError('contract', `${id}: the backend answered no JSON (${status}, ${type})`, {
      status,
      cause,
    });
  }
}
