import { type JWTVerifyGetKey, jwtVerify } from 'jose';
import type { Configuration } from 'openid-client';
import * as z from 'zod/mini';
import { PUBLIC_KEY_ALGORITHMS, remoteKeySet } from '../auth/token.ts';
import { CLOCK_TOLERANCE } from './provider.ts';

/** By what a logout token is known as one (OpenID Connect Back-Channel Logout 1.0, 2.4). */
const EVENT = 'http://schemas.openid.net/event/backchannel-logout';
const MAX_LENGTH = 8192;
/** Age from which it is not taken any more, should the provider give it no end. */
const MAX_AGE = '10 minutes';

const LogoutToken = z
  .object({
    iat: z.number(),
    sub: z.optional(z.string().check(z.minLength(1))),
    sid: z.optional(z.string().check(z.minLength(1))),
    events: z.object({ [EVENT]: z.record(z.string(), z.unknown()) }),
    // An ID token must not pass for one.
    nonce: z.optional(z.undefined()),
  })
  .check(z.refine(({ sub, sid }) => sub !== undefined || sid !== undefined));

/** Who has signed out at the provider. */
export interface Logout {
  subject: string | undefined;
  session: string | undefined;
  /** Later sign-ins go on: the token is not about them, even if it is sent once more. */
  before: Date;
}

/** Verifies logout tokens as section 2.6 says; it keeps the key sets that it has fetched. */
export function createLogoutVerifier(): (provider: Configuration, token: string) => Promise<Logout> {
  const keySets = new Map<string, JWTVerifyGetKey>();
  return async (provider, token) => {
    const { issuer, jwks_uri: url } = provider.serverMetadata();
    if (url === undefined || token.length > MAX_LENGTH) throw new Error('The logout token cannot be verified');
    const keySet = keySets.get(url) ?? remoteKeySet(url);
    keySets.set(url, keySet);
    const { payload, protectedHeader } = await jwtVerify(token, keySet, {
      issuer,
      audience: provider.clientMetadata().client_id,
      algorithms: PUBLIC_KEY_ALGORITHMS,
      clockTolerance: CLOCK_TOLERANCE,
      maxTokenAge: MAX_AGE,
      requiredClaims: ['jti'],
    });
    // Older providers give it no type of its own; one made for something else is none.
    if (!/^(?:application\/)?(?:logout\+)?jwt$/i.test(protectedHeader.typ ?? 'JWT'))
      throw new Error('This is no logout token');
    const { iat, sub, sid } = z.parse(LogoutToken, payload);
    return { subject: sub, session: sid, before: new Date((iat + CLOCK_TOLERANCE) * 1000) };
  };
}
