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

/** What a backend answers to the questions of the first view; `null` to another. */
export async function answerTo({ pathname, searchParams }: URL): Promise<unknown> {
  if (pathname === '/api/orders')
    return adapter.call(listOrders, { limit: Number(searchParams.get('limit') ?? 20) }, context);
  if (pathname === '/api/session') return adapter.call(getSession, {}, context);
  if (pathname === '/api/capabilities') return adapter.call(getCapabilities, {}, context);
  return null;
}

/** Answers what the first view asks of a backend; `false` if it is another request. */
export async function answer(...[request, response]: Parameters<RequestListener>): Promise<boolean> {
  const value = await answerTo(new URL(request.url ?? '/', 'http://localhost'));
  if (value === null) return false;
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  return true;
}
