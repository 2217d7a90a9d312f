import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';
import type { SignInDevice } from '../ports.ts';
import type { PublicAddress } from './session-cookie.ts';

/** From where a request comes, as far as it can be known. */
export function deviceOf(context: Context, { publicUrl }: PublicAddress): SignInDevice {
  // Only behind a proxy of ours somebody else than the sender has written this.
  const forwarded = publicUrl === undefined ? undefined : context.req.header('X-Forwarded-For');
  const address = forwarded?.split(',').at(-1)?.trim() ?? connectedAddress(context);
  return { userAgent: context.req.header('User-Agent'), address };
}

function connectedAddress(context: Context): string | undefined {
  try {
    return getConnInfo(context).remote.address?.replace(/^::ffff:/, '');
  } catch {
    // Not over a connection of Node's own.
    return undefined;
  }
}
