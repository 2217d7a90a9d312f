import type { RequestListener } from 'node:http';
import { memory } from '../../src/adapters/memory/index.ts';
import { getCapabilities, getSession, listOrders } from '../../src/contract/index.ts';

const adapter = memory();
const context = { signal: new AbortController().signal };

/** The number of the order that stands on top of the list. */
export async function newestOrderNumber(): Promise<string> {
  const { items } = await adapter.call(listOrders, { limit: 1 }, context);
  if (!items[0]) throw new Error('The demo customer has no orders.');
  return items[0].number;
}

/** Answers what the first view asks of a backend; `false` if it is another request. */
export async function answer(...[request, response]: Parameters<RequestListener>): Promise<boolean> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const json = (value: unknown) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    return true;
  };
  if (url.pathname === '/api/orders') {
    const limit = Number(url.searchParams.get('limit') ?? 20);
    return json(await adapter.call(listOrders, { limit }, context));
  }
  if (url.pathname === '/api/session') return json(await adapter.call(getSession, {}, context));
  if (url.pathname === '/api/capabilities') return json(await adapter.call(getCapabilities, {}, context));
  return false;
}
