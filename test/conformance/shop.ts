import { createApp } from '../../server/app.ts';
import type { BackendTarget } from '../../src/testing/index.ts';
import { SHOP_ORIGIN, createRegister } from '../server/http/register.ts';

/** Answers a request, as a server does. */
export type Answer = (request: Request) => Promise<Response>;

/** The server over the demo in memory, without a network: what is checked is its answers. */
export async function createShop() {
  const register = createRegister();
  const app = createApp({ adapter: register.adapter, directory: register.directory });
  const answer: Answer = async (request) => app.fetch(request);
  const bearer = async (login: string) => ({ Authorization: `Bearer ${await register.tokenFor(login)}` });
  const target = {
    url: `https://shop.example/api/${register.tenants.first.id}`,
    credentials: await bearer('cosima'),
    otherCredentials: await bearer('greta'),
    origin: SHOP_ORIGIN,
    canWrite: true,
    fetch: toFetch(answer),
  } satisfies BackendTarget;
  return { answer, target };
}

/** A `fetch` that asks somebody else than the network. */
export function toFetch(answer: Answer): typeof fetch {
  return (input, init) => answer(new Request(input, init));
}
