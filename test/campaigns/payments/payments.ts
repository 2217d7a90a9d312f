import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import fc from 'fast-check';
import { openStore } from '../../../server/store/index.ts';
import { addCompany, PAYMENT_SECRET } from '../../server/helpers/company.ts';
import { findPostgres, startCluster } from '../../server/helpers/postgres.ts';
import type { CampaignOptions } from '../run.ts';
import { serverProcess, type ServerProcess } from '../server-process.ts';
import { startBank } from './bank.ts';
import { findPaymentProblems } from './check.ts';
import { commandsOf } from './commands.ts';
import type { Model } from './model.ts';
import { Customer, push, TENANT, type World } from './world.ts';

/** `customers`: so many at a time; `killEvery`: the server is killed in the middle of one command of so many that allow it. */
const profiles = {
  short: { payments: 60, customers: 2, killEvery: 25 },
  full: { payments: 10_000, customers: 4, killEvery: 250 },
};

const faults = ['believe-anybody', 'believe-old', 'any-sum', 'trust-redirect', 'book-repeats'];

/** Milliseconds in which a counterexample is made smaller. */
const SHRINKING = 30_000;

/** Invoices of each customer; what is paid beyond them is credit. */
const INVOICES = ['60.00', '45.50', '120.00', '33.33', '80.00', '99.99'];

/**
 * Customers pay at a bank that charges right and tells of it badly: not at all, late, ten times, backwards, forged,
 * stale, for another sum; answers get lost, and the server is killed. Each customer's acts are a run of a model, which
 * says in which states every payment may be and what is owed; afterwards the ledger must be what the bank has charged,
 * payment by payment, nothing twice, by legal changes only, each with one receipt and one letter.
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
  const where = { dataDirectory: folder, databaseUrl };
  const empty = await openStore(where);
  await addCompany(empty, TENANT);
  await empty.close();
  const place = { server: undefined as ServerProcess | undefined };
  const bank = await startBank(() => `${place.server?.url}/webhooks/${TENANT}/sandbox`, PAYMENT_SECRET);
  const server = await serverProcess('./payments/server.ts', {
    DATA_DIRECTORY: folder,
    BANK_URL: bank.url,
    ...(fault !== undefined && { FAULT: fault }),
    ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
  });
  place.server = server;
  try {
    await server.start();
    let restarting = Promise.resolve();
    const world: World = {
      server,
      bank,
      counts: { commands: 0, conflicts: 0, 'repeated sendings': 0, 'refused webhooks': 0 },
      kill: (after) => void (restarting = restarting.then(() => wait(after)).then(() => server.killAndRestart())),
    };
    const found = await runModels(world, { ...profile, seed });
    await restarting;
    await server.stop();
    const store = await openStore(where);
    const { problems, counts } = await findPaymentProblems(store, bank, TENANT);
    await store.close();
    const all = { ...counts, kills: server.kills, ...world.counts };
    console.log(
      Object.entries(all)
        .map(([name, count]) => `${name} ${count}`)
        .join(', '),
    );
    // A counterexample is enough; the ledger is of a run that was broken off.
    return found.length > 0 ? found : problems;
  } finally {
    await server.stop();
    await bank.close();
    await cluster?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Lets customers act, several at a time, until there are payments enough; answers what was found, made small. */
async function runModels(
  world: World,
  { payments, customers, killEvery, seed }: { payments: number; customers: number; killEvery: number; seed: number },
): Promise<string[]> {
  let made = 0;
  /** When looking for a smaller counterexample ends; no other customer goes on meanwhile. */
  let failing: { customer: number; until: number } | undefined;
  const checks = Array.from({ length: customers }, async (_, index) => {
    const property = fc.asyncProperty(commandsOf(killEvery), async (commands) => {
      const stopped = failing === undefined ? world.bank.payments.size >= payments : failing.customer !== index;
      if (stopped || (failing !== undefined && Date.now() > failing.until)) return;
      const id = `c${index}-${made++}`;
      try {
        await runModel(world, id, commands);
      } catch (error) {
        failing ??= { customer: index, until: Date.now() + SHRINKING };
        throw error;
      }
    });
    const details = await fc.check(property, { seed: seed + index, numRuns: payments });
    return details.failed ? [`${String(details.errorInstance)}\n${fc.defaultReportMessage(details) ?? ''}`] : [];
  });
  return (await Promise.all(checks)).flat();
}

/** A new customer with invoices lives through the commands; in the end the bank tells of everything. */
async function runModel(
  world: World,
  id: string,
  commands: Parameters<typeof fc.asyncModelRun<Model, Customer, boolean, Model>>[1],
): Promise<void> {
  await push(world, 'customers', [
    {
      externalId: id,
      name: `Customer ${id}`,
      people: [{ externalId: id, name: 'Anna', email: `${id}@customer.example`, roles: ['owner'] }],
    },
  ]);
  await push(
    world,
    'invoices',
    INVOICES.map((total, index) => ({
      externalId: `${id}-${index}`,
      customerId: id,
      number: `C-${id}-${index}`,
      issuedOn: `2026-01-0${index + 1}`,
      currency: 'EUR',
      totals: { subtotal: total, total },
      lines: [{ title: 'Campaign', quantity: 1, unitPrice: total, total }],
    })),
  );
  const model: Model = {
    invoiced: INVOICES.reduce((sum, total) => sum + Math.round(Number(total) * 100), 0),
    payments: [],
  };
  const customer = new Customer(world, id);
  await fc.asyncModelRun(() => ({ model, real: customer }), commands);
  for (const payment of model.payments) {
    const known = customer.atBank(payment);
    if (known.state === 'open') known.state = 'expired';
    else if (known.state === 'pending') known.state = 'succeeded';
    payment.bankIs(known.state);
    await customer.tell(payment);
    payment.hears(known.state);
  }
  await customer.compare(model);
}
