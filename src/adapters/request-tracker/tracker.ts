import { CabinetError, isCabinetError } from '../../contract/problem.ts';
import type { CallContext } from '../adapter.ts';
import { readHttpAddress } from '../http-address.ts';
import { readJson } from '../rest/answer.ts';
import { send } from '../rest/send.ts';
import type { RequestTrackerOptions } from './options.ts';
import { Kept } from './kept.ts';

/** Answers of `GET` that may be had again by their version. */
const REMEMBERED = 500;
/** The most rows of a page that there may be. */
const PAGE = 100;
/** Pages after which a list that does not end is taken as broken. */
const MAX_PAGES = 100;

/** A page of a list. An account without rights gets no total, and pages with gaps where it may not look. */
export interface TrackerPage<Row> {
  items: Row[];
  total: number | null;
  page: number;
  pages: number | null;
}

type Query = Readonly<Record<string, string | number>>;

/** Asks Request Tracker as the service account. */
export interface Tracker {
  get<Answer>(path: string, query: Query, context: CallContext): Promise<Answer>;
  /** As {@link Tracker.get}, but what has not changed is not sent again. */
  getKept<Answer>(path: string, query: Query, context: CallContext): Promise<{ answer: Answer; changed: boolean }>;
  /** Every row of a list that may not tell how long it is: only an empty page ends it. */
  getAll<Row>(path: string, query: Query, context: CallContext): Promise<Row[]>;
  /** Never repeated by itself. Answers the id at the end of `Location`, where something was made. */
  write(
    method: 'POST' | 'PUT',
    path: string,
    json: object,
    context: CallContext,
    files?: readonly File[],
  ): Promise<string | undefined>;
}

/** What a refusal means to the customer: it is the account's business, not theirs, and its words are for nobody. */
function toCustomersError(error: unknown, name: string): unknown {
  if (!isCabinetError(error)) return error;
  const cause = { cause: error };
  switch (error.status ?? error.code) {
    // The customer is signed in: it is our account that is not.
    case 401:
    case 'unauthenticated':
      return new CabinetError('unavailable', `${name}: the account is refused`, cause);
    // Somebody else's is as one that is not there.
    case 403:
    case 404:
      return new CabinetError('not_found', `${name}: there is no such thing`, cause);
    case 400:
      return new CabinetError('contract', `${name}: the question was not understood`, cause);
    default:
      return new CabinetError(error.code, `${name} failed`, {
        ...cause,
        status: error.status,
        retryAfter: error.retryAfter,
      });
  }
}

export function openTracker(options: RequestTrackerOptions): Tracker {
  const base = `${readHttpAddress(options.url, 'requestTracker: url')}/REST/2.0`;
  const kept = new Kept<{ etag: string; answer: unknown }>(REMEMBERED);

  async function ask(
    request: { method: string; path: string; query?: Query; json?: object; body?: FormData; etag?: string | undefined },
    { signal }: CallContext,
  ): Promise<Response> {
    const { method, path, query = {}, json, body, etag } = request;
    const name = `request-tracker ${method} ${path.replace(/\d+/g, '*')}`;
    const headers = new Headers({ Accept: 'application/json', Authorization: `token ${options.token}` });
    if (etag !== undefined) headers.set('If-None-Match', etag);
    const parameters = new URLSearchParams(Object.entries(query).map(([key, value]) => [key, String(value)]));
    try {
      return await send(
        { id: name, kind: method === 'GET' ? 'query' : 'mutation' },
        {
          url: `${base}${path}${parameters.size > 0 ? `?${parameters}` : ''}`,
          request: { method, ...(body ? { body } : json && { json }) },
          headers,
          credentials: 'omit',
          signal,
          timeout: options.timeout ?? 15_000,
          maximumSize: 50_000_000,
          binary: false,
          repeatable: method === 'GET',
          fetch: (...sent) => (options.fetch ?? fetch)(...sent),
        },
      );
    } catch (error) {
      if (isCabinetError(error) && error.status === 304) throw error;
      throw toCustomersError(error, name);
    }
  }

  const get = async <Answer>(path: string, query: Query, context: CallContext): Promise<Answer> =>
    (await readJson({ id: 'request-tracker' }, await ask({ method: 'GET', path, query }, context))) as Answer;

  return {
    get,
    async getKept<Answer>(path: string, query: Query, context: CallContext) {
      const key = JSON.stringify([path, query]);
      const known = kept.get(key);
      try {
        const response = await ask({ method: 'GET', path, query, etag: known?.etag }, context);
        const etag = response.headers.get('ETag');
        const answer = await readJson({ id: 'request-tracker' }, response);
        if (etag !== null) kept.set(key, { etag, answer });
        return { answer: answer as Answer, changed: true };
      } catch (error) {
        if (known && isCabinetError(error) && error.status === 304) {
          return { answer: known.answer as Answer, changed: false };
        }
        throw error;
      }
    },
    async getAll<Row>(path: string, query: Query, context: CallContext) {
      const rows: Row[] = [];
      for (let page = 1; page <= MAX_PAGES; page++) {
        const answer = await get<TrackerPage<Row>>(path, { ...query, per_page: PAGE, page }, context);
        rows.push(...answer.items);
        if (answer.items.length === 0 || (answer.pages !== null && page >= answer.pages)) return rows;
      }
      throw new CabinetError('contract', `request-tracker: ${path} does not end`);
    },
    async write(method, path, json, context, files = []) {
      // Files travel as parts of a form: in JSON a name in other letters than English ones brings the server down.
      const body = new FormData();
      body.append('JSON', JSON.stringify(json));
      for (const file of files) body.append('Attachments', file);
      const response = await ask({ method, path, json, ...(files.length > 0 && { body }) }, context);
      return /\/(\d+)$/.exec(response.headers.get('Location') ?? '')?.[1];
    },
  };
}
