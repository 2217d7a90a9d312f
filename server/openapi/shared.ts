import { errorCodes, statusOf } from '../../src/contract/problem.ts';
import type { ErrorCode } from '../../src/contract/problem.ts';

/** Who may ask: a bearer token, or the session cookie together with the header that guards it. */
export const security = [{ bearer: [] }, { cookie: [], cookieGuard: [] }];

export const securitySchemes = {
  bearer: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description:
      'Signed by the company for its signed-in visitor: `iss`, `aud`, `exp` and `sub` (the person), optionally `customer_id` (for which customer they act).',
  },
  cookie: {
    type: 'apiKey',
    in: 'cookie',
    name: '__Host-cabinet',
    description: 'HttpOnly; on http://localhost its name is `cabinet`.',
  },
  cookieGuard: {
    type: 'apiKey',
    in: 'header',
    name: 'X-Cabinet',
    description:
      'Any value. Other sites cannot send it, so a request with the cookie but without this header is a forgery: 403.',
  },
};

export const parameters = {
  AcceptLanguage: {
    name: 'Accept-Language',
    in: 'header',
    required: false,
    description: 'The language of the texts that the backend writes.',
    schema: { type: 'string' },
    example: 'ru',
  },
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    required: true,
    description: 'Made once for the act and repeated with every retry.',
    schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[\\x21-\\x7e]+$' },
    example: '5f0c6a0e-6a0f-4c55-9d52-6c8c27b9a1d3',
  },
  IfMatch: {
    name: 'If-Match',
    in: 'header',
    required: true,
    description: 'The `etag` of the version that was edited, in double quotes.',
    schema: { type: 'string' },
    example: '"7"',
  },
  LastEventId: {
    name: 'Last-Event-ID',
    in: 'header',
    required: false,
    description: 'The id of the last event seen; the stream goes on after it.',
    schema: { type: 'string' },
  },
};

export const headers = {
  CacheControl: { description: 'Private data is never stored.', schema: { type: 'string', const: 'no-store' } },
  ContentDisposition: { description: '`attachment` with the file’s name.', schema: { type: 'string' } },
  ETag: { description: 'The version of the entity.', schema: { type: 'string' } },
  RetryAfter: { description: 'Seconds to wait before another try.', schema: { type: 'integer' } },
  WwwAuthenticate: { description: 'Which sign-in is expected.', schema: { type: 'string' } },
};

/** What each code means to whoever writes a backend. */
const meanings: Record<ErrorCode, string> = {
  offline: 'A system behind this one cannot be reached.',
  timeout: 'A system behind this one did not answer in time.',
  unauthenticated: 'No sign-in, or one that is not to be believed; always the same answer.',
  forbidden: 'The role does not allow it, or the request looks forged.',
  not_found: 'It does not exist, or not for this customer; the two look the same.',
  conflict: 'It has changed in the meantime, or the key was used for something else.',
  invalid: 'The input is refused; `fields` says what and why. 400, 413 and 415 say the same of the request as a whole.',
  rate_limited: 'Too many requests; `Retry-After` says when to go on.',
  unavailable: 'Not available at the moment; another try may succeed.',
  unsupported: 'This backend has no such operation.',
  contract: 'A system behind this one answered against the contract.',
  unknown: 'Something went wrong.',
};

/** A problem for each status, named by its code. */
export const responses = Object.fromEntries(errorCodes.map((code) => [code, problemPart(code)]));

/** The problems that an operation may be answered with, by status. */
export function problems(codes: readonly ErrorCode[]): Record<string, object> {
  return Object.fromEntries(codes.map((code) => [String(statusOf(code)), { $ref: `#/components/responses/${code}` }]));
}

function problemPart(code: ErrorCode): object {
  return {
    description: meanings[code],
    ...(code === 'unauthenticated'
      ? { headers: { 'WWW-Authenticate': { $ref: '#/components/headers/WwwAuthenticate' } } }
      : {}),
    ...(code === 'rate_limited' ? { headers: { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } } } : {}),
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
}
