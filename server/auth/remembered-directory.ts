import type { Directory } from '../ports.ts';
import { remember } from './remember.ts';

/**
 * A directory that remembers for a few seconds which company and which person it was asked for, because every
 * request asks. So a person who is disabled may go on that much longer; sessions are looked up each time.
 */
export function rememberedDirectory(directory: Directory): Directory {
  const identify = remember((tenantId: string, subject: string, customerId?: string) =>
    directory.identify(tenantId, subject, customerId),
  );
  directory.onSignInChanged?.(({ tenantId, personId }) =>
    identify.forget((tenant, subject) => tenant === tenantId && subject === personId),
  );
  return { ...directory, tenant: remember((tenantId: string) => directory.tenant(tenantId)), identify };
}
