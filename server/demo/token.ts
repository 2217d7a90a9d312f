import { SignJWT } from 'jose';
import type { VerifiedCustomer } from '../../src/adapters/adapter.ts';
import type { Tenant } from '../ports.ts';

/** Seconds; the cabinet asks for a new one before it ends. */
const TOKEN_LIFETIME = 300;

/** What the cabinet is answered at `token-url`. */
export interface IssuedToken {
  token: string;
  /** RFC 3339. */
  expiresAt: string;
}

/**
 * What a company's site does in token mode: it signs, with the secret it shares with the cabinet's
 * server, who its signed-in visitor is.
 *
 * @throws Error when the company has no shared secret.
 */
export async function issueToken(tenant: Tenant | null, visitor: VerifiedCustomer): Promise<IssuedToken> {
  const settings = tenant?.token;
  if (settings?.secret === undefined) throw new Error('This company has no shared secret to sign tokens with.');
  const expires = Math.floor(Date.now() / 1000) + TOKEN_LIFETIME;
  const token = await new SignJWT({ customer_id: visitor.customerId })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(visitor.personId)
    .setIssuer(settings.issuer)
    .setAudience(settings.audience)
    .setIssuedAt()
    .setExpirationTime(expires)
    .sign(new TextEncoder().encode(settings.secret));
  return { token, expiresAt: new Date(expires * 1000).toISOString() };
}
