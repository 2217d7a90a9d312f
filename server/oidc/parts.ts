import type { Context } from 'hono';
import type { Configuration } from 'openid-client';
import type { PublicAddress } from '../auth/session-cookie.ts';
import type { RequestEnvironment } from '../http/environment.ts';
import type { Directory } from '../ports.ts';
import type { RunTransaction } from '../store/index.ts';
import type { Logout } from './logout-token.ts';
import type { FindProvider } from './provider.ts';
import { readProviderSettings, type ProviderSettings } from './settings.ts';

/** Below the address of a company: where a sign-in begins and where the provider leads back to, and the same of signing out. */
export const SIGN_IN_PATH = '/sign-in';
export const CALLBACK_PATH = '/sign-in/callback';
export const SIGN_OUT_PATH = '/sign-out';
export const BACK_CHANNEL_PATH = '/sign-out/back-channel';

/** What sign-in at a provider is made from. */
export interface Parts extends PublicAddress {
  directory: Directory;
  run: RunTransaction;
  findProvider: FindProvider;
  /** Verifies a logout token. */
  verifyLogout: (provider: Configuration, token: string) => Promise<Logout>;
  /** Hears of failures that nobody waits for. */
  onError: (error: unknown) => void;
}

export type SignInContext = Context<RequestEnvironment>;

export function settingsFor({ run }: Parts, context: SignInContext): Promise<ProviderSettings | null> {
  return readProviderSettings(run, context.req.param('tenant') ?? '');
}

/** The address at which the provider, or a page, reaches a path of a company's. */
export const addressOf = (origin: string, { tenantId }: Pick<ProviderSettings, 'tenantId'>, path: string): string =>
  `${origin}/api/${tenantId}${path}`;

/** Leads on by a new request; nobody on the way keeps it. */
export function leadTo(context: SignInContext, address: string): Response {
  context.header('Cache-Control', 'no-store');
  return context.redirect(address, 303);
}
