import { commerceMl, createOneC, orderDocument } from '../../server/exchange/one-c.ts';
import { startServer } from '../processes.ts';
import { format, type Report, type Settings } from '../report.ts';
import { API_KEY_OF_TENANT, NO_POSTGRES, startBackend, TENANT } from '../server/company.ts';

/** Milliseconds between two looks at the server's memory. */
const WATCHING = 50;
const MEGABYTE = 1_000_000;

/** A large file of orders from 1C: how fast, and in how much memory. */
export async function exchange({ full }: Settings): Promise<Report> {
  const backend = await startBackend();
  try {
    const server = await startServer('../../server/main.ts', backend.environment);
    try {
      const wanted = (full ? 100 : 10) * MEGABYTE;
      const client = createOneC(
        (query, init) => fetch(`${server.origin}/exchange/${TENANT}?${query}`, init),
        API_KEY_OF_TENANT,
      );
      const { file, orders } = makeFile(wanted);
      const idle = server.memory().now;
      let peak = idle;
      const watch = setInterval(() => (peak = Math.max(peak, server.memory().now)), WATCHING);
      const start = performance.now();
      await client.start('sale');
      const [word, accepted = ''] = await client.bring('sale', 'orders.xml', file).finally(() => clearInterval(watch));
      const seconds = (performance.now() - start) / 1000;
      return {
        tables: [
          {
            title: 'A file of orders from 1C',
            columns: ['', ''],
            rows: [
              ['file, MB', format(file.length / MEGABYTE, 1)],
              ['orders', format(orders)],
              ['seconds', format(seconds, 1)],
              ['orders per second', format(orders / seconds)],
              ['memory of the server idle, MB', format(idle)],
              ['memory at most, MB', format(peak)],
            ],
            values: { bytes: file.length, orders, seconds, idle, peak },
          },
        ],
        notes: [`${backend.kind}; a line an order.`, ...(backend.adminUrl === null ? [NO_POSTGRES] : [])],
        failures:
          word === 'success' && accepted.endsWith(` ${orders}`) ? [] : [`1C was answered ${word ?? ''}: ${accepted}`],
      };
    } finally {
      await server.stop();
    }
  } finally {
    await backend.stop();
  }
}

function makeFile(size: number): { file: Uint8Array<ArrayBuffer>; orders: number } {
  const document = (index: number) =>
    orderDocument({ id: `bench-${index}`, number: `B-${index}`, buyer: 'bench-buyer' });
  const orders = Math.ceil(size / new TextEncoder().encode(document(10_000)).length);
  const documents = Array.from({ length: orders }, (_none, index) => document(index));
  return { file: new TextEncoder().encode(commerceMl(documents.join('\n'))), orders };
}
