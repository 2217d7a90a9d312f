import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import Provider, { type ClientMetadata, type Configuration, type KoaContextWithOIDC } from 'oidc-provider';

/** What the provider says of somebody; they sign in by their subject and any password. */
export type Account = Readonly<Record<string, unknown>> & { sub: string };

export interface IdentityProvider {
  issuer: string;
  /** What it signs with. */
  key: JWK;
  /** Grants at its token address so far: `authorization_code`, `refresh_token`, and those that failed. */
  grants: string[];
  /** Refresh tokens as they were given out. */
  refreshTokens: string[];
  /** Logout tokens as they were sent. */
  logoutTokens: string[];
  /** Whether it answers everything by 503. */
  isDown: boolean;
  /** Happens between a grant and its way to whoever asked for it. */
  onGrant: () => void;
  stop(): Promise<void>;
}

export interface ProviderOptions {
  /** Where companies' servers are reached; each company is a client of its own name there. */
  clients: readonly ClientMetadata[];
  accounts: readonly Account[];
  port?: number;
  /** How it reaches the servers that it tells of sign-outs. */
  fetch?: Configuration['fetch'];
}

/** A client as a company's server is one. */
export function clientOf(company: string, origin: string, more: Partial<ClientMetadata> = {}): ClientMetadata {
  return {
    client_id: company,
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    redirect_uris: [`${origin}/api/${company}/sign-in/callback`],
    backchannel_logout_uri: `${origin}/api/${company}/sign-out/back-channel`,
    backchannel_logout_session_required: true,
    ...more,
  };
}

/** Starts `oidc-provider`, a certified OpenID Provider, with its own pages to sign in. It asks for no consent. */
export async function startIdentityProvider(options: ProviderOptions): Promise<IdentityProvider> {
  const { clients, accounts, port = 0 } = options;
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const key = { ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig', kid: 'test' };
  const send = options.fetch ?? ((url, init) => fetch(url, init));
  const running: IdentityProvider = {
    issuer,
    key,
    grants: [],
    refreshTokens: [],
    logoutTokens: [],
    isDown: false,
    onGrant: () => undefined,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  const provider = new Provider(issuer, {
    clients: [...clients],
    jwks: { keys: [key] },
    findAccount(_context, id) {
      const account = accounts.find(({ sub }) => sub === id);
      return account && { accountId: id, claims: () => account };
    },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'customer'] },
    scopes: ['openid', 'email', 'profile', 'offline_access'],
    pkce: { required: () => true },
    features: {
      backchannelLogout: { enabled: true },
      devInteractions: { enabled: true },
      revocation: { enabled: true },
      rpInitiatedLogout: { enabled: true },
    },
    issueRefreshToken: () => true,
    rotateRefreshToken: true,
    async loadExistingGrant({ oidc }) {
      const grant = new oidc.provider.Grant({ clientId: oidc.client?.clientId, accountId: oidc.session?.accountId });
      grant.addOIDCScope('openid email profile offline_access');
      await grant.save();
      return grant;
    },
    fetch(url, init) {
      const sent = init?.body;
      if (typeof sent === 'string' || sent instanceof URLSearchParams) {
        const token = new URLSearchParams(sent).get('logout_token');
        if (token !== null) running.logoutTokens.push(token);
      }
      return send(url, init);
    },
    ttl: { AccessToken: 60, IdToken: 300, RefreshToken: 3600, Session: 3600, Interaction: 600, Grant: 3600 },
    cookies: { keys: ['only-for-tests'] },
  });
  const note = ({ oidc, body }: KoaContextWithOIDC, outcome = '') => {
    running.grants.push(`${String(oidc.params?.['grant_type'])}${outcome}`);
    const token = (body as { refresh_token?: string } | undefined)?.refresh_token;
    if (token !== undefined) running.refreshTokens.push(token);
  };
  provider.on('grant.success', (context) => {
    note(context);
    running.onGrant();
  });
  provider.on('grant.error', (context) => note(context, ' failed'));
  const answer = provider.callback();
  server.on('request', (request, response) => {
    if (running.isDown) response.writeHead(503).end();
    else void answer(request, response);
  });
  return running;
}
