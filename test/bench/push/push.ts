import { findPostgres } from '../../server/helpers/postgres.ts';
import { runJob, startServer } from '../processes.ts';
import { format, type Report } from '../report.ts';
import { API_KEY_OF_TENANT, startBackend, TENANT, type Backend } from '../server/company.ts';
import type { SenderJob, SenderResult } from './sender.ts';

/** Milliseconds between two looks at the server's memory. */
const WATCHING = 50;
const ORDERS = 100_000;
/** How many of them are sent once more, unchanged. */
const AGAIN = 5000;

/** What one database made of it; memory in MB. */
interface Measured {
  kind: Backend['kind'];
  result: SenderResult;
  accepted: number | undefined;
  again: SenderResult;
  idle: number;
  /** The highest after a tenth, after half and after all of the orders: bounded memory stays where it was. */
  peaks: Record<'tenth' | 'half' | 'all', number>;
  cpu: number;
}

/** Many orders streamed to the push API, to each database: how fast, and in how much memory. */
export async function push(): Promise<Report> {
  const measured: Measured[] = [];
  for (const embedded of findPostgres() === null ? [true] : [false, true]) {
    const backend = await startBackend({ embedded });
    try {
      measured.push(await measure(backend));
    } finally {
      await backend.stop();
    }
  }
  const row = (name: string, value: (of: Measured) => string) => [name, ...measured.map(value)];
  return {
    tables: [
      {
        title: 'Orders streamed to the push API',
        columns: ['', ...measured.map(({ kind }) => kind)],
        rows: [
          row('orders', () => format(ORDERS)),
          row('accepted', ({ accepted }) => format(accepted)),
          row('sent, MB', ({ result }) => format(result.bytes / 1e6, 1)),
          row('seconds', ({ result }) => format(result.seconds, 1)),
          row('orders per second', ({ result }) => format(ORDERS / result.seconds)),
          row('… sent once more, unchanged', ({ again }) => format(AGAIN / again.seconds)),
          row('processor time of the server per order, ms', ({ cpu }) => format((cpu / ORDERS) * 1000, 2)),
          row('memory of the server idle, MB', ({ idle }) => format(idle)),
          row('memory at most after a tenth, MB', ({ peaks }) => format(peaks.tenth)),
          row('memory at most after half, MB', ({ peaks }) => format(peaks.half)),
          row('memory at most after all, MB', ({ peaks }) => format(peaks.all)),
        ],
        values: { orders: ORDERS, measured },
      },
    ],
    notes: [
      'Two lines an order. The embedded database lives in the server’s own process, PostgreSQL in processes that are not counted.',
      ...(measured.length === 2 ? [] : ['PostgreSQL is not installed here.']),
    ],
    failures: measured.flatMap(({ kind, accepted, result: { status, answer } }) =>
      status === 200 && accepted === ORDERS ? [] : [`The push to ${kind} was answered with ${status}: ${answer}`],
    ),
  };
}

async function measure({ kind, environment }: Backend): Promise<Measured> {
  const server = await startServer('../../server/main.ts', environment);
  try {
    const send = (count: number) => {
      const job: SenderJob = { url: `${server.origin}/push/${TENANT}/orders`, apiKey: API_KEY_OF_TENANT, rows: count };
      return runJob<SenderResult>('./push/sender.ts', job);
    };
    const idle = server.memory().now;
    const seen: number[] = [];
    const watch = setInterval(() => seen.push(server.memory().now), WATCHING);
    const cpu = server.cpu();
    const result = await send(ORDERS).finally(() => clearInterval(watch));
    const used = server.cpu() - cpu;
    const peak = (part: number) =>
      seen.slice(0, Math.ceil(seen.length * part)).reduce((one, other) => Math.max(one, other), idle);
    const { accepted } = JSON.parse(result.answer) as { accepted?: number };
    const again = await send(AGAIN);
    return {
      kind,
      result,
      accepted,
      again,
      idle,
      peaks: { tenth: peak(0.1), half: peak(0.5), all: peak(1) },
      cpu: used,
    };
  } finally {
    await server.stop();
  }
}
