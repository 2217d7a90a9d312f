import { operations } from '../../../src/contract/operations.ts';
import { listOrders, type OrderFilter } from '../../../src/contract/orders/index.ts';
import { customerOf } from '../../server/helpers/company.ts';
import { runJob, startServer, type ServerProcess } from '../processes.ts';
import { comparison, format, median, mediansOf, type Medians, type Report, type Settings } from '../report.ts';
import type { CallJob, CallResult } from './caller.ts';
import { addHistory, NO_POSTGRES, startBackend, TENANT, type Backend } from './company.ts';
import { tokenOf } from '../../server/helpers/token.ts';
import { statementsOf } from './statements.ts';

/** Connections to PostgreSQL that the server opens at most; the floor gets as many. */
const POOL_SIZE = 10;
const CONNECTIONS = 20;

/** Questions that the list asks of a long history. */
const questions: Record<string, OrderFilter> = {
  'first page': {},
  status: { status: ['on_hold'] },
  'status, rare in time': { payment: ['overdue'], placedFrom: '2021-01-01', placedTo: '2021-01-31' },
  'sort by total': { sort: '-total' },
  'sort by number': { sort: 'number' },
  'search, one order': { search: 'T-0004711' },
  'search, every order': { search: 'coffee' },
  'search, none': { search: 'nothing like it' },
};

/** `orders.list` of our server beside one bare route that runs the same SQL. */
export async function server({ full }: Settings): Promise<Report> {
  const backend = await startBackend();
  const orders = full ? 100_000 : 20_000;
  try {
    await addHistory(backend, orders);
    const headers = { authorization: `Bearer ${await tokenOf('one-anna')}` };
    const statements = await backend.withStore((store) =>
      statementsOf(() => store.adapter.call(operations.orders.list, {}, { customer: customerOf(TENANT, 'one') })),
    );
    const ours = await startServer('../../server/main.ts', backend.environment);
    try {
      const url = `${ours.origin}/api/${TENANT}/orders`;
      return {
        tables: [
          ...(backend.adminUrl === null
            ? [await alone(url, headers, ours, full)]
            : [await beside(url, headers, ours, backend, JSON.stringify(statements), full)]),
          await latencies(url, headers, orders, full),
        ],
        notes: [
          `${backend.kind}, ${format(orders)} orders, ${CONNECTIONS} requests at a time, ${POOL_SIZE} connections to the database, access log on.`,
          'bare: a Hono route with the very statement of ours and no sign-in, no row-level security, no checks.',
          ...(backend.adminUrl === null ? [NO_POSTGRES] : []),
        ],
        failures: [],
      };
    } finally {
      await ours.stop();
    }
  } finally {
    await backend.stop();
  }
}

const measurements = [
  { key: 'rate', label: 'requests per second' },
  { key: 'cpu', label: 'processor time per request, ms', digits: 2 },
  { key: 'p50', label: 'latency p50, ms', digits: 1 },
  { key: 'p99', label: 'latency p99, ms', digits: 1 },
  { key: 'memory', label: 'memory under load, MB' },
  { key: 'failures', label: 'failures' },
];

type Round = Medians;

async function callOf(
  process: ServerProcess,
  url: string,
  headers: CallJob['headers'],
  seconds: number,
): Promise<Round> {
  const before = process.cpu();
  const job: CallJob = { url, headers, connections: CONNECTIONS, seconds };
  const { answers, seconds: taken, ...seen } = await runJob<CallResult>('./server/caller.ts', job);
  const cpu = ((process.cpu() - before) / answers) * 1000;
  return { ...seen, cpu, rate: answers / taken, memory: process.memory().now };
}

async function beside(
  url: string,
  headers: CallJob['headers'],
  ours: ServerProcess,
  { adminUrl }: Backend,
  statements: string,
  full: boolean,
) {
  const bare = await startServer('./server/bare.ts', {
    DATABASE_URL: adminUrl ?? '',
    POOL_SIZE: String(POOL_SIZE),
    STATEMENTS: statements,
  });
  try {
    const contestants = { bare: { process: bare, url: `${bare.origin}/orders` }, ours: { process: ours, url } };
    const rounds: Record<string, Round[]> = { bare: [], ours: [] };
    const [count, seconds] = full ? [7, 10] : [5, 3];
    for (let round = -1; round < count; round++) {
      for (const [name, contestant] of Object.entries(contestants)) {
        const seen = await callOf(contestant.process, contestant.url, headers, round < 0 ? 1 : seconds);
        if (round >= 0) rounds[name]?.push(seen);
      }
    }
    const medians = Object.fromEntries(Object.entries(rounds).map(([name, seen]) => [name, mediansOf(seen)]));
    return comparison('orders.list over HTTP', measurements, medians, { contestant: 'ours', baseline: 'bare' });
  } finally {
    await bare.stop();
  }
}

async function alone(url: string, headers: CallJob['headers'], ours: ServerProcess, full: boolean) {
  await callOf(ours, url, headers, 1);
  const medians = { ours: await callOf(ours, url, headers, full ? 10 : 3) };
  return {
    title: 'orders.list over HTTP',
    columns: ['', 'ours'],
    rows: measurements.map(({ key, label, digits }) => [label, format(medians.ours[key], digits)]),
    values: { medians },
  };
}

/** One question after the other, without anybody else asking. */
async function latencies(url: string, headers: Record<string, string>, orders: number, full: boolean) {
  const ask = async (filter: OrderFilter) => {
    const query = new URLSearchParams(
      Object.entries(filter).flatMap(([name, value]) => [value].flat().map((each) => [name, String(each)])),
    );
    const start = performance.now();
    const response = await fetch(`${url}?${query}`, { headers });
    if (!response.ok)
      throw new Error(`${listOrders.id} was answered with ${response.status}: ${await response.text()}`);
    await response.text();
    return performance.now() - start;
  };
  const medians: Medians = {};
  for (const [name, filter] of Object.entries(questions)) {
    const times = [];
    for (let round = 0; round < (full ? 50 : 20); round++) times.push(await ask(filter));
    medians[name] = median(times);
  }
  const first = medians['first page'] ?? NaN;
  return {
    title: `One question at a time of ${format(orders)} orders, ms`,
    columns: ['', 'median', '× first page'],
    rows: Object.entries(medians).map(([name, value]) => [name, format(value, 1), format(value / first, 1)]),
    values: { medians },
  };
}
