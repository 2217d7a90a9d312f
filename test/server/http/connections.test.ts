import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { createApp } from '../../../server/app.ts';
import { readConnections } from '../../../server/start/connections.ts';
import { combine } from '../../../src/adapters/combine.ts';
import { defineAdapter } from '../../../src/adapters/define-adapter.ts';
import type { Capabilities } from '../../../src/contract/session.ts';
import { createRegister } from './register.ts';

const folder = mkdtempSync(join(tmpdir(), 'cabinet-connections-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const read = (source: string) => {
  const path = join(folder, `${crypto.randomUUID()}.mjs`);
  writeFileSync(path, source);
  return readConnections({ connections: path });
};

describe('the module of CONNECTIONS', () => {
  test('says what a company connects; without one there is nothing', async () => {
    const { adapter, paymentProviders } = await read('export default { adapter: () => "made", paymentProviders: [] };');
    assert.equal(typeof adapter, 'function');
    assert.deepEqual(paymentProviders, []);
    assert.deepEqual(await readConnections({ connections: undefined }), {});
  });

  const wrong: Readonly<Record<string, RegExp>> = {
    'export const adapter = () => {};': /must have a default export: \{ adapter: \(store\) => … \}/,
    'export default { adaptor: () => {} };': /exports what nobody knows: adaptor\. Known: adapter, sms, paymentProvid/,
    'export default { adapter: {} };': /adapter must be of the type function/,
    'throw new TypeError("RT_URL is missing");': /cannot be used: RT_URL is missing/,
  };
  for (const [source, message] of Object.entries(wrong)) {
    test(`is refused with a word for people: ${source}`, () =>
      assert.rejects(read(source), { name: 'StartupError', message }));
  }

  test('that is not there is named by its whole path', () =>
    assert.rejects(readConnections({ connections: './nowhere.ts' }), {
      name: 'StartupError',
      message: /\/nowhere\.ts/,
    }));
});

test('each company is answered by its own systems', async () => {
  const register = createRegister();
  const { first, second } = register.tenants;
  const page = { items: [], nextCursor: null, total: 7 };
  const asked: unknown[] = [];
  const tickets = defineAdapter(
    {
      tickets: {
        list(_input, { customer }) {
          asked.push(customer?.tenantId);
          return { ...page, secret: 'of no contract' };
        },
      },
    },
    { runsIn: ['server'] },
  );
  const app = createApp({
    adapter: (companyId) => (companyId === first.id ? combine(register.adapter, { tickets }) : register.adapter),
    directory: register.directory,
  });
  const capabilities = async (companyId: string) =>
    (await (await app.request(`/api/${companyId}/capabilities`)).json()) as Capabilities;
  const [own, others] = [await capabilities(first.id), await capabilities(second.id)];
  assert.ok(!own.operations.includes('tickets.messages') && others.operations.includes('tickets.messages'));
  assert.deepEqual([own.polled, others.polled], [['tickets'], undefined]);

  const Authorization = `Bearer ${await register.tokenFor('jonas')}`;
  const response = await app.request(`/api/${first.id}/tickets`, { headers: { Authorization } });
  assert.deepEqual([response.status, await response.json()], [200, page]);
  assert.deepEqual(asked, [first.id]);
});
