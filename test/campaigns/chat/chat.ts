import { EventEmitter, once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { chromiumArguments, headlessPath } from '../../../.ci/chromium.mjs';
import { listen } from '../../helpers/static-server.ts';
import { findPostgres, startCluster } from '../../server/helpers/postgres.ts';
import { chanceOf, type Chance } from '../random.ts';
import type { CampaignOptions } from '../run.ts';
import { serverProcess, type ServerProcess } from '../server-process.ts';
import { bundlePage } from './bundle.ts';
import { findProblems, type Outcome } from './check.ts';
import { CampaignClient } from './client.ts';
import { prepareCompany, TENANT } from './company.ts';
import { startChaos } from './proxy.ts';

/**
 * `pace`: milliseconds between two messages of one person at most; `patience`: milliseconds without any
 * arrival after which what has not arrived everywhere is lost.
 */
const profiles = {
  short: { clients: 20, messages: 120, kills: 2, tabKills: 4, tickets: 4, pace: 600, patience: 100_000 },
  full: { clients: 20, messages: 10_000, kills: 50, tabKills: 50, tickets: 8, pace: 1500, patience: 180_000 },
};

const faults = ['drop-key', 'early-ack', 'clock-order', 'blind-parts'];

/** Every so manieth message has a file, and every so manieth of these one of several parts. */
const FILES = 8;
const LARGE_FILES = 5;
/** Every so manieth person has a second tab. */
const SECOND_TABS = 5;
/** Milliseconds that a kill waits for a message to be acknowledged, to strike right after it. */
const STRIKE = 5000;

/**
 * People write to each other with the cabinet's own client in real browsers, over a network that cuts, resets,
 * truncates and delays at random bytes, while the server is killed again and again, and their tabs too.
 * Afterwards every message that a page had stored must be there once, each sender's in order, and every screen
 * must show what the database holds.
 */
export async function runChat({ seed, full, database, fault }: CampaignOptions): Promise<string[]> {
  if (fault !== undefined && !faults.includes(fault))
    return [`There is no fault "${fault}"; known: ${faults.join(', ')}.`];
  const profile = full ? profiles.full : profiles.short;
  const folder = mkdtempSync(join(tmpdir(), 'cabinet-campaign-'));
  const closing: (() => Promise<unknown>)[] = [async () => rmSync(folder, { recursive: true, force: true })];
  try {
    const cluster = database === 'postgres' ? await startCluster(requirePostgres()) : undefined;
    if (cluster !== undefined) closing.push(() => cluster.stop());
    const databaseUrl = await cluster?.createDatabase('cabinet');
    const where = { dataDirectory: folder, databaseUrl };
    const script = await bundlePage();
    const site = await listen((request, response) => {
      const isScript = request.url?.endsWith('.js') === true;
      response.writeHead(200, { 'content-type': isScript ? 'text/javascript' : 'text/html; charset=utf-8' });
      response.end(isScript ? script : '<!doctype html><body><script type="module" src="/page.js"></script>');
    });
    closing.push(site.close);
    const { people, ticketIds } = await prepareCompany(where, {
      people: profile.clients,
      tickets: profile.tickets,
      origin: site.origin,
    });
    const entry = fault === 'early-ack' ? './chat/early-ack-server.ts' : '../../server/main.ts';
    const server = await serverProcess(entry, {
      DATA_DIRECTORY: folder,
      DEMO: 'off',
      ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
    });
    closing.push(server.stop);
    await server.start();
    const chaos = await startChaos(Number(new URL(server.url).port), chanceOf(seed));
    closing.push(chaos.stop);
    const browser = await chromium.launch({ executablePath: headlessPath(), args: chromiumArguments });
    closing.push(() => browser.close());
    const acknowledgements = new EventEmitter();
    const clients = await Promise.all(
      people.map(({ token }, index) =>
        CampaignClient.open(browser, {
          name: `client-${index}`,
          url: site.origin,
          tabs: index % SECOND_TABS === 0 ? 2 : 1,
          onAcknowledged: () => acknowledgements.emit('one'),
          page: {
            baseUrl: `${chaos.origin}/api/${TENANT}`,
            token,
            ticketIds: ticketsOf(index, ticketIds),
            fault,
            skew: chanceOf(seed + index).below(8000) - 4000,
          },
        }),
      ),
    );
    await writeWhileKilling(seed, profile, { clients, ticketIds, server, acknowledgements });
    chaos.calm();
    const late = await arrived(clients, profile.patience);
    const outcomes = await Promise.all(
      clients.map(async (client, index): Promise<Outcome> => {
        const screens = new Map<string, string[][]>();
        for (const id of ticketsOf(index, ticketIds)) screens.set(id, await client.screens(id));
        return { name: client.name, written: client.written, screens };
      }),
    );
    await browser.close();
    await server.stop();
    const { problems, counts } = await findProblems(where, outcomes);
    const all = {
      clients: clients.length,
      tabs: clients.reduce((sum, { tabs }) => sum + tabs, 0),
      ...counts,
      'server kills': server.kills,
      'tab kills': clients.reduce((sum, { kills }) => sum + kills, 0),
      ...Object.fromEntries(Object.entries(chaos.harm).map(([name, count]) => [`connections ${name}`, count])),
    };
    console.log(
      Object.entries(all)
        .map(([name, count]) => `${name} ${count}`)
        .join(', '),
    );
    return [...late, ...problems];
  } finally {
    for (const close of closing.reverse()) await close();
  }
}

function requirePostgres(): string {
  const programs = findPostgres();
  if (programs === null) throw new Error('PostgreSQL is not installed; leave --database out.');
  return programs;
}

/** Each person is in two conversations. */
function ticketsOf(index: number, ticketIds: readonly string[]): string[] {
  return [0, 1].map((step) => ticketIds[(index + step) % ticketIds.length] ?? '');
}

interface Setting {
  clients: readonly CampaignClient[];
  ticketIds: readonly string[];
  server: ServerProcess;
  /** `one`: the server has acknowledged a message. */
  acknowledgements: EventEmitter;
}

async function writeWhileKilling(
  seed: number,
  profile: (typeof profiles)['short'],
  { clients, ticketIds, server, acknowledgements }: Setting,
): Promise<void> {
  const chance = chanceOf(seed + 1);
  const killAt = momentsOf(profile.kills, profile.messages, chance);
  const killTabAt = momentsOf(profile.tabKills, profile.messages, chance);
  // One restart at a time: a kill that is due meanwhile is done afterwards.
  let restarting = Promise.resolve();
  // What was acknowledged the moment before must be there afterwards.
  const strike = async () => {
    await once(acknowledgements, 'one', { signal: AbortSignal.timeout(STRIKE) }).catch(() => undefined);
    await server.killAndRestart();
  };
  let begun = 0;
  await Promise.all(
    clients.map(async (client, index) => {
      const own = chanceOf(seed * 100 + index);
      while (begun < profile.messages) {
        const number = begun++;
        if (killAt.has(number)) restarting = restarting.then(strike);
        const tab = own.below(client.tabs);
        const ticketId = own.pick(ticketsOf(index, ticketIds));
        const writing = client.write({ number, ticketId, tab, fileSize: fileSizeOf(number, own) });
        // While it is being stored or sent.
        if (killTabAt.has(number)) {
          await wait(own.below(60));
          await client.kill(own.below(client.tabs), own.below(2) === 0);
        }
        await writing;
        await wait(own.below(profile.pace));
      }
    }),
  );
  await restarting;
}

/** Bytes of the file that a message has; 0: it has none. */
function fileSizeOf(number: number, chance: Chance): number {
  if (number % FILES !== 0) return 0;
  return number % (FILES * LARGE_FILES) === 0 ? 1_500_000 + chance.below(2_000_000) : 1 + chance.below(30_000);
}

function momentsOf(count: number, messages: number, chance: Chance): Set<number> {
  const moments = new Set<number>();
  while (moments.size < count) moments.add(chance.below(messages));
  return moments;
}

/** Waits until nothing waits any more and all readers of a conversation have read equally far; answers what is late. */
async function arrived(clients: readonly CampaignClient[], patience: number): Promise<string[]> {
  let standing: string[] = [];
  let before = '';
  for (let end = Date.now() + patience; Date.now() < end;) {
    const states = (await Promise.all(clients.map((client) => client.states()))).flatMap((each, index) =>
      each.map((state) => ({ ...state, name: `client-${index}` })),
    );
    const farthest = new Map<string, number>();
    for (const { shown, acknowledged } of states) {
      for (const [id, sequence] of [...Object.entries(shown), ...Object.entries(acknowledged)]) {
        farthest.set(id, Math.max(sequence, farthest.get(id) ?? 0));
      }
    }
    standing = states.flatMap(({ name, waiting, refused, shown }) => [
      ...(waiting > 0 ? [`${name}: ${waiting} messages still wait ${refused.join('; ')}`] : []),
      ...Object.entries(shown)
        .filter(([id, sequence]) => sequence < (farthest.get(id) ?? 0))
        .map(([, sequence]) => `${name} has read only up to ${sequence}`),
    ]);
    if (standing.length === 0) return [];
    const now = standing.join();
    if (now !== before) end = Date.now() + patience;
    before = now;
    // What was refused does not go by itself.
    const onTheirWay = states.reduce((sum, { waiting, refused }) => sum + waiting - refused.length, 0);
    if (onTheirWay === 0 && states.some(({ refused }) => refused.length > 0)) return standing;
    // As a browser does when the network is back.
    await Promise.all(clients.map((client) => client.wake()));
    await wait(1000);
  }
  return standing;
}
