import { CabinetError, isCabinetError } from '../../contract/problem.ts';
import type { CallContext } from '../adapter.ts';
import { readHttpAddress } from '../http-address.ts';
import { readJson } from '../rest/answer.ts';
import { send } from '../rest/send.ts';
import type { TrytonOptions } from './options.ts';

/** What the account has set, which every question carries: without its company most of the books are not to be seen. */
export interface Preferences {
  company: number;
}

/** A condition on a field, or several of them. */
export type Domain = readonly unknown[];

/** Rows wanted of a model. */
export interface Search {
  domain: Domain;
  /** A dot leads into what a field refers to: `currency.code` comes as `'currency.': { code }`. */
  fields: readonly string[];
  order?: readonly (readonly [field: string, direction: 'ASC' | 'DESC'])[] | undefined;
  /** Default: all. */
  limit?: number | undefined;
}

/** Asks Tryton as the service account. */
export interface Tryton {
  preferences(): Promise<Preferences>;
  search<Row>(model: string, search: Search, context: CallContext): Promise<Row[]>;
  count(model: string, domain: Domain, context: CallContext): Promise<number>;
  /** Answers the extension of the file, its bytes, whether it is to be printed, and its name. */
  report<Answer>(name: string, id: number, context: CallContext): Promise<Answer>;
}

interface Session {
  authorization: string;
  preferences: Preferences;
}

/** Ms after a refused sign-in before another: Tryton locks out who tries too often. */
const PAUSE = 10_000;

/** The customer is signed in: what is refused is our account, and the words of the refusal are for nobody. */
function toCustomersError(error: unknown, name: string): unknown {
  if (!isCabinetError(error)) return error;
  const { status, retryAfter, code } = error;
  const options = { cause: error, status, retryAfter };
  switch (status) {
    case 401:
    case 403:
      return new CabinetError('unavailable', `${name}: the account is refused`, options);
    case 404:
      return new CabinetError('unavailable', `${name}: there is no such database`, options);
    case 429:
      return new CabinetError('unavailable', `${name}: the account has tried too often`, options);
    case 400:
      return new CabinetError('contract', `${name}: the question was not understood`, options);
    default:
      return new CabinetError(code, `${name} failed`, options);
  }
}

/** An error in an answer of 200: the name of its class, or the text of any exception. */
function toError([kind]: readonly unknown[], name: string, cause: unknown): CabinetError {
  switch (kind) {
    case 'LoginException':
      return new CabinetError('unavailable', `${name}: the account is asked for more than a password`, { cause });
    case 'UserError':
      return new CabinetError('unavailable', `${name}: the account may not do it`, { cause });
    case 'ConcurrencyException':
    case 'UserWarning':
      return new CabinetError('conflict', `${name} was held up`, { cause });
    default:
      return new CabinetError('contract', `${name} failed within Tryton`, { cause });
  }
}

export function openTryton(options: TrytonOptions): Tryton {
  const { database, user, password } = options;
  const url = `${readHttpAddress(options.url, 'tryton: url')}/${encodeURIComponent(database)}/`;
  let session: Promise<Session> | undefined;
  let refusal: { error: unknown; until: number } | undefined;

  async function ask<Answer>(
    method: string,
    params: readonly unknown[],
    { signal, authorization }: { signal?: AbortSignal | undefined; authorization?: string },
  ): Promise<Answer> {
    const name = `tryton ${method}`;
    const headers = new Headers({ Accept: 'application/json' });
    if (authorization !== undefined) headers.set('Authorization', authorization);
    const response = await send(
      { id: name, kind: 'query' },
      {
        url,
        request: { method: 'POST', json: { id: 1, method, params } },
        headers,
        credentials: 'omit',
        signal,
        timeout: options.timeout ?? 15_000,
        maximumSize: 50_000_000,
        binary: false,
        // Only reads: a further sign-in would count as a further try.
        repeatable: authorization !== undefined,
        fetch: (...sent) => (options.fetch ?? fetch)(...sent),
      },
    );
    const answer = (await readJson({ id: name }, response)) as { result?: Answer; error?: unknown } | null;
    if (Array.isArray(answer?.error)) throw toError(answer.error, name, new Error(JSON.stringify(answer.error)));
    if (answer?.result === undefined) throw new CabinetError('contract', `${name}: there is no result`);
    return answer.result;
  }

  async function signIn(): Promise<Session> {
    const method = 'common.db.login';
    try {
      const [userId, token] = await ask<[number, string]>(method, [user, { password }, 'en'], {});
      const authorization = `Session ${toBase64(`${user}:${userId}:${token}`)}`;
      const preferences = await ask<Preferences>('model.res.user.get_preferences', [true, {}], { authorization });
      if (typeof preferences.company !== 'number') {
        throw new CabinetError('unavailable', `tryton ${method}: the account has no company`);
      }
      return { authorization, preferences };
    } catch (error) {
      throw toCustomersError(error, `tryton ${method}`);
    }
  }

  /** One sign-in for all who wait; nobody's going away ends it. */
  function signedIn(): Promise<Session> {
    if (refusal && performance.now() < refusal.until) return Promise.reject(refusal.error);
    session ??= signIn().catch((error: unknown) => {
      session = undefined;
      if (isCabinetError(error) && error.status !== undefined) refusal = { error, until: performance.now() + PAUSE };
      throw error;
    });
    return session;
  }

  /** Everything that is asked only reads, so that it may be asked again when the session has ended. */
  async function call<Answer>(method: string, params: readonly unknown[], context: CallContext): Promise<Answer> {
    for (let again = true; ; again = false) {
      const using = signedIn();
      const { authorization, preferences } = await using;
      context.signal?.throwIfAborted();
      try {
        return await ask<Answer>(method, [...params, preferences], { signal: context.signal, authorization });
      } catch (error) {
        if (!again || !isCabinetError(error) || error.status !== 401) {
          throw context.signal?.aborted ? error : toCustomersError(error, `tryton ${method}`);
        }
        // Whoever notices first renews it for all.
        if (session === using) session = undefined;
      }
    }
  }

  return {
    preferences: async () => (await signedIn()).preferences,
    search: (model, { domain, limit = null, order = null, fields }, context) =>
      call(`model.${model}.search_read`, [domain, 0, limit, order, fields], context),
    count: (model, domain, context) => call(`model.${model}.search_count`, [domain], context),
    report: (name, id, context) => call(`report.${name}.execute`, [[id], { model: name, id, ids: [id] }], context),
  };
}

/** Base64 of the text as UTF-8. */
const toBase64 = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
