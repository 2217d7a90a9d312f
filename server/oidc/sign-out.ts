import { buildEndSessionUrl, tokenRevocation, type Configuration } from 'openid-client';
import { endSession, publicOrigin, sessionSecret } from '../auth/session-cookie.ts';
import { isCabinetError } from '../../src/contract/problem.ts';
import { showPage } from './pages.ts';
import { leadTo, settingsFor, type Parts, type SignInContext } from './parts.ts';
import { failureOf } from './provider.ts';
import { endProviderSessions, sealedTokens } from './sessions.ts';
import type { ProviderSettings } from './settings.ts';
import { unseal, type ProviderTokens } from './tokens.ts';

/** A link of the company's own pages signs out at once; one of a foreign page or of a letter, or a browser that looks ahead, does not. */
export async function askToSignOut(parts: Parts, context: SignInContext): Promise<Response> {
  const header = (name: string) => context.req.header(name);
  const isMeant =
    ['same-origin', 'same-site'].includes(header('Sec-Fetch-Site') ?? '') &&
    header('Sec-Fetch-Mode') === 'navigate' &&
    header('Sec-Purpose') === undefined;
  return isMeant ? endHereAndThere(parts, context) : showQuestion(parts, context);
}

/** The answer to the question. */
export async function signOut(parts: Parts, context: SignInContext): Promise<Response> {
  const isOurs =
    context.req.header('Sec-Fetch-Site') === 'same-origin' ||
    context.req.header('Origin') === publicOrigin(context, parts);
  return isOurs ? endHereAndThere(parts, context) : showQuestion(parts, context);
}

async function showQuestion(parts: Parts, context: SignInContext): Promise<Response> {
  const settings = await settingsFor(parts, context);
  if (settings === null) return showPage(context, 'notSetUp', null);
  const provider = await parts.findProvider(settings).catch(() => undefined);
  const addresses = [provider?.serverMetadata().end_session_endpoint, settings.signedOutUrl];
  const origins = addresses.flatMap((address) => (address ? [new URL(address).origin] : []));
  const form = { action: 'signOut', leadsTo: [...new Set(origins)].join(' ') } as const;
  return showPage(context, 'confirmSignOut', settings, { form });
}

/** Here first, so that it is done whatever the provider does (OpenID Connect RP-Initiated Logout 1.0). */
async function endHereAndThere(parts: Parts, context: SignInContext): Promise<Response> {
  const settings = await settingsFor(parts, context);
  if (settings === null) return showPage(context, 'notSetUp', null);
  const { tenantId, signedOutUrl } = settings;
  const tokens = await ownTokens(parts, context, settings);
  await endSession(context, parts.directory, parts, tenantId);
  try {
    const provider = await parts.findProvider(settings);
    revoke(parts, provider, tokens);
    if (provider.serverMetadata().end_session_endpoint === undefined) {
      return signedOutUrl === null ? await showPage(context, 'signedOut', settings) : leadTo(context, signedOutUrl);
    }
    const address = buildEndSessionUrl(provider, {
      ui_locales: context.var.language,
      ...(tokens.idToken !== undefined && { id_token_hint: tokens.idToken }),
      ...(signedOutUrl !== null && { post_logout_redirect_uri: signedOutUrl }),
    });
    return leadTo(context, address.href);
  } catch (error) {
    context.set('failure', error);
    return showPage(context, 'signedOutHere', settings);
  }
}

async function ownTokens(
  parts: Parts,
  context: SignInContext,
  { tenantId }: ProviderSettings,
): Promise<ProviderTokens> {
  const secret = sessionSecret(context, parts);
  const sealed = secret === undefined ? undefined : await sealedTokens(parts.run, tenantId, secret);
  if (secret === undefined || sealed === undefined) return {};
  return unseal(sealed, secret).catch((error: unknown) => {
    parts.onError(error);
    return {};
  });
}

/** A refresh token may outlive the provider's session. Nobody waits for it: the person is signed out already. */
function revoke({ onError }: Parts, provider: Configuration, { refreshToken }: ProviderTokens): void {
  if (refreshToken === undefined || provider.serverMetadata().revocation_endpoint === undefined) return;
  tokenRevocation(provider, refreshToken, { token_type_hint: 'refresh_token' }).catch(onError);
}

/** The provider tells that somebody has signed out there (OpenID Connect Back-Channel Logout 1.0, 2.5 to 2.8). */
export async function endByProvider(parts: Parts, context: SignInContext): Promise<Response> {
  context.header('Cache-Control', 'no-store');
  const settings = await settingsFor(parts, context);
  if (settings === null) return context.json({ error: 'invalid_request' }, 404);
  try {
    const { logout_token: token } = await context.req.parseBody();
    if (typeof token !== 'string') throw new Error('There is no logout token');
    const logout = await parts.verifyLogout(await parts.findProvider(settings), token);
    await endProviderSessions(parts.run, settings.tenantId, logout);
    return context.body(null, 200);
  } catch (error) {
    context.set('failure', error);
    const isAway = isCabinetError(error) ? error.code === 'unavailable' : failureOf(error) === 'unavailable';
    return isAway
      ? context.json({ error: 'temporarily_unavailable' }, 503)
      : context.json({ error: 'invalid_request', error_description: 'The logout token is not accepted' }, 400);
  }
}
