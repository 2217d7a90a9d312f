import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Directory } from '../ports.ts';
import { deviceOf } from './device-of.ts';

/** Seconds for which a sign-in by cookie lasts. */
export const SESSION_LIFETIME = 12 * 60 * 60;

/** Where browsers reach this server, if a proxy stands before it. */
export interface PublicAddress {
  publicUrl?: string | undefined;
}

/** The origin under which browsers know this server. */
export function publicOrigin(context: Context, { publicUrl }: PublicAddress): string {
  return new URL(publicUrl ?? context.req.url).origin;
}

/** The secret of the session that the request's cookie names. */
export function sessionSecret(context: Context, address: PublicAddress): string | undefined {
  const cookie = cookieFor(context, address);
  return cookie === null ? undefined : getCookie(context, cookie.name);
}

/** Whether browsers would keep the cookie: they reach the server over TLS, or on this very machine. */
export function mayHaveSession(context: Context, address: PublicAddress): boolean {
  return cookieFor(context, address) !== null;
}

/**
 * Signs a person in by an HttpOnly cookie.
 *
 * @throws RangeError when browsers reach the server without TLS under another name than `localhost`.
 * @example `await startSession(context, directory, { publicUrl }, 'demo', person.personId)`
 */
export async function startSession(
  context: Context,
  directory: Directory,
  address: PublicAddress,
  tenantId: string,
  personId: string,
): Promise<void> {
  const cookie = cookieFor(context, address);
  if (cookie === null) {
    throw new RangeError(
      'Sign-in by cookie needs https, or http on localhost. Open the site at http://localhost, or put TLS in front of the server and set PUBLIC_URL to its https address.',
    );
  }
  const device = deviceOf(context, address);
  const secret = await directory.createSession(tenantId, personId, SESSION_LIFETIME, device);
  setCookie(context, cookie.name, secret, { ...cookie.options, maxAge: SESSION_LIFETIME });
}

/** Signs the person of the request's cookie out. */
export async function endSession(
  context: Context,
  directory: Directory,
  address: PublicAddress,
  tenantId: string,
): Promise<void> {
  const cookie = cookieFor(context, address);
  const secret = sessionSecret(context, address);
  if (cookie === null || secret === undefined) return;
  await directory.endSession(tenantId, secret);
  deleteCookie(context, cookie.name, cookie.options);
}

/** `__Host-` binds the cookie to this very host, but browsers take it over TLS only. Null: they would not keep it. */
export function cookieFor(context: Context, address: PublicAddress, name = 'cabinet') {
  const { protocol, hostname } = new URL(publicOrigin(context, address));
  const options = { path: '/', httpOnly: true, sameSite: 'Lax' } as const;
  if (protocol === 'https:') return { name: `__Host-${name}`, options: { ...options, secure: true } };
  return isLocal(hostname) ? { name, options } : null;
}

function isLocal(hostname: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname) || hostname.endsWith('.localhost');
}
