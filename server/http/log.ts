import type { MiddlewareHandler } from 'hono';
import { isCabinetError } from '../../src/contract/problem.ts';
import { Refusal } from './problem.ts';
import type { AppOptions, RequestContext, RequestEnvironment } from './environment.ts';

/** One line of the log: nothing in it is secret or personal, so paths and queries are left out. */
export interface LogEntry {
  time: string;
  level: 'info' | 'warn' | 'error';
  /** The `instance` that the answer names. */
  id: string;
  method: string;
  tenant?: string;
  operation?: string;
  status: number;
  milliseconds: number;
  /** What failed, for developers. */
  error?: string;
}

/** Writes an entry for each request once it is answered. */
export function logRequests({ log }: Pick<AppOptions, 'log'>): MiddlewareHandler<RequestEnvironment> {
  return async (context, next) => {
    if (log === undefined) return next();
    const start = performance.now();
    await next();
    log(entryOf(context, performance.now() - start));
  };
}

function entryOf(context: RequestContext, duration: number): LogEntry {
  const { requestId, tenant, operation, failure } = context.var;
  const { status } = context.res;
  return {
    time: new Date().toISOString(),
    level: status >= 500 ? 'error' : status >= 400 ? 'warn' : 'info',
    id: requestId,
    method: context.req.method,
    ...(tenant === undefined ? {} : { tenant: tenant.id }),
    ...(operation === undefined ? {} : { operation }),
    status,
    milliseconds: Math.round(duration * 10) / 10,
    ...(failure === undefined ? {} : { error: describe(failure, status) }),
  };
}

const MAX_ERROR_LENGTH = 2000;

/** Why a request was refused, in a word that holds nothing of its input; of a fault of ours everything that helps. */
function describe(failure: unknown, status: number): string {
  if (isCabinetError(failure) && status < 500) {
    return failure instanceof Refusal ? `${failure.code}: ${failure.message}` : failure.code;
  }
  return causesOf(failure)
    .map((cause) => cause.stack ?? cause.message)
    .join('\ncaused by ')
    .slice(0, MAX_ERROR_LENGTH);
}

/** An error, what caused it, and so on: that a `fetch` failed is said by one, why by the next. */
function causesOf(failure: unknown): Error[] {
  const causes: Error[] = [];
  for (let cause = failure; cause instanceof Error && !causes.includes(cause); cause = cause.cause) causes.push(cause);
  return causes;
}
