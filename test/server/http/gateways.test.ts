import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { rm } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import type { SmsSender } from '../../../server/mail/index.ts';
import type { PaymentProvider } from '../../../server/payments/provider.ts';
import { readConfiguration } from '../../../server/start/configuration.ts';
import { startServer, type RunningServer } from '../../../server/start/server.ts';
import { openStore } from '../../../server/store/index.ts';
import { CabinetError } from '../../../src/contract/problem.ts';
import type { Profile } from '../../../src/contract/profile/profile.ts';
import { addCompany, PAYMENT_SECRET } from '../helpers/company.ts';
import { makeDataFolder } from '../helpers/data-folder.ts';
import { tokenOf } from '../helpers/token.ts';

let folder: string;
let server: RunningServer;
const gateway = new EventEmitter();
const sms: SmsSender = { send: async (message, id) => void gateway.emit('message', message, id) };
const webhooks: { body: string; secret: string }[] = [];
const unused = () => Promise.reject(new TypeError('Nobody pays here'));
/** A provider of the company's own, which the settings of the tenant name. */
const provider: PaymentProvider = {
  name: 'sandbox',
  methods: () => [],
  create: unused,
  status: unused,
  cancel: unused,
  parseWebhook({ body }, secret) {
    webhooks.push({ body, secret });
    return Promise.reject(new CabinetError('unauthenticated', 'forged'));
  },
};

before(async () => {
  folder = makeDataFolder();
  const store = await openStore({ dataDirectory: folder });
  await addCompany(store, 'acme');
  await store.close();
  const configuration = readConfiguration({ PORT: '0', DATA_DIRECTORY: folder, DEMO: 'off' });
  server = await startServer(configuration, () => {}, { sms, paymentProviders: [provider] });
});
after(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

test('a payment provider that the server was given reads its webhooks, with the secret of the company', async () => {
  const response = await fetch(`${server.url}webhooks/acme/sandbox`, { method: 'POST', body: '{"type":"paid"}' });
  assert.equal(response.status, 401);
  assert.deepEqual(webhooks, [{ body: '{"type":"paid"}', secret: PAYMENT_SECRET }]);
});

test('a code for a phone goes through the gateway that the server was given, and verifies it', async () => {
  const token = await tokenOf('one-anna');
  const post = async (path: string, body: object): Promise<Profile> => {
    const response = await fetch(`${server.url}api/acme/profile/contacts${path}`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${token}`,
        'Content-Type': 'application/json',
        'Idempotency-Key': crypto.randomUUID(),
      },
      body: JSON.stringify(body),
    });
    assert.equal(response.status, 200, await response.clone().text());
    return (await response.json()) as Profile;
  };

  const sent = once(gateway, 'message') as Promise<Parameters<SmsSender['send']>>;
  const phone = ({ contacts }: Profile) => contacts.find(({ value }) => value === '+493098765432');
  const added = phone(await post('', { kind: 'phone', value: '+49 30 98765432' }));
  assert.equal(added?.verified, false);
  const [{ to, text }, id] = await sent;
  assert.equal(to, '+493098765432');
  assert.notEqual(id, '');
  const code = /\b\d{6}\b/.exec(text)?.[0] ?? assert.fail(`no code in “${text}”`);
  assert.equal(phone(await post(`/${added.id}/verification`, { code }))?.verified, true);
});
