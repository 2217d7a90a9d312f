import { runJob, startServer } from '../processes.ts';
import { format, type Report, type Settings } from '../report.ts';
import { API_KEY_OF_TENANT, NO_POSTGRES, startBackend, TENANT } from '../server/company.ts';
import type { SenderJob, SenderResult } from './sender.ts';

/** Milliseconds between two looks at the server's memory. */
const WATCHING = 50;

/** Many orders streamed to the push API: how fast, and in how much memory. */
export async function push({ full }: Settings): Promise<Report> {
  const backend = await startBackend();
  try {
    const server = await startServer('../../server/main.ts', backend.environment);
    try {
      const rows = full ? 100_000 : 10_000;
      const send = (count: number) => {
        const job: SenderJob = {
          url: `${server.origin}/push/${TENANT}/orders`,
          apiKey: API_KEY_OF_TENANT,
          rows: count,
        };
        return runJob<SenderResult>('./push/sender.ts', job);
      };
      const idle = server.memory().now;
      let peak = idle;
      const watch = setInterval(() => (peak = Math.max(peak, server.memory().now)), WATCHING);
      const cpu = server.cpu();
      const { status, answer, bytes, seconds } = await send(rows).finally(() => clearInterval(watch));
      const report = JSON.parse(answer) as { accepted?: number; rejected?: number };
      const again = await send(Math.min(rows, 5000));
      const values = { rows, bytes, seconds, idle, peak, cpu: server.cpu() - cpu };
      return {
        tables: [
          {
            title: 'Orders streamed to the push API',
            columns: ['', ''],
            rows: [
              ['orders', format(rows)],
              ['accepted', format(report.accepted)],
              ['sent, MB', format(bytes / 1e6, 1)],
              ['seconds', format(seconds, 1)],
              ['orders per second', format(rows / seconds)],
              ['… sent once more, unchanged', format(Math.min(rows, 5000) / again.seconds)],
              ['processor time of the server per order, ms', format((values.cpu / rows) * 1000, 2)],
              ['memory of the server idle, MB', format(idle)],
              ['memory at most, MB', format(peak)],
            ],
            values,
          },
        ],
        notes: [`${backend.kind}; two lines an order.`, ...(backend.adminUrl === null ? [NO_POSTGRES] : [])],
        failures: [
          ...(status === 200 && report.accepted === rows ? [] : [`The push was answered with ${status}: ${answer}`]),
        ],
      };
    } finally {
      await server.stop();
    }
  } finally {
    await backend.stop();
  }
}
