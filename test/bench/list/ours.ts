// Ours: the built widget over an array in memory, which answers in pages as a backend would.
import type { CabinetOrderHistory } from '../../../components/order-history/order-history.ts';
import type { CabinetProvider } from '../../../components/provider/provider.ts';
import type { Adapter } from '../../../src/adapters/adapter.ts';
import type { OrderFilter, OrderSummary } from '../../../src/contract/orders/list.ts';
import { enter } from './contestant.ts';
import { select } from './orders.ts';

const customer = { id: 'one', name: 'Customer one' };
const operations = ['capabilities.get', 'session.get', 'orders.list'];

function adapterOver(orders: readonly OrderSummary[]): Adapter {
  let narrowed: { key: string; found: readonly OrderSummary[] } = { key: '', found: orders };
  const list = ({ cursor, limit = 20, ...filter }: OrderFilter) => {
    const key = JSON.stringify([filter.status, filter.search, filter.sort]);
    if (narrowed.key !== key) narrowed = { key, found: select(orders, filter) };
    const start = Number(cursor ?? 0);
    const end = start + limit;
    const { found } = narrowed;
    return {
      items: found.slice(start, end),
      nextCursor: end < found.length ? String(end) : null,
      total: found.length,
    };
  };
  const answers: Record<string, (input: unknown) => unknown> = {
    'capabilities.get': () => ({ operations, live: false }),
    'session.get': () => ({
      person: { id: 'anna', name: 'Anna' },
      customer,
      customers: [customer],
      roles: ['owner'],
      permissions: operations,
    }),
    'orders.list': (input) => list(input as OrderFilter),
  };
  return {
    runsIn: ['browser'],
    supports: ({ id }) => id in answers,
    call: async ({ id }, input) => answers[id]?.(input) as never,
  };
}

const provider = document.createElement('cabinet-provider') as CabinetProvider;
const list = document.createElement('cabinet-order-history') as CabinetOrderHistory;
list.pageSize = 100;

/** The loader brings the code of what is on the page: a list that nobody sees, and that has no backend. */
async function bringCode(): Promise<void> {
  const probe = document.createElement('cabinet-provider');
  probe.hidden = true;
  probe.append(document.createElement('cabinet-order-history'));
  document.body.append(probe);
  await Promise.all(['cabinet-provider', 'cabinet-order-history'].map((tag) => customElements.whenDefined(tag)));
  probe.remove();
}

enter({
  ready: bringCode,
  mount(orders) {
    provider.adapter = adapterOver(orders);
    provider.append(list);
    document.body.append(provider);
  },
  narrow(filter) {
    list.filters = filter;
  },
  scroller: () => list.shadowRoot?.querySelector('.scroller') ?? list,
});
