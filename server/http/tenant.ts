import type { MiddlewareHandler } from 'hono';
import type { Directory } from '../ports.ts';
import type { RequestEnvironment } from './environment.ts';
import { refusal } from './problem.ts';

/** The ids of companies: they stand in addresses. */
export const TENANT_ID = /^[\w-]{1,64}$/;

/** Finds the company that the path names. */
export function findTenant(directory: Directory): MiddlewareHandler<RequestEnvironment> {
  return async (context, next) => {
    const tenantId = context.req.param('tenant') ?? '';
    const tenant = TENANT_ID.test(tenantId) ? await directory.tenant(tenantId) : null;
    if (tenant === null) throw refusal(context, 'not_found', 'unknownTenant');
    context.set('tenant', tenant);
    return next();
  };
}
