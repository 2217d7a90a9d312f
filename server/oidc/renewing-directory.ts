import { setTimeout } from 'node:timers/promises';
import { refreshTokenGrant } from 'openid-client';
import { remember } from '../auth/remember.ts';
import type { Directory } from '../ports.ts';
import type { Parts } from './parts.ts';
import { failureOf, isEnded, withReason } from './provider.ts';
import { claimRenewal, endProviderSessions, finishRenewal, postponeRenewal } from './sessions.ts';
import { readProviderSettings } from './settings.ts';
import { seal, unseal } from './tokens.ts';

/** Milliseconds between looks whether another server has done it, and for how long. */
const [LOOK, PATIENCE] = [100, 10_000];

/**
 * A directory whose sessions last only as long as the sign-ins at the companies' providers, which are asked now and
 * then by a refresh token. As that is good for one use, one request asks and all others wait for it: those of this
 * server for its promise, those of other servers for the row in the database.
 */
export function renewingDirectory({ directory, run, findProvider, onError }: Parts): Directory {
  /** Null: the sign-in has ended. */
  const renew = async (
    tenantId: string,
    secret: string,
    { subject, tokens: sealed }: { subject: string; tokens: string },
  ): Promise<true | null> => {
    const end = async () => {
      await endProviderSessions(run, tenantId, { secret });
      return null;
    };
    try {
      const settings = await readProviderSettings(run, tenantId);
      const before = await unseal(sealed, secret);
      if (settings === null || before.refreshToken === undefined) return await end();
      const answer = await refreshTokenGrant(await findProvider(settings), before.refreshToken);
      const claims = answer.claims();
      if (claims !== undefined && claims.sub !== subject) return await end();
      const tokens = {
        refreshToken: answer.refresh_token ?? before.refreshToken,
        idToken: answer.id_token ?? before.idToken,
      };
      await finishRenewal(run, tenantId, secret, { tokens: await seal(tokens, secret), lifetime: answer.expires_in });
      return true;
    } catch (error) {
      if (isEnded(error)) return await end();
      // Neither a provider that is away nor a wrong setting is a sign-out.
      onError(
        new Error(`The provider of ${tenantId} could not be asked (${failureOf(error)})`, { cause: withReason(error) }),
      );
      await postponeRenewal(run, tenantId, secret);
      return true;
    }
  };

  const lasts = remember(async (tenantId: string, secret: string): Promise<true | null> => {
    const giveUp = performance.now() + PATIENCE;
    for (;;) {
      const renewal = await claimRenewal(run, tenantId, secret);
      if (renewal.state === 'mine') return renew(tenantId, secret, renewal);
      if (renewal.state === 'gone') return null;
      if (renewal.state === 'fresh' || performance.now() > giveUp) return true;
      await setTimeout(LOOK);
    }
  });

  return {
    ...directory,
    async findSession(tenantId, secret) {
      const customer = await directory.findSession(tenantId, secret);
      return customer !== null && (await lasts(tenantId, secret)) ? customer : null;
    },
  };
}
