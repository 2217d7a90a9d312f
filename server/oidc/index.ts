import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { requestId } from 'hono/request-id';
import { API_PATH, type AppOptions, type RequestEnvironment } from '../http/environment.ts';
import { readLanguage } from '../http/language.ts';
import { logRequests } from '../http/log.ts';
import { securityHeaders } from '../http/security-headers.ts';
import type { Directory } from '../ports.ts';
import type { Store } from '../store/index.ts';
import { createLogoutVerifier } from './logout-token.ts';
import { showPage } from './pages.ts';
import { BACK_CHANNEL_PATH, CALLBACK_PATH, SIGN_IN_PATH, SIGN_OUT_PATH, type Parts } from './parts.ts';
import { createFindProvider } from './provider.ts';
import { renewingDirectory } from './renewing-directory.ts';
import { begin, finish } from './sign-in.ts';
import { askToSignOut, endByProvider, signOut } from './sign-out.ts';

const MAX_LOGOUT_BODY = 20_000;

export interface SignInOptions extends Pick<AppOptions, 'log' | 'publicUrl'> {
  /** Hears of failures that nobody waits for, such as a provider that cannot be asked. */
  onError: (error: unknown) => void;
}

/** Sign-in at the companies' own OpenID Connect providers. */
export interface ProviderSignIn {
  /** To be mounted at the root, before the API. */
  routes: Hono<RequestEnvironment>;
  /** Whose sessions last only as long as the sign-ins at the providers: to be given to the API. */
  directory: Directory;
}

/**
 * Sign-in by the authorization code flow with PKCE (OpenID Connect Core 1.0, RFC 7636, RFC 9700), which ends in the
 * session cookie; no token of the provider reaches the browser.
 *
 * - `GET /api/:tenant/sign-in?return=…` leads to the provider, and from there back to a page of the company;
 * - `GET /api/:tenant/sign-out` ends the session here and there; from a foreign page it asks first;
 * - `POST /api/:tenant/sign-out/back-channel` is where the provider tells of a sign-out.
 *
 * @example
 * ```ts
 * const { routes, directory } = createProviderSignIn(store, { onError: console.error });
 * site.route('/', routes);
 * ```
 */
export function createProviderSignIn(
  { directory, transaction }: Pick<Store, 'directory' | 'transaction'>,
  options: SignInOptions,
): ProviderSignIn {
  const parts: Parts = {
    directory,
    run: transaction,
    publicUrl: options.publicUrl,
    onError: options.onError,
    findProvider: createFindProvider(),
    verifyLogout: createLogoutVerifier(),
  };
  const app = new Hono<RequestEnvironment>();
  const routes = app.basePath(API_PATH);
  for (const path of [SIGN_IN_PATH, CALLBACK_PATH, SIGN_OUT_PATH, BACK_CHANNEL_PATH]) {
    routes.use(path, requestId({ limitLength: 64 }), logRequests(options), readLanguage, securityHeaders(options));
    routes.use(path, (context, next) => {
      context.set('operation', path.slice(1).replace('/', '.'));
      return next();
    });
  }
  routes.get(SIGN_IN_PATH, (context) => begin(parts, context));
  routes.get(CALLBACK_PATH, (context) => finish(parts, context));
  routes.get(SIGN_OUT_PATH, (context) => askToSignOut(parts, context));
  routes.post(SIGN_OUT_PATH, (context) => signOut(parts, context));
  routes.post(BACK_CHANNEL_PATH, bodyLimit({ maxSize: MAX_LOGOUT_BODY }), (context) => endByProvider(parts, context));
  app.onError((error, context) => {
    context.set('failure', error);
    const again = { action: 'again', href: `/api/${context.req.param('tenant') ?? ''}${SIGN_IN_PATH}` } as const;
    return showPage(context, 'unavailable', null, { ways: [again] });
  });
  return { routes: app, directory: renewingDirectory(parts) };
}
