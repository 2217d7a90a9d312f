import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { CabinetError, codeOf, isCabinetError, statusOf } from '../../src/contract/problem.ts';
import type { ErrorCode, Problem } from '../../src/contract/problem.ts';
import type { RequestContext } from './environment.ts';
import { type Language, type Reason, reasonText, titleOf } from './texts.ts';

/** A refusal by this server itself, before the backend was asked: its words are ours, so they may be shown and logged. */
export class Refusal extends CabinetError {}

/** A refusal worded in the person's language. */
export function refusal(
  context: RequestContext,
  code: ErrorCode,
  reason: Reason,
  options: { status?: number | undefined; values?: Record<string, string> } = {},
): CabinetError {
  const detail = reasonText(reason, context.var.language, options.values);
  return new Refusal(code, reason, { detail, status: options.status });
}

/** A refusal of single fields: a message for each by JSON pointer. */
export function refusalOfFields(fields: Readonly<Record<string, string>>): CabinetError {
  return new Refusal('invalid', 'fields', { fields });
}

/** The answer to any failure: a problem document that tells nothing about our insides. */
export function problemResponse(error: unknown, context: RequestContext): Response {
  const failure = isCabinetError(error) ? error : new CabinetError('unknown');
  const { language, requestId } = context.var;
  context.set('failure', error);
  if (failure.retryAfter !== undefined) context.header('Retry-After', String(Math.ceil(failure.retryAfter / 1000)));
  if (failure.code === 'unauthenticated') context.header('WWW-Authenticate', 'Bearer realm="cabinet"');
  context.header('Content-Type', 'application/problem+json');
  context.header('Content-Language', language);
  context.header('Cache-Control', 'no-store');
  const problem = problemOf(failure, requestId, language);
  return context.body(JSON.stringify(problem), problem.status);
}

function problemOf(
  failure: CabinetError,
  requestId: string,
  language: Language,
): Problem & { status: ContentfulStatusCode } {
  const { code, detail, fields } = failure;
  const problem = {
    type: 'about:blank',
    title: titleOf(code, language),
    status: statusFor(failure),
    code,
    instance: requestId,
  };
  // What is not there and what is not theirs must look the same, so a backend's own words are left out.
  if (code === 'not_found' && !(failure instanceof Refusal)) return problem;
  return {
    ...problem,
    ...(detail === undefined ? {} : { detail }),
    ...(fields === undefined ? {} : { fields: { ...fields } }),
  };
}

/** A more exact status than the code's own, where it means the same. */
function statusFor({ code, status }: CabinetError): ContentfulStatusCode {
  const exact = status !== undefined && status >= 400 && status <= 599 && codeOf(status) === code;
  return (exact ? status : statusOf(code)) as ContentfulStatusCode;
}
