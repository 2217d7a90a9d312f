import type { MiddlewareHandler } from 'hono';
import type { Directory } from '../ports.ts';
import type { RequestEnvironment } from './environment.ts';
import { refusal } from './problem.ts';

/** Finds the company that the path names. */
export function findTenant(directory: Directory): MiddlewareHandler<RequestEnvironment> {
  return async (context, next) => {
    const tenantId = context.req.param('tenant') ?? '';
    const tenant = /^[\w-]{1,64}$/.test(tenantId) ? await directory.tenant(tenantId) : null;
    if (tenant === null) throw refusal(context, 'not_found', 'unknownTenant');
    context.set('tenant', tenant);
    return next();
  };
}
