import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import fc from 'fast-check';
import { SignJWT } from 'jose';
import { demoSecrets } from '../../server/seed/index.ts';
import { openStore } from '../../server/store/index.ts';
import type { Payment } from '../../src/contract/index.ts';
import { findPostgres, startCluster } from '../server/helpers/postgres.ts';
import { startBank, type BankPayment, type FaultyBank, type Scenario } from './faulty-bank.ts';
import { findPaymentProblems } from './payments-check.ts';
import type { CampaignOptions } from './run.ts';
import { serverProcess, type ServerProcess } from './server-process.ts';

/** `patience`: milliseconds until every outcome must be known. */
const profiles = {
  short: { payments: 80, kills: 2, patience: 60_000 },
  full: { payments: 10_000, kills: 60, patience: 600_000 },
};

const TENANT = 'nordwind';
const faults = ['believe-anybody'];
const buyers = ['cafe-amsel-cosima', 'stern-canteens-greta'] as const;

const scenario: fc.Arbitrary<Scenario> = fc.record({
  amount: fc.integer({ min: 100, max: 9999 }),
  creation: fc.constantFrom('answered', 'answered', 'answered', 'lost-request', 'lost-answer'),
  ending: fc.constantFrom(
    'paid',
    'paid',
    'paid',
    'declined',
    'slow',
    'abandoned',
    'given-up',
    'paid-while-given-up',
    'paid-back',
  ),
  webhook: fc.constantFrom('once', 'ten-times', 'never', 'backwards', 'forged', 'stale', 'other-sum'),
  killed: fc.constant(false),
});

/**
 * Customers pay at a bank that charges right and tells of it badly: not at all, late, ten times, backwards, forged,
 * stale, for another sum; answers get lost, and the server is killed. Afterwards the ledger must be what the bank has
 * charged, payment by payment, nothing twice, by legal changes only.
 */
export async function runPayments({ seed, full, database, fault }: CampaignOptions): Promise<string[]> {
  if (fault !== undefined && !faults.includes(fault)) {
    return [`There is no fault "${fault}"; known: ${faults.join(', ')}.`];
  }
  const profile = full ? profiles.full : profiles.short;
  const folder = mkdtempSync(join(tmpdir(), 'cabinet-payments-'));
  const programs = findPostgres();
  if (database === 'postgres' && programs === null) return ['PostgreSQL is not installed; leave --database out.'];
  const cluster = database === 'postgres' ? await startCluster(programs ?? '') : undefined;
  const databaseUrl = await cluster?.createDatabase('cabinet');
  const secrets = demoSecrets({ id: TENANT });
  const place = { server: undefined as ServerProcess | undefined };
  const bank = await startBank(() => `${place.server?.url}/webhooks/${TENANT}/sandbox`, secrets.paymentSecret);
  const server = await serverProcess('./paying-server.ts', {
    DATA_DIRECTORY: folder,
    BANK_URL: bank.url,
    ...(fault !== undefined && { FAULT: fault }),
    ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
  });
  place.server = server;
  try {
    await server.start();
    const scenarios = fc.sample(scenario, { seed, numRuns: profile.payments });
    for (let kill = 1; kill <= profile.kills; kill++) {
      const chosen = scenarios[Math.floor((kill * profile.payments) / (profile.kills + 1))];
      if (chosen !== undefined) chosen.killed = true;
    }
    const world: World = { server, bank, secrets, restarting: Promise.resolve(), conflicts: 0, repeats: 0 };
    await fillBooks(world, profile.payments);
    let next = 0;
    await Promise.all(
      buyers.map(async (person) => {
        for (let index = next++; index < scenarios.length; index = next++) {
          const one = scenarios[index];
          if (one !== undefined) await play(world, person, one);
        }
      }),
    );
    await world.restarting;
    for (const payment of bank.payments.values()) {
      if (payment.state === 'open') payment.state = 'expired';
      else if (payment.state === 'pending') payment.state = 'succeeded';
    }
    // After a start everything that is not known is asked for at once.
    await server.killAndRestart();
    const known = await allKnown(world, profile.patience);
    await server.stop();
    const store = await openStore({ dataDirectory: folder, databaseUrl });
    const { problems, counts } = await findPaymentProblems(store, bank, TENANT);
    await store.close();
    const all = { ...counts, kills: server.kills, conflicts: world.conflicts, 'repeated sendings': world.repeats };
    console.log(
      Object.entries(all)
        .map(([name, count]) => `${name} ${count}`)
        .join(', '),
    );
    return known ? problems : [`outcomes are still not known after ${profile.patience / 1000} s`, ...problems];
  } finally {
    await server.stop();
    await bank.close();
    await cluster?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface World {
  server: ServerProcess;
  bank: FaultyBank;
  secrets: { apiKey: string; tokenSecret: string };
  restarting: Promise<void>;
  conflicts: number;
  repeats: number;
}

/** Invoices enough for everything that will be paid. */
async function fillBooks({ server, secrets }: World, payments: number): Promise<void> {
  const rows = buyers.flatMap((person) =>
    Array.from({ length: Math.ceil(payments / 2) + 20 }, (_, index) => {
      const customerId = person.split('-').slice(0, 2).join('-');
      const money = { unitPrice: '60.00', total: '60.00' };
      return {
        externalId: `${customerId}-campaign-${index}`,
        customerId,
        number: `C-${customerId}-${index}`,
        issuedOn: '2026-01-01',
        currency: 'EUR',
        totals: { subtotal: '60.00', total: '60.00' },
        lines: [{ title: 'Campaign', quantity: 1, ...money }],
      };
    }),
  );
  const response = await fetch(`${server.url}/push/${TENANT}/invoices`, {
    method: 'PUT',
    body: rows.map((row) => JSON.stringify(row)).join('\n'),
    headers: { Authorization: `Bearer ${secrets.apiKey}`, 'Content-Type': 'application/x-ndjson' },
  });
  const { accepted } = (await response.json()) as { accepted: number };
  if (accepted !== rows.length) throw new Error(`Only ${accepted} of ${rows.length} invoices were taken`);
}

/** Sends until there is an answer; what the server cannot do just now is sent again, with the same key. */
async function send(
  world: World,
  person: string,
  path: string,
  body?: object,
  key: string = crypto.randomUUID(),
): Promise<{ status: number; body: unknown }> {
  const token = await new SignJWT()
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(person)
    .setIssuer(`https://${TENANT}.example`)
    .setAudience('cabinet')
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(world.secrets.tokenSecret));
  for (;;) {
    try {
      const response = await fetch(`${world.server.url}/api/${TENANT}${path}`, {
        ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', 'Idempotency-Key': key },
        signal: AbortSignal.timeout(20_000),
      });
      if (response.status < 500) return { status: response.status, body: await response.json() };
    } catch {
      // Killed just now.
    }
    world.repeats++;
    await wait(50);
  }
}

async function play(world: World, person: string, scenario: Scenario): Promise<void> {
  const amount = (scenario.amount / 100).toFixed(2);
  world.bank.expect(amount, scenario.creation);
  if (scenario.killed) {
    world.restarting = world.restarting
      .then(() => wait(scenario.amount % 40))
      .then(() => world.server.killAndRestart());
  }
  const payment = await begin(world, person, amount);
  if (payment === undefined) return;
  const known = world.bank.byReference(payment.id);
  if (known !== undefined) await end(world, person, payment, known, scenario);
}

async function begin(world: World, person: string, amount: string): Promise<Payment | undefined> {
  for (let attempt = 0; attempt < 5; attempt++) {
    const wish = { amount: { amount, currency: 'EUR' } };
    const preview = await send(world, person, '/payments/preview', wish);
    const { terms } = preview.body as { terms: string };
    const returnUrl = 'http://localhost:8080/account';
    const created = await send(world, person, '/payments', { ...wish, terms, returnUrl });
    if (created.status === 200) return created.body as Payment;
    if (created.status !== 409) throw new Error(`A payment was refused: ${JSON.stringify(created)}`);
    world.conflicts++;
  }
  return undefined;
}

async function end(
  world: World,
  person: string,
  { id }: Payment,
  known: BankPayment,
  scenario: Scenario,
): Promise<void> {
  const { bank } = world;
  const { ending, webhook } = scenario;
  if (webhook === 'forged') await bank.tell(known, { state: 'succeeded', secret: 'guessed' });
  if (webhook === 'stale') await bank.tell(known, { state: 'succeeded', at: new Date(Date.now() - 3_600_000) });
  if (webhook === 'other-sum')
    await bank.tell(known, { state: 'succeeded', amount: '0.01', event: crypto.randomUUID() });
  if (ending === 'abandoned') return;
  if (ending === 'given-up' || ending === 'paid-while-given-up') {
    const { status } = await send(world, person, `/payments/${id}/cancellation`, {});
    if (status !== 200 && status !== 409) throw new Error(`Giving up was answered ${status}`);
    // It crosses with what the customer did at the bank: late, but charged.
    if (ending === 'paid-while-given-up') known.state = 'succeeded';
  } else if (ending === 'declined') known.state = 'failed';
  else if (ending === 'slow') known.state = 'pending';
  else known.state = 'succeeded';
  await deliver(bank, known, webhook);
  // Nobody asks for what has ended: the bank tells of it until it is heard, as banks do.
  if (ending === 'paid-while-given-up') while (!(await bank.tell(known))) await wait(50);
  if (ending !== 'paid-back') return;
  // Money comes back only after it has come; the bank goes on telling until it is heard.
  known.state = 'refunded';
  for (let heard = false; !heard;) {
    await bank.tell(known);
    const { body } = await send(world, person, `/payments/${id}`);
    heard = (body as Payment).status.code === 'refunded';
  }
}

async function deliver(bank: FaultyBank, payment: BankPayment, webhook: Scenario['webhook']): Promise<void> {
  if (webhook === 'never') return;
  if (webhook === 'ten-times') await Promise.all(Array.from({ length: 10 }, () => bank.tell(payment)));
  await bank.tell(payment);
  if (webhook === 'backwards') await bank.tell(payment, { state: 'pending', event: crypto.randomUUID() });
}

/** Whether nothing is open or being checked any more, in time. */
async function allKnown(world: World, patience: number): Promise<boolean> {
  for (const until = Date.now() + patience; Date.now() < until; await wait(300)) {
    const open = await Promise.all(
      buyers.map(async (person) => {
        const { body } = await send(world, person, '/payments?state=created&state=pending&limit=1');
        return (body as { items: unknown[] }).items.length;
      }),
    );
    if (open.every((count) => count === 0)) return true;
  }
  return false;
}
