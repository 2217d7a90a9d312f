import { isDeepStrictEqual } from 'node:util';
import type { VerifiedCustomer } from '../../src/adapters/adapter.ts';
import { CabinetError } from '../../src/contract/problem.ts';
import type { AppOptions, RequestContext } from '../http/environment.ts';
import { refusal } from '../http/problem.ts';
import type { Directory, Tenant } from '../ports.ts';
import { bearerToken } from './api-key.ts';
import { publicOrigin, sessionSecret } from './session-cookie.ts';
import { createTokenVerifier } from './token.ts';

/** Somebody who has proved who they are. */
export interface SignIn {
  customer: VerifiedCustomer;
  /** Whether they still are who they were: asked now and then by what lasts longer than a request. */
  holds(): Promise<boolean>;
}

/** Finds out who is asking; rejects with the same `unauthenticated` whatever is wrong. */
export type Authenticate = (context: RequestContext) => Promise<SignIn>;

/**
 * Makes the authentication: by bearer token if there is an `Authorization` header, else by cookie.
 *
 * @param remembered what may answer each request by what it knows already; whether a sign-in still holds is always asked
 */
export function createAuthenticate(
  options: Pick<AppOptions, 'directory' | 'publicUrl'>,
  remembered = options.directory,
): Authenticate {
  const { directory } = options;
  const verify = createTokenVerifier();

  const byToken = async (tenant: Tenant, token: string): Promise<SignIn | null> => {
    const claim = await verify(tenant, token);
    if (claim === null) return null;
    const identify = (from: Directory) => from.identify(tenant.id, claim.subject, claim.customerId);
    const customer = await identify(remembered);
    if (customer === null) return null;
    const customerFixed = claim.customerId !== undefined;
    const holds = async () => Date.now() < claim.expiresAt && isSame(customer, await identify(directory));
    return { customer: { ...customer, customerFixed }, holds };
  };

  const byCookie = async (context: RequestContext, secret: string): Promise<SignIn | null> => {
    const tenantId = context.var.tenant.id;
    const customer = await directory.findSession(tenantId, secret);
    if (customer === null) return null;
    refuseForgery(context, publicOrigin(context, options));
    return { customer, holds: async () => isSame(customer, await directory.findSession(tenantId, secret)) };
  };

  return async (context) => {
    const header = context.req.header('Authorization');
    const token = bearerToken(header);
    const secret = header === undefined ? sessionSecret(context, options) : undefined;
    const signIn =
      token !== undefined
        ? await byToken(context.var.tenant, token)
        : secret !== undefined
          ? await byCookie(context, secret)
          : null;
    if (signIn === null) throw new CabinetError('unauthenticated');
    return signIn;
  };
}

/**
 * A browser sends the cookie whoever made it ask. Only our own code sets `X-Cabinet`, which other
 * sites cannot without a preflight, and what the browser says about the asking page must fit.
 */
function refuseForgery(context: RequestContext, ownOrigin: string): void {
  const origin = context.req.header('Origin');
  const site = context.req.header('Sec-Fetch-Site');
  const fromAllowedPage =
    origin === undefined
      ? site === undefined || site === 'same-origin'
      : origin === ownOrigin || context.var.tenant.origins.includes(origin);
  if (context.req.header('X-Cabinet') === undefined || !fromAllowedPage)
    throw refusal(context, 'forbidden', 'forgeryGuard');
}

/** Also in what they may do: whoever has become or ceased to be an agent is asked anew what they may see. */
function isSame(before: VerifiedCustomer, now: VerifiedCustomer | null): boolean {
  return isDeepStrictEqual(identityOf(before), now && identityOf(now));
}

const identityOf = ({ customerId, personId, roles }: VerifiedCustomer) => [customerId, personId, roles.toSorted()];
