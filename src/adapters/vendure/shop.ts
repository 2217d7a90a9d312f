import { CabinetError, isCabinetError, type ErrorCode } from '../../contract/problem.ts';
import type { CallContext } from '../adapter.ts';
import { readHttpAddress } from '../http-address.ts';
import { readJson } from '../rest/answer.ts';

export interface VendureOptions {
  /** Address of the Shop API, such as `https://shop.example/shop-api`. */
  url: string;
  /** Default `include`: the shop's cookie goes along, also to another origin, which must allow it. */
  credentials?: RequestCredentials | undefined;
  /** The shop's bearer token, where the session of the page is another system's. Default: the token of the session. */
  token?: (() => string | undefined | Promise<string | undefined>) | undefined;
  /** Token of the channel (`vendure-token`), in a shop with several. */
  channel?: string | undefined;
  /** Implied digits of amounts: `MoneyStrategy.precision` of the shop. Default 2, whatever the currency. */
  digits?: number | undefined;
  /** Milliseconds for one attempt; default 15 000. */
  timeout?: number | undefined;
  /** Another `fetch`. */
  fetch?: typeof fetch | undefined;
}

type Variables = Readonly<Record<string, unknown>>;

/** Asks a shop as whoever is signed in there. */
export interface Shop {
  /** Address without secrets. */
  readonly url: string;
  /** Implied digits of amounts. */
  readonly digits: number;
  /**
   * Reads fields of the customer who is signed in. Everything is read below that customer, so nobody else's can be.
   *
   * @throws CabinetError `unauthenticated` if nobody is: a stale token is answered like no token, with 200 and null.
   */
  read<Fields>(document: string, variables: Variables, context: CallContext): Promise<Fields>;
  /** Changes something, never twice by itself: the shop knows no idempotency keys. */
  change<Answer>(document: string, variables: Variables, context: CallContext): Promise<Answer>;
}

/** What GraphQL answers, mostly with status 200. */
interface GraphQlAnswer {
  data?: Readonly<Record<string, unknown>> | null;
  errors?: readonly { message?: string; extensions?: { code?: string } }[];
}

const codes: Readonly<Record<string, ErrorCode>> = {
  FORBIDDEN: 'forbidden',
  UNAUTHORIZED: 'unauthenticated',
  ENTITY_NOT_FOUND: 'not_found',
  USER_INPUT_ERROR: 'invalid',
  CHANNEL_NOT_FOUND: 'contract',
};

/** The data of an answer; refusals hide in it in two ways, both with status 200. The shop's words are for developers. */
function readData(name: string, { data, errors }: GraphQlAnswer): Readonly<Record<string, unknown>> {
  const [error] = errors ?? [];
  if (error) {
    const code = codes[error.extensions?.code ?? ''] ?? 'unknown';
    throw new CabinetError(code, `${name}: ${error.message ?? 'the shop refused'}`);
  }
  if (!data) throw new CabinetError('contract', `${name}: the shop answered without data`);
  for (const result of Object.values(data)) {
    const { errorCode, message } = (result ?? {}) as { errorCode?: string; message?: string };
    if (errorCode !== undefined) throw new CabinetError('invalid', `${name}: ${errorCode}, ${message ?? ''}`);
  }
  return data;
}

export function openShop(options: VendureOptions): Shop {
  const { credentials = 'include', channel, digits = 2, timeout = 15_000 } = options;
  const url = readHttpAddress(options.url, 'vendure: url');

  async function ask(kind: 'query' | 'mutation', document: string, variables: Variables, context: CallContext) {
    const name = `vendure ${/^\w+ (\w+)/.exec(document)?.[1] ?? kind}`;
    const { signal, locale } = context;
    const headers = new Headers({ Accept: 'application/json' });
    const token = options.token ? await options.token() : context.token;
    // The token of the answer is never taken over: to a stale one the shop answers with an anonymous visitor's.
    if (token !== undefined) headers.set('Authorization', `Bearer ${token}`);
    if (channel !== undefined) headers.set('vendure-token', channel);
    const language = locale?.split('-')[0];
    // On demand, as the adapter for the contract has it.
    const { send } = await import('../rest/send.ts');
    try {
      const response = await send(
        { id: name, kind },
        {
          url: language ? `${url}?languageCode=${encodeURIComponent(language)}` : url,
          request: { method: 'POST', json: { query: document, variables } },
          headers,
          credentials,
          signal,
          timeout,
          maximumSize: 10_000_000,
          binary: false,
          repeatable: kind === 'query',
          fetch: (...request) => (options.fetch ?? fetch)(...request),
        },
      );
      return readData(name, (await readJson({ id: name }, response)) as GraphQlAnswer);
    } catch (error) {
      // A question that the shop cannot even parse: it is another version, or no Shop API.
      if (isCabinetError(error) && error.status === 400) {
        throw new CabinetError('contract', `${name}: the shop did not understand the question`, { cause: error });
      }
      throw error;
    }
  }

  return {
    url,
    digits,
    async read<Fields>(document: string, variables: Variables, context: CallContext) {
      const { activeCustomer } = await ask('query', document, variables, context);
      if (!activeCustomer) throw new CabinetError('unauthenticated', 'vendure: nobody is signed in');
      return activeCustomer as Fields;
    },
    async change<Answer>(document: string, variables: Variables, context: CallContext) {
      return (await ask('mutation', document, variables, context)) as Answer;
    },
  };
}
