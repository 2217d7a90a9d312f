import { isHTTPError, isTimeoutError, type RetryOptions } from 'ky';
import type { OperationKind } from '../../contract/operation.ts';
import { isCabinetError } from '../../contract/problem.ts';

/** Tries after the first one. */
const LIMIT = 3;
const FIRST_WAIT = 300;
/** A backend that asks for more patience than this gets no automatic retry: the error says when. */
const LONGEST_WAIT = 30_000;

/** Statuses that may pass by themselves. 500 is not among them for a mutation: it may have half happened. */
const passing = [408, 425, 429, 502, 503, 504];

/** Milliseconds that a `Retry-After` asks for, in seconds or as an HTTP date. */
export function readRetryAfter(headers: Headers): number | undefined {
  const value = headers.get('Retry-After')?.trim();
  if (!value) return undefined;
  const wait = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(wait) ? Math.max(0, wait) : undefined;
}

/** Whether the browser knows that it has no network. */
export const isOffline = (): boolean => globalThis.navigator?.onLine === false;

/**
 * When to try again: only what is safe (queries read, mutations carry their key), with exponential
 * waits and full jitter, or after what the backend asks for plus jitter, so that clients do not come back as one.
 */
export function retryOptions(kind: OperationKind): RetryOptions {
  let wait = 0;
  return {
    limit: LIMIT,
    methods: ['get', 'post', 'put', 'patch', 'delete'],
    shouldRetry({ error, retryCount }) {
      wait = Math.random() * FIRST_WAIT * 2 ** retryCount;
      if (isCabinetError(error)) return false;
      if (isTimeoutError(error)) return retryCount === 1;
      if (!isHTTPError(error)) return !isOffline();
      const { status, headers } = error.response;
      if (!passing.includes(status) && !(status === 500 && kind === 'query')) return false;
      const asked = readRetryAfter(headers);
      if (asked === undefined) return true;
      wait = asked + Math.random() * Math.max(1000, asked / 4);
      return asked <= LONGEST_WAIT;
    },
    delay: () => wait,
  };
}
