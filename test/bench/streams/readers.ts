// Opens event streams of many customers, changes their orders, and sends back who heard of what and when.
import { request, type ClientRequest } from 'node:http';
import { onJob } from '../processes.ts';
import { quantile } from '../report.ts';

export interface ReadersJob {
  origin: string;
  tenant: string;
  apiKey: string;
  customers: { token: string; order: { externalId: string } }[];
  streamsPerCustomer: number;
  /** Changes of an order's status, one customer after the other. */
  changes: number;
}

export interface ReadersResult {
  opened: number;
  /** Streams to which a change went, and those which heard of it. */
  expected: number;
  delivered: number;
  /** Events of another customer's order, or heard twice. */
  wrong: number;
  /** Milliseconds from sending a change to hearing of it. */
  p50: number;
  p99: number;
}

interface Reader {
  orderId: string;
  heard: Set<string>;
}

/** Milliseconds to wait for the last event of a change. */
const PATIENCE = 10_000;
/** Streams opened at a time. */
const OPENING = 50;

onJob<ReadersJob>(async ({ origin, tenant, apiKey, customers, streamsPerCustomer, changes }) => {
  const latencies: number[] = [];
  let wrong = 0;
  /** The change that is under way, by order. */
  const sent = new Map<string, { at: number; missing: Set<Reader>; all: () => void }>();

  const onEvent = (reader: Reader, data: string) => {
    const { id, entityId } = JSON.parse(data) as { id: string; entityId?: string };
    const change = sent.get(reader.orderId);
    if (entityId !== reader.orderId || reader.heard.has(id)) {
      wrong += 1;
      return;
    }
    reader.heard.add(id);
    if (change?.missing.delete(reader) !== true) return;
    latencies.push(performance.now() - change.at);
    if (change.missing.size === 0) change.all();
  };

  const open = (token: string, orderId: string) =>
    new Promise<{ reader: Reader; stream: ClientRequest }>((resolve, reject) => {
      const reader = { orderId, heard: new Set<string>() };
      const headers = { authorization: `Bearer ${token}` };
      const stream = request(`${origin}/api/${tenant}/events`, { agent: false, headers }, (response) => {
        if (response.statusCode !== 200) return reject(new Error(`A stream was answered with ${response.statusCode}`));
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          const lines = (text + chunk).split('\n');
          text = lines.pop() ?? '';
          for (const line of lines) if (line.startsWith('data:')) onEvent(reader, line.slice('data:'.length));
        });
        resolve({ reader, stream });
      });
      stream.on('error', reject).end();
    });

  const push = async (orders: object[]) => {
    const response = await fetch(`${origin}/push/${tenant}/orders`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify(orders),
    });
    const report = (await response.json()) as { accepted?: number };
    if (report.accepted !== orders.length) throw new Error(`A push was answered with ${JSON.stringify(report)}`);
  };

  const wanted = customers.flatMap((customer) => Array.from({ length: streamsPerCustomer }, () => customer));
  const streams: { reader: Reader; stream: ClientRequest }[] = [];
  while (streams.length < wanted.length) {
    const some = wanted.slice(streams.length, streams.length + OPENING);
    streams.push(...(await Promise.all(some.map(({ token, order }) => open(token, order.externalId)))));
  }
  const readers = Map.groupBy(
    streams.map(({ reader }) => reader),
    ({ orderId }) => orderId,
  );

  let expected = 0;
  let missed = 0;
  const codes = ['picking', 'ready', 'unfulfilled'];
  for (let number = 0; number < changes; number++) {
    const { order } = customers[number % customers.length] ?? {};
    if (order === undefined) break;
    const missing = new Set(readers.get(order.externalId));
    expected += missing.size;
    const heard = new Promise<void>((resolve) => {
      sent.set(order.externalId, { at: performance.now(), missing, all: resolve });
    });
    const code = codes[Math.floor(number / customers.length) % codes.length];
    await push([{ ...order, fulfilment: { code } }]);
    await Promise.race([heard, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
    missed += missing.size;
  }
  for (const { stream } of streams) stream.on('error', () => undefined).destroy();
  return {
    opened: streams.length,
    expected,
    delivered: expected - missed,
    wrong,
    p50: quantile(latencies, 0.5),
    p99: quantile(latencies, 0.99),
  };
});
