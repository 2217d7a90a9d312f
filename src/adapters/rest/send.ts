import ky from 'ky';
import type { Operation } from '../../contract/operation.ts';
import { CabinetError } from '../../contract/problem.ts';
import { readCapped, refuseSignInPage } from './answer.ts';
import { toRestError } from './errors.ts';
import type { HttpRequest } from './request.ts';
import { isOffline, retryOptions } from './retry.ts';

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

/**
 * One attempt. A backend that leads to another site, as to a company's sign-in when the session has ended, looks like
 * none at all: the browser follows, and that site lets no page read its answer. So a query that failed is sent once
 * more without following.
 */
async function attemptOf(
  { id, kind }: Pick<Operation, 'id' | 'kind'>,
  fetchOnce: typeof fetch,
  ...[input, init]: Parameters<typeof fetch>
): Promise<Response> {
  const spare = kind === 'query' && input instanceof Request ? input.clone() : undefined;
  try {
    return await fetchOnce(input, init);
  } catch (error) {
    if (!spare || spare.signal.aborted || isOffline()) throw error;
    const second = await fetchOnce(new Request(spare, { redirect: 'manual' }), init).catch(() => undefined);
    if (second?.type !== 'opaqueredirect') throw error;
    throw new CabinetError('unauthenticated', `${id}: led to another site`);
  }
}

/** Sends a request, again where that is safe, until there is an answer or a `CabinetError`. */
export async function send(
  operation: Pick<Operation, 'id' | 'kind' | 'outlivesPage'>,
  options: SendOptions,
): Promise<Response> {
  const { url, request, headers, credentials, signal, timeout, maximumSize, binary, repeatable = true } = options;
  try {
    return await ky(url, {
      ...request,
      headers,
      credentials,
      cache: 'no-store',
      keepalive: operation.outlivesPage ?? false,
      signal: signal ?? null,
      timeout,
      totalTimeout: timeout * 4,
      retry: repeatable ? retryOptions(operation.kind) : 0,
      // The body is read within the attempt, so that a cut or endless one counts as its failure.
      fetch: async (...attempt) => {
        const response = await attemptOf(operation, options.fetch, ...attempt);
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
