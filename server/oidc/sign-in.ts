import { randomBytes } from 'node:crypto';
import { getCookie, setCookie } from 'hono/cookie';
import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  type Configuration,
} from 'openid-client';
import { cookieFor, publicOrigin, sessionSecret, startSession } from '../auth/session-cookie.ts';
import { showPage, type WayOn } from './pages.ts';
import {
  CALLBACK_PATH,
  SIGN_IN_PATH,
  addressOf,
  leadTo,
  settingsFor,
  type Parts,
  type SignInContext,
} from './parts.ts';
import { PENDING_LIFETIME, keepPending, takePending, type PendingSignIn } from './pending.ts';
import { findPerson, neededClaims, type Claims } from './person.ts';
import { failureOf, withReason } from './provider.ts';
import { returnAddress } from './return-address.ts';
import { keepProviderSession } from './sessions.ts';
import type { ProviderSettings } from './settings.ts';
import type { Action } from './texts.ts';
import { seal } from './tokens.ts';

/** By it the browser is known again that began a sign-in; it says nothing about who is there. */
const COOKIE = 'cabinet-sign-in';

type Tokens = Awaited<ReturnType<typeof authorizationCodeGrant>>;

/** Leads to the provider. */
export async function begin(parts: Parts, context: SignInContext): Promise<Response> {
  const settings = await settingsFor(parts, context);
  if (settings === null) return showPage(context, 'notSetUp', null);
  const cookie = cookieFor(context, parts, COOKIE);
  if (cookie === null) return showPage(context, 'needsTls', settings);
  const origin = publicOrigin(context, parts);
  const returnTo = returnAddress(context.req.query('return'), origin, settings);
  if (returnTo === null) return showPage(context, 'foreignReturn', settings, { ways: [wayIn(settings, 'signIn')] });
  try {
    const provider = await parts.findProvider(settings);
    const pending = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier(), returnTo };
    // The same for all that this browser begins, in however many tabs.
    const browser = getCookie(context, cookie.name) ?? randomBytes(32).toString('base64url');
    await keepPending(parts.run, settings.tenantId, pending, browser);
    setCookie(context, cookie.name, browser, { ...cookie.options, maxAge: PENDING_LIFETIME });
    const address = buildAuthorizationUrl(provider, {
      redirect_uri: addressOf(origin, settings, CALLBACK_PATH),
      scope: settings.scopes,
      state: pending.state,
      nonce: pending.nonce,
      code_challenge: await calculatePKCECodeChallenge(pending.verifier),
      code_challenge_method: 'S256',
      ui_locales: context.var.language,
      // Who is known there, but not here, gets to choose another account.
      ...(context.req.query('another') !== undefined && { prompt: 'login' }),
    });
    return leadTo(context, address.href);
  } catch (error) {
    context.set('failure', withReason(error));
    return showPage(context, failureOf(error), settings, { ways: [wayIn(settings, 'again', returnTo)] });
  }
}

/** Takes who comes back from the provider, and leads to where they came from. */
export async function finish(parts: Parts, context: SignInContext): Promise<Response> {
  const { run, directory } = parts;
  const settings = await settingsFor(parts, context);
  if (settings === null) return showPage(context, 'notSetUp', null);
  const { tenantId } = settings;
  const cookie = cookieFor(context, parts, COOKIE);
  const browser = cookie === null ? undefined : getCookie(context, cookie.name);
  const state = context.req.query('state') ?? '';
  const pending = browser === undefined ? null : await takePending(run, tenantId, state, browser);
  const before = sessionSecret(context, parts);
  if (!pending?.first) {
    // Reloaded, or gone back to: whoever is signed in goes where they wanted to.
    const isSignedIn = before !== undefined && (await directory.findSession(tenantId, before)) !== null;
    if (isSignedIn) return leadTo(context, pending?.returnTo ?? settings.home);
    return showPage(context, 'expired', settings, { ways: [wayIn(settings, 'again', pending?.returnTo)] });
  }
  const { returnTo } = pending;
  try {
    const provider = await parts.findProvider(settings);
    const tokens = await takeCode(provider, pending, answeredAddress(parts, context, settings));
    const claims = await claimsOf(provider, tokens, settings);
    const personId = await findPerson(run, settings, claims);
    if (personId === null) {
      return await showPage(context, 'unknownPerson', settings, { ways: [wayIn(settings, 'other', returnTo)] });
    }
    // Another person's, or an older one of the same.
    if (before !== undefined) await directory.endSession(tenantId, before);
    const createSession: typeof directory.createSession = async (...session) => {
      const secret = await directory.createSession(...session);
      await keepTokens(parts, tenantId, secret, tokens, claims);
      return secret;
    };
    await startSession(context, { ...directory, createSession }, parts, tenantId, personId);
    return leadTo(context, returnTo);
  } catch (error) {
    context.set('failure', withReason(error));
    return showPage(context, failureOf(error), settings, { ways: [wayIn(settings, 'again', returnTo)] });
  }
}

/** The code against tokens, once all that came back fits what was sent: state, issuer, PKCE, nonce, signature, times. */
function takeCode(provider: Configuration, { state, nonce, verifier }: PendingSignIn, answered: URL): Promise<Tokens> {
  return authorizationCodeGrant(provider, answered, {
    expectedState: state,
    expectedNonce: nonce,
    pkceCodeVerifier: verifier,
    idTokenExpected: true,
  });
}

/** As the provider was told it, whatever a proxy has made of it. */
function answeredAddress(parts: Parts, context: SignInContext, settings: ProviderSettings): URL {
  const address = new URL(addressOf(publicOrigin(context, parts), settings, CALLBACK_PATH));
  address.search = new URL(context.req.url).search;
  return address;
}

/** Of the ID token; what it lacks is asked for. */
async function claimsOf(provider: Configuration, tokens: Tokens, settings: ProviderSettings): Promise<Claims> {
  const claims = tokens.claims();
  if (claims === undefined) throw new Error('There is no ID token');
  const isComplete = neededClaims(settings).every((name) => name in claims);
  if (isComplete || provider.serverMetadata().userinfo_endpoint === undefined) return claims;
  return { ...(await fetchUserInfo(provider, tokens.access_token, claims.sub)), ...claims };
}

async function keepTokens({ run }: Parts, tenantId: string, secret: string, tokens: Tokens, claims: Claims) {
  const { refresh_token: refreshToken, id_token: idToken } = tokens;
  const session = claims['sid'];
  await keepProviderSession(run, tenantId, secret, {
    subject: claims.sub,
    session: typeof session === 'string' ? session : undefined,
    tokens: await seal({ refreshToken, idToken }, secret),
    lifetime: refreshToken === undefined ? null : tokens.expires_in,
  });
}

function wayIn({ tenantId }: ProviderSettings, action: Action, returnTo?: string): WayOn {
  const query = new URLSearchParams({
    ...(returnTo !== undefined && { return: returnTo }),
    ...(action === 'other' && { another: '' }),
  });
  return { action, href: `/api/${tenantId}${SIGN_IN_PATH}${query.size > 0 ? `?${query.toString()}` : ''}` };
}
