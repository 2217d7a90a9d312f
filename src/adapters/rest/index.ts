import { EVENTS_PATH } from '../../contract/live.ts';
import type { Operation, OutputOf, ParsedInputOf } from '../../contract/operation.ts';
import type { Adapter, CallContext, SubscribeContext } from '../adapter.ts';
import { readHttpAddress } from '../http-address.ts';
import { readCapped, readJson } from './answer.ts';
import { toHttp } from './request.ts';

export interface RestOptions {
  /** Where the contract is served, such as `https://shop.example/cabinet` or `/cabinet`. */
  baseUrl: string;
  /** Default `same-origin`. `include` sends the cookie to another origin, which must allow it. */
  credentials?: RequestCredentials | undefined;
  /** Sent with every request, for instance a tenant's public key. */
  headers?: Readonly<Record<string, string>> | undefined;
  /** Milliseconds for one attempt, its answer's body included; default 15 000. All attempts together get four times that. */
  timeout?: number | undefined;
  /** The most bytes that are read of one answer; default 10 MB. */
  maximumSize?: number | undefined;
  /** Another `fetch`, for instance one that signs. */
  fetch?: typeof fetch | undefined;
  /**
   * The answer to a `GET` that the page has sent already, beside its scripts: taken instead of asking,
   * if it is a good one.
   */
  early?: ((url: string) => Promise<Response> | undefined) | undefined;
}

/**
 * The adapter for any backend that speaks the contract over HTTP.
 *
 * It retries what is safe to repeat, at most three times, and keeps the idempotency key through it;
 * it rejects with `CabinetError` only: `offline` and `unavailable` without an answer, `timeout`,
 * `contract` for an answer that is no JSON or too large, else what the problem document says.
 *
 * @example
 * ```ts
 * const client = createClient({ adapter: rest({ baseUrl: '/cabinet' }) });
 * ```
 * @throws TypeError at once if `baseUrl` is no http(s) address.
 */
export function rest(options: RestOptions): Adapter {
  const { credentials = 'same-origin', timeout = 15_000, maximumSize = 10_000_000 } = options;
  const baseUrl = readHttpAddress(options.baseUrl, 'rest: baseUrl');
  const sendOnce: typeof fetch = (...request) => (options.fetch ?? fetch)(...request);

  const headersFor = (accept: string, { token, locale }: Pick<CallContext, 'token' | 'locale'>) => {
    const headers = new Headers(options.headers);
    headers.set('Accept', accept);
    // No form and no foreign page can send it without the backend's consent.
    headers.set('X-Cabinet', '1');
    if (token !== undefined) headers.set('Authorization', `Bearer ${token}`);
    if (locale !== undefined) headers.set('Accept-Language', locale);
    return headers;
  };

  return {
    name: baseUrl,
    runsIn: ['browser', 'server'],
    supports: () => true,

    async call<O extends Operation>(operation: O, input: ParsedInputOf<O>, context: CallContext): Promise<OutputOf<O>> {
      const binary = operation.output._zod.def.type === 'file';
      const headers = headersFor(binary ? '*/*' : 'application/json, application/problem+json', context);
      if (operation.kind === 'mutation' && context.idempotencyKey !== undefined) {
        headers.set('Idempotency-Key', context.idempotencyKey);
      }
      if (context.ifMatch !== undefined) headers.set('If-Match', `"${context.ifMatch}"`);

      const { path, ...request } = toHttp(operation, input);
      const url = baseUrl + path;
      // What the page asked early needs none of what sending takes, so that the first rows do not wait for that.
      const ready = await options
        .early?.(url)
        ?.then((response) => (response.ok && !response.redirected ? readCapped(response, maximumSize) : undefined))
        .catch(() => undefined);
      context.signal?.throwIfAborted();
      if (ready) return (await readJson(operation, ready)) as OutputOf<O>;
      const { send } = await import('./send.ts');
      const { signal } = context;
      const sent = { url, request, headers, credentials, signal, timeout, maximumSize, binary, fetch: sendOnce };
      const response = await send(operation, sent);
      if (response.status === 204) return undefined as OutputOf<O>;
      if (!binary) return (await readJson(operation, response)) as OutputOf<O>;
      const { toFile } = await import('./file.ts');
      return (await toFile(response)) as OutputOf<O>;
    },

    async *subscribe({ signal, lastEventId, onOpen, token }: SubscribeContext) {
      const { readEvents } = await import('./events.ts');
      const headers = headersFor('text/event-stream', { token });
      if (lastEventId !== undefined) headers.set('Last-Event-ID', lastEventId);
      yield* readEvents({ url: baseUrl + EVENTS_PATH, headers, credentials, fetch: sendOnce, signal, onOpen });
    },
  };
}
