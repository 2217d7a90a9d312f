import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, root, serve, type Peer, type RunningPeer } from '../peer.ts';
import { requestTrackerPeer } from '../request-tracker/peer.ts';
import { account, trytonPeer } from '../tryton/peer.ts';
import { vendurePeer } from '../vendure/peer.ts';
import { ordersOf, talk, toBill } from './seed.ts';
import { openSite } from './site.ts';
import { company, customers, people } from './world.ts';

/** Of the shop and of the books. */
const currency = 'EUR';
const peers = { vendure: vendurePeer, tryton: trytonPeer, 'request-tracker': requestTrackerPeer };

/** The company's website with the cabinet, and the systems behind it. */
export interface RunningDemo {
  origin: string;
  /** The Shop API, as browsers reach it. */
  shop: string;
  /** The cabinet's server. */
  server: string;
  tracker: RunningPeer;
  stop(): Promise<void>;
}

/**
 * Installs and starts Vendure, Request Tracker and Tryton with the same two customers, the cabinet's server in front of
 * them with its store for the rest, and the company's website.
 */
export async function startDemo(say: (line: string) => void, port = 0): Promise<RunningDemo> {
  const stops: (() => unknown)[] = [];
  const stop = async () => {
    for (let end = stops.pop(); end !== undefined; end = stops.pop()) await end();
  };
  const start = async (name: keyof typeof peers, known?: Record<string, string>): Promise<RunningPeer> => {
    const peer: Peer = peers[name];
    const running = await peer.start(known);
    stops.push(running.stop);
    say(`${name}: ready ${running.url}/`);
    return running;
  };
  try {
    const site = await openSite(port);
    stops.push(() => site.close());
    for (const [name, { summary, install }] of Object.entries(peers)) {
      say(`${name}: installing ${summary}, unless it is there …`);
      install();
    }
    say('Starting them with a fresh seed: a minute or two …');
    const [tracker, { shop, orders, books }] = await Promise.all([
      start('request-tracker'),
      (async () => {
        const vendure = await start('vendure', { PEER_CURRENCY: currency });
        const orders = await ordersOf(vendure.url);
        const books = await start('tryton', { PEER_ORDERS: JSON.stringify(toBill(orders)) });
        return { shop: vendure, orders, books };
      })(),
    ]);
    const secrets = tracker.environment ?? {};
    const { PEER_TOKEN_cabinet: service = '', PEER_TOKEN_agent: agent = '' } = secrets;
    await talk(tracker.url, { service, agent }, orders);

    const data = mkdtempSync(join(tmpdir(), 'cabinet-composed-'));
    stops.push(() => rmSync(data, { recursive: true, force: true }));
    const serverPort = await freePort();
    const environment = {
      PORT: String(serverPort),
      DATA_DIRECTORY: data,
      DATABASE_URL: '',
      DEMO: 'off',
      PUBLIC_URL: site.origin,
      CONNECTIONS: join(root, 'test/peers/composed/connections.ts'),
      RT_URL: tracker.url,
      RT_TOKEN: service,
      TRYTON_URL: books.url,
      TRYTON_PASSWORD: account.password,
      TRYTON_PARTIES: JSON.stringify(
        Object.fromEntries(
          (['anna', 'boris'] as const).map((id) => [
            people[id].customer,
            Number(books.environment?.[`PEER_PARTY_${id}`]),
          ]),
        ),
      ),
    };
    const set = (...words: string[]) =>
      execFileSync(process.execPath, [join(root, 'server/company.ts'), ...words], {
        env: { ...process.env, ...environment },
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }).trim();
    const needed = { name: 'Nordwind', origin: site.origin, currency, 'time-zone': 'Europe/Berlin' };
    const settings = Object.entries({ ...needed, 'mail-from': 'cabinet@nordwind.example' });
    set('create', company, ...settings.flatMap(([name, value]) => [`--${name}`, value]));
    const key = set('add-key', company, 'website');

    const server = `http://localhost:${serverPort}`;
    const ready = `${server}/api/${company}/capabilities`;
    stops.push(await serve(process.execPath, [join(root, 'server/main.ts')], { cwd: root, environment, ready }));
    const pushed = await fetch(`${server}/push/${company}/customers`, {
      method: 'PUT',
      headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(customers),
    });
    assert.ok(pushed.ok, await pushed.text());
    // The same host as the site's, or its cookie would be another site's.
    const shopApi = `${shop.url.replace('127.0.0.1', 'localhost')}/shop-api`;
    site.connect({ server, key, shop: shopApi });
    return { origin: site.origin, shop: shopApi, server, tracker, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
