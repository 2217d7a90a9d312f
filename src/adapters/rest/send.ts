import ky from 'ky';
import type { Operation } from '../../contract/operation.ts';
import { readCapped, refuseSignInPage } from './answer.ts';
import { toRestError } from './errors.ts';
import type { HttpRequest } from './request.ts';
import { retryOptions } from './retry.ts';

export interface SendOptions {
  url: string;
  request: Omit<HttpRequest, 'path'>;
  headers: Headers;
  credentials: RequestCredentials;
  signal: AbortSignal | undefined;
  timeout: number;
  maximumSize: number;
  /** Whether a file is expected. */
  binary: boolean;
  /** False: a second try could do it twice, because the backend knows no idempotency keys. Default true. */
  repeatable?: boolean;
  fetch: typeof fetch;
}

/** Sends a request, again where that is safe, until there is an answer or a `CabinetError`. */
export async function send(operation: Pick<Operation, 'id' | 'kind'>, options: SendOptions): Promise<Response> {
  const { url, request, headers, credentials, signal, timeout, maximumSize, binary, repeatable = true } = options;
  try {
    return await ky(url, {
      ...request,
      headers,
      credentials,
      cache: 'no-store',
      signal: signal ?? null,
      timeout,
      totalTimeout: timeout * 4,
      retry: repeatable ? retryOptions(operation.kind) : 0,
      // The body is read within the attempt, so that a cut or endless one counts as its failure.
      fetch: async (...attempt) => {
        const response = await options.fetch(...attempt);
        // Among files, a page may be what was asked for.
        if (!binary) refuseSignInPage(operation, response);
        return readCapped(response, maximumSize);
      },
    });
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    throw toRestError(operation.id, error);
  }
}
