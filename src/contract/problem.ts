import * as z from 'zod/mini';
import { Text } from './scalars.ts';

/** The closed list of what can go wrong, from the cabinet's point of view. */
export const errorCodes = [
  'offline',
  'timeout',
  'unauthenticated',
  'forbidden',
  'not_found',
  'conflict',
  'invalid',
  'rate_limited',
  'unavailable',
  'unsupported',
  'contract',
  'unknown',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** A part of a problem that cannot be used takes nothing from the others. */
function orAbsent<Part extends z.ZodMiniType>(part: Part) {
  return z.catch(z.optional(part), undefined);
}

/**
 * An error over HTTP: a problem document of RFC 9457 (`application/problem+json`) with our `code`
 * and, for a refused input, a message for each field by JSON pointer (RFC 6901).
 */
export const Problem = /* @__PURE__ */ z.object({
  type: orAbsent(z.string()),
  title: orAbsent(z.string()),
  status: orAbsent(z.int()),
  /** For a person; what is longer than a few sentences is no message for one, and is not shown. */
  detail: orAbsent(Text),
  /** Names the request in the server's log, so that support can find it. */
  instance: orAbsent(z.string()),
  code: orAbsent(z.enum(errorCodes)),
  fields: orAbsent(z.record(z.string(), Text)),
});
export type Problem = z.output<typeof Problem>;

export interface CabinetErrorOptions {
  /** For a person, in their language, when the backend said something meant for them. */
  detail?: string | undefined;
  /** HTTP status, if there was an answer. */
  status?: number | undefined;
  /** Milliseconds to wait before another try makes sense. */
  retryAfter?: number | undefined;
  /** A message for each refused field, by JSON pointer into the input. */
  fields?: Readonly<Record<string, string>> | undefined;
  /** Names the request in the server's log. */
  instance?: string | undefined;
  /** With `unauthenticated`: another system than the one that says who is signed in knows nobody; the session goes on. */
  elsewhere?: boolean | undefined;
  cause?: unknown;
}

/**
 * The one error that adapters, client and widgets speak of. `message` is for developers; people see
 * the locale's text for `code`, or `detail` where the backend wrote one for them.
 */
export class CabinetError extends Error {
  override readonly name = 'CabinetError';
  readonly code: ErrorCode;
  readonly detail: string | undefined;
  readonly status: number | undefined;
  readonly retryAfter: number | undefined;
  readonly fields: Readonly<Record<string, string>> | undefined;
  readonly instance: string | undefined;
  readonly elsewhere: boolean | undefined;

  constructor(code: ErrorCode, message: string = code, options: CabinetErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.detail = options.detail;
    this.status = options.status;
    this.retryAfter = options.retryAfter;
    this.fields = options.fields;
    this.instance = options.instance;
    this.elsewhere = options.elsewhere;
  }

  /** Whether the same call may succeed later without anybody changing anything. */
  get retryable(): boolean {
    return ['offline', 'timeout', 'rate_limited', 'unavailable', 'unknown'].includes(this.code);
  }
}

/** Tells a {@link CabinetError} by name, so that one from another copy of the library counts too. */
export function isCabinetError(error: unknown): error is CabinetError {
  return error instanceof Error && error.name === 'CabinetError' && 'code' in error;
}

const statusOfCode: Record<ErrorCode, number> = {
  offline: 503,
  timeout: 504,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  invalid: 422,
  rate_limited: 429,
  unavailable: 503,
  unsupported: 501,
  contract: 502,
  unknown: 500,
};

/** The HTTP status by which a server answers a code. */
export function statusOf(code: ErrorCode): number {
  return statusOfCode[code];
}

/** The code that an HTTP status means when the answer holds no problem document with one. */
export function codeOf(status: number): ErrorCode {
  switch (status) {
    case 401:
      return 'unauthenticated';
    case 403:
      return 'forbidden';
    case 404:
    case 410:
      return 'not_found';
    case 408:
    case 504:
      return 'timeout';
    case 409:
    case 412:
    case 428:
      return 'conflict';
    case 429:
      return 'rate_limited';
    case 405:
    case 501:
      return 'unsupported';
    case 502:
    case 503:
      return 'unavailable';
    default:
      return status >= 400 && status < 500 ? 'invalid' : 'unknown';
  }
}
