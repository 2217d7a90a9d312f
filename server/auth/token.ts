import { type JWTPayload, type JWTVerifyGetKey, createRemoteJWKSet, errors, jwtVerify } from 'jose';
import { CabinetError } from '../../src/contract/problem.ts';
import type { Tenant } from '../ports.ts';
import { remember } from './remember.ts';

/** What a company says about its signed-in visitor. */
export interface IdentityClaim {
  /** The person, by the company's own id or by ours. */
  subject: string;
  /** For which of their customers they act. */
  customerId: string | undefined;
  /** When the claim ends, in milliseconds since 1970. */
  expiresAt: number;
}

/** Verifies a bearer token against what its tenant has set up. Null: not to be believed, for whatever reason. */
export type TokenVerifier = (tenant: Tenant, token: string) => Promise<IdentityClaim | null>;

const MAX_TOKEN_LENGTH = 8192;
const CLOCK_TOLERANCE_SECONDS = 60;
const MIN_SECRET_BYTES = 32;
const KEY_SET_OPTIONS = { cacheMaxAge: 600_000, cooldownDuration: 30_000, timeoutDuration: 5_000 };

/** Algorithms follow from the kind of key, never from the token: a public key can then not be used as a secret. */
export const PUBLIC_KEY_ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];
const SECRET_ALGORITHMS = ['HS256'];

/** Makes a verifier; it keeps the key sets that it has fetched, and for a few seconds what it has verified. */
export function createTokenVerifier(): TokenVerifier {
  const keySets = new Map<string, JWTVerifyGetKey>();
  const keySetAt = (url: string): JWTVerifyGetKey => {
    const keySet = keySets.get(url) ?? remoteKeySet(url);
    keySets.set(url, keySet);
    return keySet;
  };
  const verify = remember(
    async (token: string, issuer: string, audience: string, jwksUrl?: string, secret?: string) => {
      const options = { issuer, audience, clockTolerance: CLOCK_TOLERANCE_SECONDS, requiredClaims: ['exp', 'sub'] };
      try {
        const { payload } =
          jwksUrl === undefined
            ? await jwtVerify(token, secretKey(issuer, secret), { ...options, algorithms: SECRET_ALGORITHMS })
            : await jwtVerify(token, keySetAt(jwksUrl), { ...options, algorithms: PUBLIC_KEY_ALGORITHMS });
        return claimOf(payload);
      } catch (error) {
        if (error instanceof errors.JOSEError) return null;
        if (error instanceof CabinetError) throw error;
        // Of a key that cannot be used, such as a public key that is too short: that says nothing about the token.
        throw new CabinetError('unavailable', `Issuer ${issuer}: its key cannot be used`, { cause: error });
      }
    },
  );
  return async (tenant, token) => {
    if (tenant.token === undefined || token.length > MAX_TOKEN_LENGTH) return null;
    const { issuer, audience, jwksUrl, secret } = tenant.token;
    const claim = await verify(token, issuer, audience, jwksUrl, secret);
    return claim !== null && Date.now() < claim.expiresAt + CLOCK_TOLERANCE_SECONDS * 1000 ? claim : null;
  };
}

function secretKey(issuer: string, secret: string | undefined): Uint8Array {
  const key = new TextEncoder().encode(secret);
  if (key.byteLength < MIN_SECRET_BYTES) {
    throw new CabinetError(
      'unavailable',
      `Issuer ${issuer}: the shared secret must have ${MIN_SECRET_BYTES} bytes or more`,
    );
  }
  return key;
}

/** The company's keys. That they cannot be fetched says nothing about the token, so it signs nobody out. */
export function remoteKeySet(url: string): JWTVerifyGetKey {
  const keySet = createRemoteJWKSet(new URL(url), KEY_SET_OPTIONS);
  return async (header, token) => {
    try {
      return await keySet(header, token);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) throw error;
      if (error instanceof errors.JOSENotSupported) throw error;
      throw new CabinetError('unavailable', `The key set at ${url} cannot be read`, { cause: error });
    }
  };
}

function claimOf(payload: JWTPayload): IdentityClaim | null {
  const { sub, exp, customer_id: customerId } = payload;
  if (typeof sub !== 'string' || sub === '' || typeof exp !== 'number') return null;
  if (customerId !== undefined && (typeof customerId !== 'string' || customerId === '')) return null;
  return { subject: sub, customerId, expiresAt: exp * 1000 };
}
