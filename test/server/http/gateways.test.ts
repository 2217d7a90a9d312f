import assert from 'node:assert/strict';
import { once, EventEmitter } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { SignJWT } from 'jose';
import type { SmsSender } from '../../../server/mail/index.ts';
import { demoSecrets } from '../../../server/seed/index.ts';
import { readConfiguration } from '../../../server/start/configuration.ts';
import { startServer } from '../../../server/start/server.ts';
import type { Profile } from '../../../src/contract/profile/profile.ts';

test('a code for a phone goes through the gateway that the server was given, and verifies it', async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'cabinet-gateways-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  const gateway = new EventEmitter();
  const sms: SmsSender = { send: async (message, id) => void gateway.emit('message', message, id) };
  const server = await startServer(readConfiguration({ PORT: '0', DATA_DIRECTORY: folder }), () => {}, { sms });
  context.after(() => server.close());
  const token = await new SignJWT()
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject('cafe-amsel-cosima')
    .setIssuer('https://nordwind.example')
    .setAudience('cabinet')
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(demoSecrets({ id: 'nordwind' }).tokenSecret));
  const post = async (path: string, body: object): Promise<Profile> => {
    const response = await fetch(`${server.url}api/nordwind/profile/contacts${path}`, {
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
