import {
  AuthorizationResponseError,
  ClientSecretBasic,
  ClientSecretPost,
  None,
  ResponseBodyError,
  allowInsecureRequests,
  clockTolerance,
  discovery,
  enableNonRepudiationChecks,
  type ClientAuth,
  type Configuration,
} from 'openid-client';
import type { ProviderSettings } from './settings.ts';

/** Seconds that a question to a provider may take. */
const TIMEOUT = 8;
/** Seconds by which the provider's clock and ours may differ. */
export const CLOCK_TOLERANCE = 60;
/** Milliseconds for which it is remembered what a provider says of itself. */
const REMEMBERED_FOR = 600_000;
/** Providers that are remembered at most. */
const MAX_REMEMBERED = 1000;

/** Finds a company's provider by what that says of itself (OpenID Connect Discovery 1.0). */
export type FindProvider = (settings: ProviderSettings) => Promise<Configuration>;

/** Asks each provider once in ten minutes; what failed is asked again at once. */
export function createFindProvider(): FindProvider {
  const known = new Map<string, { provider: Promise<Configuration>; until: number }>();
  return ({ issuer, clientId, clientSecret }) => {
    const name = JSON.stringify([issuer, clientId, clientSecret]);
    const before = known.get(name);
    if (before !== undefined && performance.now() < before.until) return before.provider;
    const entry = { provider: discover(issuer, clientId, clientSecret), until: performance.now() + REMEMBERED_FOR };
    entry.provider.catch(() => {
      if (known.get(name) === entry) known.delete(name);
    });
    known.delete(name);
    known.set(name, entry);
    const [oldest] = known.keys();
    if (known.size > MAX_REMEMBERED && oldest !== undefined) known.delete(oldest);
    return entry.provider;
  };
}

function discover(issuer: string, clientId: string, clientSecret: string | null): Promise<Configuration> {
  const server = new URL(issuer);
  return discovery(server, clientId, { [clockTolerance]: CLOCK_TOLERANCE }, clientAuthentication(clientSecret), {
    timeout: TIMEOUT,
    // The settings let plain HTTP pass on this machine only.
    execute: [enableNonRepudiationChecks, ...(server.protocol === 'http:' ? [allowInsecureRequests] : [])],
  });
}

/** By the header, as every provider must take it (RFC 6749, 2.3.1), unless it says that it takes only the other way. */
function clientAuthentication(secret: string | null): ClientAuth {
  if (secret === null) return None();
  const [basic, post] = [ClientSecretBasic(secret), ClientSecretPost(secret)];
  return (server, ...rest) => {
    const taken = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    return (taken.includes('client_secret_basic') ? basic : post)(server, ...rest);
  };
}

/** What became of a sign-in that did not succeed. */
export type Failure = 'denied' | 'expired' | 'unavailable' | 'failed';

/** What a failure of the provider's, or on the way to it, means for the person. */
export function failureOf(error: unknown): Failure {
  for (const cause of causesOf(error)) {
    if (cause instanceof AuthorizationResponseError || cause instanceof ResponseBodyError) {
      if (cause.error === 'access_denied') return 'denied';
      if (cause.error === 'invalid_grant') return 'expired';
      if (['temporarily_unavailable', 'server_error'].includes(cause.error)) return 'unavailable';
    }
    if (cause instanceof Response && (cause.status >= 500 || cause.status === 429)) return 'unavailable';
    // What `fetch` throws when nobody answers, or not in time.
    if (cause instanceof TypeError && cause.message === 'fetch failed') return 'unavailable';
    if (cause instanceof Error && (cause as { code?: unknown }).code === 'OAUTH_TIMEOUT') return 'unavailable';
  }
  return 'failed';
}

/** Whether a provider says that a refresh token is of no use any more: used twice, revoked, too old, or of a session that has ended. */
export const isEnded = (error: unknown): boolean =>
  causesOf(error).some((cause) => cause instanceof ResponseBodyError && cause.error === 'invalid_grant');

/** The same failure with the provider's own word for it, which tells a wrong secret from a wrong address. */
export function withReason(error: unknown): unknown {
  for (const cause of causesOf(error)) {
    if (!(cause instanceof AuthorizationResponseError || cause instanceof ResponseBodyError)) continue;
    return new Error(`The provider answered ${cause.error.slice(0, 100)}`, { cause: error });
  }
  return error;
}

function causesOf(error: unknown): unknown[] {
  const causes: unknown[] = [];
  for (let cause = error; cause !== undefined && causes.length < 5; cause = (cause as { cause?: unknown })?.cause) {
    causes.push(cause);
  }
  return causes;
}
