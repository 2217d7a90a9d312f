import { orderRecord } from '../../server/helpers/company.ts';
import { runJob, startServer } from '../processes.ts';
import { format, type Report, type Settings } from '../report.ts';
import { addCustomers, API_KEY_OF_TENANT, NO_POSTGRES, startBackend, TENANT } from '../server/company.ts';
import { tokenOf } from '../../server/helpers/token.ts';
import { writeOrders } from '../../../server/store/write/orders.ts';
import type { ReadersJob, ReadersResult } from './readers.ts';

const CUSTOMERS = 100;
const STREAMS_PER_CUSTOMER = 10;

/** Milliseconds between two looks at the server's memory. */
const WATCHING = 100;

/** A thousand open event streams to one server: each hears of its own customer's changes, and of nothing else. */
export async function streams({ full }: Settings): Promise<Report> {
  const backend = await startBackend();
  try {
    const ids = Array.from({ length: CUSTOMERS }, (_each, index) => `c${index}`);
    const orders = ids.map((id) =>
      orderRecord(`order-of-${id}`, { customerId: id, placedBy: { personId: `${id}-anna`, name: `Anna of ${id}` } }),
    );
    await backend.withStore(async (store) => {
      await addCustomers(store, ids);
      await store.transaction({ tenantId: TENANT }, (transaction) => writeOrders(transaction, TENANT, orders));
    });
    const server = await startServer('../../server/main.ts', backend.environment);
    try {
      const idle = server.memory().now;
      let open = 0;
      const watch = setInterval(() => (open = Math.max(open, server.memory().now)), WATCHING);
      const tokens = await Promise.all(ids.map((id) => tokenOf(`${id}-anna`)));
      const job: ReadersJob = {
        origin: server.origin,
        tenant: TENANT,
        apiKey: API_KEY_OF_TENANT,
        customers: orders.map((order, index) => ({ token: tokens[index] ?? '', order })),
        streamsPerCustomer: STREAMS_PER_CUSTOMER,
        changes: full ? 1000 : 200,
      };
      const seen = await runJob<ReadersResult>('./streams/readers.ts', job).finally(() => clearInterval(watch));
      const values = { ...seen, changes: job.changes, memoryIdle: idle, memoryLoaded: open };
      const rows = [
        ['streams open', format(seen.opened)],
        ['changes of an order', format(job.changes)],
        ['deliveries expected', format(seen.expected)],
        ['deliveries', format(seen.delivered)],
        ['wrong deliveries', format(seen.wrong)],
        ['from change to event p50, ms', format(seen.p50, 1)],
        ['from change to event p99, ms', format(seen.p99, 1)],
        ['memory of the server idle, MB', format(idle)],
        ['memory at most, MB', format(open)],
        ['memory per stream, kB', format(((open - idle) / seen.opened) * 1024, 1)],
      ];
      return {
        tables: [{ title: 'Event streams to one server', columns: ['', ''], rows, values }],
        notes: [
          `${backend.kind}, ${CUSTOMERS} customers with ${STREAMS_PER_CUSTOMER} streams each; changes by the push API, one after the other.`,
          ...(backend.adminUrl === null ? [NO_POSTGRES] : []),
        ],
        failures: [
          ...(seen.wrong > 0 ? [`${seen.wrong} events reached a stream that they were not for, or twice`] : []),
          ...(seen.delivered < seen.expected ? [`${seen.expected - seen.delivered} events never arrived`] : []),
        ],
      };
    } finally {
      await server.stop();
    }
  } finally {
    await backend.stop();
  }
}
