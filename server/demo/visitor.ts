import type { Context } from 'hono';
import type { Adapter, VerifiedCustomer } from '../../src/adapters/adapter.ts';
import { getSession, type Session } from '../../src/contract/session.ts';
import { type PublicAddress, sessionSecret } from '../auth/session-cookie.ts';
import type { Directory } from '../ports.ts';
import type { Site } from './site.ts';

/** Who is looking at the company's site, signed in there. */
export interface Visitor {
  identity: VerifiedCustomer;
  session: Session;
}

/** The signed-in visitor of a request; null for a guest. */
export async function visitorOf(
  context: Context,
  site: Site,
  { adapter, directory, publicUrl }: PublicAddress & { adapter: Adapter; directory: Directory },
): Promise<Visitor | null> {
  const secret = sessionSecret(context, { publicUrl });
  const identity = secret === undefined ? null : await directory.findSession(site.company.id, secret);
  if (identity === null) return null;
  const session = await adapter.call(getSession, {}, { customer: identity, locale: site.company.locale });
  return { identity, session };
}
