import assert from 'node:assert/strict';
import { newestOrder } from './shop.ts';
import type { Page } from 'playwright-core';

/** Numbers of all orders of the signed-in customer, as the backend answers them to the page. */
export async function allOrders(page: Page, site: string): Promise<string[]> {
  return page.evaluate(async (backend) => {
    const numbers: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const query = new URLSearchParams({ limit: '200', ...(cursor !== '' && { cursor }) });
      const response = await fetch(`${backend}/orders?${query.toString()}`, { headers: { 'X-Cabinet': '1' } });
      const answer = (await response.json()) as { items: { number: string }[]; nextCursor: string | null };
      numbers.push(...answer.items.map(({ number }) => number));
      cursor = answer.nextCursor;
    }
    return numbers;
  }, `/api/${site}`);
}

/** Writes records into the company's store as its own system would: by the push API with the demo's key. */
export async function push(origin: string, site: string, path: string, records: unknown[]): Promise<void> {
  const response = await fetch(`${origin}/push/${site}/${path}`, {
    method: 'PUT',
    headers: { Authorization: `Bearer ${site}-demo-api-key`, 'Content-Type': 'application/json' },
    body: JSON.stringify(records),
  });
  assert.equal(response.ok, true, `push of ${path}: ${response.status} ${await response.text()}`);
}

/** Checks that since `before` exactly one order came, and stands on top of the list. */
export async function assertOneMore(
  page: Page,
  site: string,
  before: readonly string[],
  number: string,
): Promise<void> {
  const after = await allOrders(page, site);
  assert.deepEqual(
    after.filter((found) => !before.includes(found)),
    [number],
    'exactly one new order',
  );
  assert.equal(await newestOrder(page), number);
}
