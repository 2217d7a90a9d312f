import { CabinetError, codeOf, isCabinetError } from '../contract/problem.ts';
import type { Tabs } from './tabs.ts';
import type { AccessToken, SessionSource } from './types.ts';

/** A token is renewed this long before its end, or at half its life if that is shorter. */
const MARGIN = 60_000;
/** The longest that a renewal may take. */
const LIMIT = 15_000;
/** How long a tab that waited for another one's renewal waits to hear of it. */
const HEARSAY = 200;

interface Held {
  token: string;
  /** Moment from which it is renewed; without one it is used until it is refused. */
  renewAt: number | undefined;
}

/** Holds the bearer token: in this closure and nowhere else. */
export interface Tokens {
  /** The token to send, fresh enough; `undefined` in cookie mode. @throws CabinetError `unauthenticated` for an anonymous visitor. */
  current(): Promise<string | undefined>;
  /** A token other than the refused one; `undefined` if there is none to be had. */
  replace(refused: string | undefined): Promise<string | undefined>;
  /** Takes a token that another tab has got. */
  adopt(token: AccessToken): void;
  forget(): void;
}

function hold({ token, expiresAt }: AccessToken): Held {
  const life = expiresAt === undefined ? NaN : Date.parse(expiresAt) - Date.now();
  // A token that is over on arrival means that this clock is wrong: the backend will say when.
  return { token, renewAt: life > 0 ? Date.now() + life - Math.min(MARGIN, life / 2) : undefined };
}

function read(answer: unknown): AccessToken | null {
  if (typeof answer === 'string') return answer === '' ? null : { token: answer };
  const { token, expiresAt } = (answer ?? {}) as Partial<Record<keyof AccessToken, unknown>>;
  if (token === undefined || token === null || token === '') return null;
  if (typeof token !== 'string') throw new CabinetError('contract', 'session: the token is no string');
  return { token, expiresAt: typeof expiresAt === 'string' ? expiresAt : undefined };
}

async function fetchToken(url: string, signal: AbortSignal, send = fetch): Promise<AccessToken | null> {
  let response: Response;
  try {
    response = await send(url, {
      headers: { Accept: 'application/json', 'X-Cabinet': '1' },
      credentials: 'include',
      cache: 'no-store',
      signal,
    });
  } catch (cause) {
    if (signal.aborted) throw signal.reason;
    const offline = globalThis.navigator?.onLine === false;
    throw new CabinetError(offline ? 'offline' : 'unavailable', 'session: the token address did not answer', { cause });
  }
  const { status, ok, redirected } = response;
  if (status === 401 || status === 403 || status === 204) return null;
  if (!ok) throw new CabinetError(codeOf(status), `session: the token address answered ${status}`, { status });
  const text = await response.text();
  try {
    return read(JSON.parse(text));
  } catch (cause) {
    if (isCabinetError(cause)) throw cause;
    // The host's site sends an anonymous visitor to its login page.
    if (redirected) return null;
    throw new CabinetError('contract', 'session: the token address answered no JSON', { status, cause });
  }
}

function withinLimit<Result>(ask: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const limit = new AbortController();
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      const error = new CabinetError('timeout', 'session: no token in time');
      limit.abort(error);
      reject(error);
    }, LIMIT);
    ask(limit.signal)
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}

/** Gets tokens from the host's site and renews them: once for all who ask at the same time, in all tabs. */
export function createTokens(source: SessionSource, tabs: Tabs): Tokens {
  if (source.mode === 'cookie') {
    return { current: async () => undefined, replace: async () => undefined, adopt() {}, forget() {} };
  }
  let held: Held | undefined;
  let renewing: Promise<string> | undefined;
  let heard: (() => void) | undefined;
  /** Grows when everything is forgotten, so that a renewal under way then comes to nothing. */
  let era = 0;
  const fresh = () => (held && (held.renewAt === undefined || held.renewAt > Date.now()) ? held.token : undefined);

  const ask = (): Promise<AccessToken | null> =>
    withinLimit(async (signal) =>
      source.mode === 'token-url' ? fetchToken(source.url, signal, source.fetch) : read(await source.getToken()),
    );

  async function renew(refused: string | undefined): Promise<string> {
    return tabs.exclusively(async (waited) => {
      if (waited && source.mode === 'token-url' && !better(refused)) await hearsay();
      const known = better(refused);
      if (known !== undefined) return known;
      const started = era;
      const answer = await ask().catch((cause: unknown) => {
        throw isCabinetError(cause) ? cause : new CabinetError('unavailable', 'session: getToken failed', { cause });
      });
      if (!answer || era !== started) throw new CabinetError('unauthenticated', 'session: nobody is signed in');
      held = hold(answer);
      if (source.mode === 'token-url') tabs.tell({ type: 'token', token: answer });
      return held.token;
    });
  }

  const better = (refused: string | undefined) => {
    const token = fresh();
    return token === refused ? undefined : token;
  };

  const hearsay = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, HEARSAY);
      heard = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const renewOnce = (refused?: string) => {
    if (renewing) return renewing;
    const renewal = renew(refused).finally(() => {
      if (renewing === renewal) renewing = undefined;
    });
    renewing = renewal;
    return renewal;
  };

  return {
    current: async () => fresh() ?? renewOnce(),
    async replace(refused) {
      const known = better(refused);
      if (known !== undefined) return known;
      held = undefined;
      try {
        return await renewOnce(refused);
      } catch (error) {
        if (isCabinetError(error) && error.code === 'unauthenticated') return undefined;
        throw error;
      }
    },
    adopt(token) {
      held = hold(token);
      heard?.();
    },
    forget() {
      held = undefined;
      renewing = undefined;
      era += 1;
    },
  };
}
