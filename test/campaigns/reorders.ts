import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { demoCompany } from '../../src/adapters/memory/demo/index.ts';
import { demoSecrets } from '../../server/seed/index.ts';
import { openStore } from '../../server/store/index.ts';
import { findPostgres, startCluster } from '../server/helpers/postgres.ts';
import { catchMail, type SmtpCatcher } from '../server/helpers/smtp-catcher.ts';
import { createBuyer, type Acknowledged, type Buyer } from './buyers.ts';
import { findProblems } from './reorders-check.ts';
import { chanceOf } from './random.ts';
import type { CampaignOptions } from './run.ts';
import { serverProcess, type ServerProcess } from './server-process.ts';

/** More than can be sold: what is left tells what was taken. */
export const INITIAL_STOCK = 1_000_000;

/** `patience`: milliseconds after which whoever still waits for an answer waits in vain. */
const profiles = {
  short: { reorders: 40, kills: 4, killsDuringMail: 2, patience: 180_000 },
  full: { reorders: 200, kills: 40, killsDuringMail: 10, patience: 1_200_000 },
};

/** Milliseconds after which a mail that has not come is lost; a lease of a dead process takes half a minute. */
const MAIL_PATIENCE = 75_000;

const faults = ['drop-key', 'mail-before-sending'];

/**
 * Customers repeat orders over a network that loses answers while the server is killed again and again, also
 * just after the mail server has taken a mail and before the server hears of it. Afterwards every acknowledged order must be there
 * once, with its invoice and its mail, and the stock must be what was sold.
 */
export async function runReorders({ seed, full, database, fault }: CampaignOptions): Promise<string[]> {
  if (fault !== undefined && !faults.includes(fault))
    return [`There is no fault "${fault}"; known: ${faults.join(', ')}.`];
  const profile = full ? profiles.full : profiles.short;
  const folder = mkdtempSync(join(tmpdir(), 'cabinet-campaign-'));
  const cluster = database === 'postgres' ? await startCluster(requirePostgres()) : undefined;
  const databaseUrl = await cluster?.createDatabase('cabinet');
  const killing = { mails: new Set<number>(), now: () => Promise.resolve() };
  const catcher = await catchMail(0, () => {
    if (killing.mails.delete(catcher.mails.length)) void killing.now();
  });
  const entry = fault === 'mail-before-sending' ? './lying-server.ts' : '../../server/main.ts';
  const server = await serverProcess(entry, {
    DATA_DIRECTORY: folder,
    SMTP_URL: catcher.url,
    ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
  });
  try {
    await server.start();
    await server.stop();
    await fillStock(folder, databaseUrl);
    await server.start();
    const bought = await Promise.race([
      buyWhileKilling(seed, profile, { server, killing, dropKey: fault === 'drop-key' }),
      wait(profile.patience, null, { ref: false }),
    ]);
    if (bought === null) return [`somebody still waits for an answer after ${profile.patience / 1000} s`];
    const { acknowledged, repeats, lostAnswers } = bought;
    await mailsArrived(catcher, acknowledged);
    await server.stop();
    const { problems, counts } = await findProblems(
      await openStore({ dataDirectory: folder, databaseUrl }),
      acknowledged,
      catcher.mails,
    );
    console.log(
      Object.entries({
        acknowledged: acknowledged.length,
        ...counts,
        kills: server.kills,
        'answers lost by the network': lostAnswers,
        'repeated sendings': repeats,
      })
        .map(([name, count]) => `${name} ${count}`)
        .join(', '),
    );
    return problems;
  } finally {
    await server.stop();
    await catcher.stop();
    await cluster?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function requirePostgres(): string {
  const programs = findPostgres();
  if (programs === null) throw new Error('PostgreSQL is not installed; leave --database out.');
  return programs;
}

/** Gives every product that is sold a stock that lasts and can be counted. */
async function fillStock(dataDirectory: string, databaseUrl: string | undefined): Promise<void> {
  const store = await openStore({ dataDirectory, databaseUrl });
  await store.transaction({ tenantId: 'nordwind' }, (transaction) =>
    transaction
      .updateTable('products')
      .set({ stock: String(INITIAL_STOCK) })
      .execute(),
  );
  await store.close();
}

interface Setting {
  server: ServerProcess;
  killing: { mails: Set<number>; now: () => Promise<void> };
  dropKey: boolean;
}

async function buyWhileKilling(
  seed: number,
  profile: (typeof profiles)['short'],
  { server, killing, dropKey }: Setting,
): Promise<{ acknowledged: Acknowledged[]; repeats: number; lostAnswers: number }> {
  const company = demoCompany('en');
  const { tokenSecret: secret } = demoSecrets(company);
  const buyers = company.customers
    .filter(({ orderCount, onRequest }) => orderCount > 0 && !onRequest)
    .flatMap((customer) =>
      customer.people
        .filter(({ roles }) => roles.some((role) => role === 'owner' || role === 'buyer'))
        .map(({ id }, index) =>
          createBuyer(
            `${server.url}/api/${company.id}`,
            { personId: id, customerId: customer.id, secret },
            { chance: chanceOf(seed * 1000 + index), dropKey },
          ),
        ),
    );
  const chance = chanceOf(seed);
  const killAt = new Set<number>();
  while (killAt.size < profile.kills) killAt.add(chance.below(profile.reorders));
  while (killing.mails.size < profile.killsDuringMail) killing.mails.add(chance.below(profile.reorders - 5) + 2);

  // One restart at a time: a kill that is due meanwhile is done afterwards.
  let restarting = Promise.resolve();
  killing.now = () => (restarting = restarting.then(() => server.killAndRestart()));

  const acknowledged: Acknowledged[] = [];
  let begun = 0;
  await Promise.all(
    buyers.map(async (buyer, index) => {
      const ownChance = chanceOf(seed + index + 1);
      while (begun < profile.reorders) {
        const number = begun++;
        const bought = buyer.buy(`act-${number}`, ownChance);
        if (killAt.has(number)) void wait(ownChance.below(250)).then(() => killing.now());
        acknowledged.push(await bought);
      }
    }),
  );
  await restarting;
  for (const buyer of buyers) buyer.stop();
  const sum = (count: (buyer: Buyer) => number) => buyers.reduce((all, buyer) => all + count(buyer), 0);
  return { acknowledged, repeats: sum(({ repeats }) => repeats), lostAnswers: sum(({ lostAnswers }) => lostAnswers) };
}

/** Waits until every acknowledged order's mail is there, or no more can be expected. */
async function mailsArrived(catcher: SmtpCatcher, acknowledged: readonly Acknowledged[]): Promise<void> {
  const missing = () =>
    acknowledged.some(({ number }) => !catcher.mails.some(({ subject }) => subject?.endsWith(` ${number}`)));
  for (const end = Date.now() + MAIL_PATIENCE; missing() && Date.now() < end;) await wait(200);
}
