import { isHTTPError, isTimeoutError } from 'ky';
import * as z from 'zod/mini';
import type { Operation } from '../../contract/operation.ts';
import { CabinetError, Problem, codeOf, isCabinetError } from '../../contract/problem.ts';
import { isOffline, readRetryAfter } from './retry.ts';

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

/** The JSON of an answer. */
export async function readJson(operation: Operation, response: Response): Promise<unknown> {
  const { status, headers } = response;
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(await response.arrayBuffer()));
  } catch (cause) {
    const type = headers.get('Content-Type') ?? 'no content type';
    throw new CabinetError('contract', `${operation.id}: the backend answered no JSON (${status}, ${type})`, {
      status,
      cause,
    });
  }
}

/** The error that an answer other than 2xx stands for. */
export function toProblemError(operationId: string, { status, headers }: Response, body: unknown): CabinetError {
  const { data: problem = {} } = z.safeParse(Problem, body);
  const code = problem.code ?? codeOf(status);
  return new CabinetError(code, `${operationId}: ${problem.title ?? `HTTP ${status}`}`, {
    detail: problem.detail,
    status,
    retryAfter: readRetryAfter(headers),
    fields: problem.fields,
    instance: problem.instance,
  });
}

/** What went wrong on the way, as the one error of the cabinet. */
export function toRestError(operationId: string, error: unknown): CabinetError {
  if (isCabinetError(error)) return error;
  if (isHTTPError(error)) return toProblemError(operationId, error.response, error.data);
  if (isTimeoutError(error)) return new CabinetError('timeout', `${operationId}: no answer in time`, { cause: error });
  return isOffline()
    ? new CabinetError('offline', `${operationId}: the browser is offline`, { cause: error })
    : new CabinetError(
        'unavailable',
        `${operationId}: no answer; is the address right, the backend up, and allowed by CORS and the content security policy?`,
        { cause: error },
      );
}
