// A provider in a process of its own, for the company `acme` of a server on this machine.
import { clientOf, startIdentityProvider } from './provider.ts';

const { PORT, SERVER = 'http://localhost:8080' } = process.env;
const callback = (origin: string) => `${origin}/api/acme/sign-in/callback`;
await startIdentityProvider({
  port: Number(PORT),
  clients: [
    clientOf('acme', SERVER, {
      // Tests have their server in their own process, on no port.
      redirect_uris: [callback(SERVER), callback('http://localhost')],
      post_logout_redirect_uris: [`${SERVER}/`],
    }),
  ],
  accounts: [
    { sub: 'one-anna', name: 'Anna', email: 'anna@one.example', email_verified: true },
    { sub: 'two-anna', name: 'Anna', email: 'anna@two.example', email_verified: true },
  ],
});
