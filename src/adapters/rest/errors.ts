import { isHTTPError, isTimeoutError } from 'ky';
import * as z from 'zod/mini';
import { CabinetError, Problem, codeOf, isCabinetError } from '../../contract/problem.ts';
import { isOffline, readRetryAfter } from './retry.ts';

/** The error that an answer other than 2xx stands for. */
export function toProblemError(operationId: string, { status, headers }: Response, body: unknown): CabinetError {
  const { data: problem = {} } = z.safeParse(Problem, body);
  const code = problem.code ?? codeOf(status);
  return new CabinetError(code, `${operationId}: ${problem.title ?? `HTTP ${status}`}`, {
    detail: problem.detail,
    status,
    retryAfter: readRetryAfter(headers),
    fields: problem.fields,
    instance: problem.instance,
  });
}

/** What went wrong on the way, as the one error of the cabinet. */
export function toRestError(operationId: string, error: unknown): CabinetError {
  if (isCabinetError(error)) return error;
  if (isHTTPError(error)) return toProblemError(operationId, error.response, error.data);
  if (isTimeoutError(error)) return new CabinetError('timeout', `${operationId}: no answer in time`, { cause: error });
  return isOffline()
    ? new CabinetError('offline', `${operationId}: the browser is offline`, { cause: error })
    : new CabinetError(
        'unavailable',
        `${operationId}: no answer; is the address right, the backend up, and allowed by CORS and the content security policy?`,
        { cause: error },
      );
}
