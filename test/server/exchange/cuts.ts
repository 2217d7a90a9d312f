import assert from 'node:assert/strict';
import { request } from 'node:http';
import { test } from 'node:test';
import { createExchangeRoutes } from '../../../server/exchange/index.ts';
import { listen } from '../../../server/start/listen.ts';
import { listOrders, previewReorder, reorder } from '../../../src/contract/index.ts';
import { addCompany, API_KEY, customerOf } from '../helpers/company.ts';
import type { TestDatabase } from '../helpers/databases.ts';
import { findPostgres } from '../helpers/postgres.ts';
import { commerceMl, createOneC, orderDocument, zipped, type OneC, type Send } from './one-c.ts';

class Cut extends Error {}

/** Where a connection breaks: half of the request was sent, or all of it, and the answer is never read. */
type Break = 'request' | 'answer';

/** Sends over real connections, of which the one at a step breaks. */
function createSend(base: string, step: number, how: Break): Send & { steps: number } {
  const send = (query: string, init: RequestInit) =>
    new Promise<Response>((resolve, reject) => {
      const breaks = sending.steps++ === step;
      const body =
        init.body === undefined || init.body === null ? Buffer.alloc(0) : Buffer.from(init.body as Uint8Array);
      const headers = { ...(init.headers as Record<string, string>), 'Content-Length': body.length };
      const call = request(`${base}?${query}`, { method: init.method, headers });
      call.on('error', (error) => reject(breaks ? new Cut() : error));
      call.on('response', (response) => {
        if (breaks) {
          // The server has done its work, and nobody hears of it.
          response.destroy();
          reject(new Cut());
          return;
        }
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const type = response.headers['content-type'] ?? '';
          resolve(
            new Response(Buffer.concat(chunks), {
              status: response.statusCode ?? 0,
              headers: { 'Content-Type': type },
            }),
          );
        });
      });
      if (breaks && how === 'request' && body.length > 1) {
        call.write(body.subarray(0, body.length >> 1), () => call.destroy());
      } else if (breaks && how === 'request') {
        call.destroy();
        reject(new Cut());
      } else call.end(body);
    });
  const sending = Object.assign(send, { steps: 0 });
  return sending;
}

/** A whole exchange: goods with prices in an archive of several parts, orders of 1C in, orders of the cabinet out. */
async function exchange(client: OneC, taken: Map<string, number>): Promise<void> {
  await client.start('catalog');
  const goods = Array.from(
    { length: 15 },
    (_none, index) => `<Товар><Ид>g${index}</Ид><Наименование>Товар ${index}</Наименование></Товар>`,
  );
  const files = { 'import.xml': commerceMl(`<Каталог><Товары>${goods.join('')}</Товары></Каталог>`) };
  await client.bring('catalog', 'import.zip', zipped(files));
  await client.start('sale');
  const { xml } = await client.query();
  // 1C takes an order by its id, so that one which it is given again is the same.
  const given = [...xml.matchAll(/<Документ>\s*<Ид>([^<]+)<\/Ид>\s*<Номер>([^<]+)</g)].map(
    ([, id = '', number = '']) => ({ id, number }),
  );
  for (const { id } of given) taken.set(id, (taken.get(id) ?? 0) + 1);
  await client.succeed('type=sale&mode=success');
  const answer = [...taken.keys()].map((id) =>
    orderDocument({ id, number: id.slice(0, 8), requisites: { Проведен: 'true' } }),
  );
  const own = orderDocument({ requisites: { Проведен: 'true', 'Статус заказа': 'Собран' } });
  const lines = await client.bring('sale', 'orders.xml', commerceMl(own + answer.join('')));
  assert.equal(lines[0], 'success', lines.join('\n'));
}

/** An exchange that breaks at any step, in any way, and is begun anew, loses nothing and doubles nothing. */
export function testCuts(database: TestDatabase): void {
  // It is about connections: one database is enough, and this one is the quicker.
  if (database.kind === 'embedded' && findPostgres() !== null) return;
  test('a connection that breaks at any step loses nothing and doubles nothing', async () => {
    const { store } = database;
    const listener = await listen(createExchangeRoutes(store, { partSize: 900 }), 0);
    try {
      for (let step = 0, more = true; more; step++) {
        for (const how of ['request', 'answer'] as const) {
          const tenantId = `cut-${how}-${step}`;
          const at = `${how}, step ${step}`;
          await addCompany(store, tenantId);
          const base = `http://localhost:${listener.port}/exchange/${tenantId}`;
          const customer = customerOf(tenantId, 'one');
          const whole = createSend(base, -1, how);
          const taken = new Map<string, number>();
          const quiet = createOneC(whole, `${tenantId}-${API_KEY}`);
          await quiet.start('sale');
          await quiet.bring('sale', 'first.xml', commerceMl(orderDocument({})));
          const orderIds = ['11111111-aaaa-bbbb-cccc-000000000001'];
          const { terms } = await store.adapter.call(previewReorder, { orderIds }, { customer });
          const { order } = await store.adapter.call(
            reorder,
            { orderIds, terms },
            { customer, idempotencyKey: 'once' },
          );

          const broken = createSend(base, step, how);
          await exchange(createOneC(broken, `${tenantId}-${API_KEY}`), taken).then(
            () => assert.ok(broken.steps <= step, at),
            (error: unknown) => assert.ok(error instanceof Cut, `${at}: ${String(error)}`),
          );
          more &&= broken.steps > step;
          await exchange(createOneC(createSend(base, -1, how), `${tenantId}-${API_KEY}`), taken);

          assert.deepEqual([...taken.keys()], [order.id], at);
          const { items } = await store.adapter.call(listOrders, {}, { customer });
          assert.deepEqual(
            new Map(items.map(({ id, status, fulfilment }) => [id, `${status.code} ${fulfilment.code}`])),
            new Map([
              [order.id, 'confirmed unfulfilled'],
              [orderIds[0], 'confirmed ready'],
            ]),
            at,
          );
          const products = await store.transaction({ tenantId }, (transaction) =>
            transaction.selectFrom('products').select('id').where('id', 'like', 'g%').execute(),
          );
          assert.equal(products.length, 15, at);
        }
      }
    } finally {
      await listener.close();
    }
  });
}
