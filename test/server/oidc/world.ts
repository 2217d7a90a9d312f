import { Hono } from 'hono';
import { createApp } from '../../../server/app.ts';
import { createProviderSignIn } from '../../../server/oidc/index.ts';
import type { ProviderColumns } from '../../../server/store/provider-schema.ts';
import type { Store } from '../../../server/store/index.ts';
import { clientOf, startIdentityProvider, type IdentityProvider } from '../../peers/oidc/provider.ts';
import { addCompany } from '../helpers/company.ts';
import { ORIGIN, Visitor, type Site } from './visitor.ts';

export const SIGNED_OUT = 'https://shop.example/goodbye';

/** Companies that share a provider, and whatever answers at their server's address now. */
export interface World {
  provider: IdentityProvider;
  /** Failures that a server told of. */
  errors: unknown[];
  /** Sets up the company, or changes how its people sign in. */
  setUp(store: Store, settings?: Partial<Record<keyof ProviderColumns, string | boolean | null>>): Promise<void>;
  /** A server that remembers nothing; the provider tells it of sign-outs. */
  serve(store: Store): Site;
  visitor(): Visitor;
}

export async function createWorld(): Promise<World> {
  let site: Site | undefined;
  const current = (): Site => {
    if (site === undefined) throw new Error('There is no server yet');
    return site;
  };
  const more = { post_logout_redirect_uris: [SIGNED_OUT] };
  const provider = await startIdentityProvider({
    clients: [
      clientOf('acme', ORIGIN, more),
      clientOf('other', ORIGIN, {
        token_endpoint_auth_method: 'client_secret_basic',
        client_secret: 'a-secret-of-the-provider',
      }),
    ],
    accounts: [
      { sub: 'one-anna', name: 'Anna', customer: 'one', email: 'anna@one.example', email_verified: true },
      { sub: 'two-anna', name: 'Anna', customer: 'two' },
      { sub: 'stranger', name: 'Stranger', email: 'Anna@Known.example', email_verified: true },
      { sub: 'second-stranger', name: 'Stranger', email: 'anna@known.example', email_verified: true },
      { sub: 'unverified', name: 'Stranger', email: 'anna@known.example', email_verified: false },
      { sub: 'in-two', name: 'Berta', customer: 'two' },
      { sub: 'astray', name: 'Berta', customer: 'one' },
    ],
    fetch: async (url, init) => current().request(new Request(url).url, init),
  });
  const errors: unknown[] = [];
  return {
    provider,
    errors,
    async setUp(store, settings = {}) {
      for (const company of ['acme', 'other']) {
        await addCompany(store, company);
        await store.transaction('operator', (transaction) =>
          transaction
            .updateTable('tenants')
            .set({
              oidc_issuer: provider.issuer,
              oidc_client_id: company,
              oidc_client_secret: company === 'other' ? 'a-secret-of-the-provider' : null,
              oidc_signed_out_url: company === 'acme' ? SIGNED_OUT : null,
              cabinet_url: 'https://shop.example/account',
              ...settings,
            } as object)
            .where('id', '=', company)
            .execute(),
        );
      }
    },
    serve(store) {
      const served = serveSignIn(store, (error) => errors.push(error));
      site = served;
      return served;
    },
    visitor: () => new Visitor({ request: (url, init) => current().request(url, init) }),
  };
}

/** The API of a store with sign-in at providers, as a server has it that was just started. */
export function serveSignIn(store: Store, onError: (error: unknown) => void): Site {
  const signIn = createProviderSignIn(store, { onError });
  const served = new Hono();
  served.route('/', signIn.routes);
  const api = createApp({ adapter: store.adapter, directory: signIn.directory, rememberPeople: true });
  served.all('/api/:tenant/*', (context) => api.fetch(context.req.raw));
  return served;
}
