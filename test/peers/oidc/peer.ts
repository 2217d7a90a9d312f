import { freePort, root, serve, type Peer } from '../peer.ts';

/** An OpenID Provider that knows the company `acme` at a server on port 8080, and a person of each of two customers. */
export const oidcPeer: Peer = {
  summary: 'oidc-provider 9 (MIT), from npm; SERVER: where the cabinet’s server is, by default http://localhost:8080',
  // It is there already: the server's own tests need it too.
  install() {},
  async start() {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const stop = await serve(process.execPath, ['test/peers/oidc/serve.ts'], {
      cwd: root,
      environment: { PORT: String(port) },
      ready: `${url}/.well-known/openid-configuration`,
    });
    return { url, logins: ['one-anna / any password', 'two-anna / any password'], stop };
  },
};
