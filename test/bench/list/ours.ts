// Ours: the built widget over an array in memory, which answers in pages as a backend would.
import type {} from '../../../components/order-history/define.ts';
import type { CabinetOrderHistory } from '../../../components/order-history/order-history.ts';
import type {} from '../../../components/provider/define.ts';
import type { Adapter } from '../../../src/adapters/adapter.ts';
import type { OrderFilter } from '../../../src/contract/orders/list.ts';
import { enter } from './contestant.ts';
import { PAGE, type Backend } from './orders.ts';

const customer = { id: 'one', name: 'Customer one' };
/** Orders can be repeated, so that each row has the button that the other contestant's has. */
const operations = ['capabilities.get', 'session.get', 'orders.list', 'orders.reorder'];

function adapterOver(backend: Backend): Adapter {
  const answers: Record<string, (input: unknown) => unknown> = {
    'capabilities.get': () => ({ operations, live: false }),
    'session.get': () => ({
      person: { id: 'anna', name: 'Anna' },
      customer,
      customers: [customer],
      roles: ['owner'],
      permissions: operations,
    }),
    'orders.list': (input) => backend.list(input as OrderFilter),
  };
  return {
    runsIn: ['browser'],
    supports: ({ id }) => operations.includes(id),
    call: async ({ id }, input) => answers[id]?.(input) as never,
  };
}

const provider = document.createElement('cabinet-provider');
let list: CabinetOrderHistory;

/** The loader brings the code of what is on the page: a list that nobody sees, and that has no backend. */
async function bringCode(): Promise<void> {
  const probe = document.createElement('cabinet-provider');
  probe.hidden = true;
  probe.append(document.createElement('cabinet-order-history'));
  document.body.append(probe);
  await Promise.all(['cabinet-provider', 'cabinet-order-history'].map((tag) => customElements.whenDefined(tag)));
  probe.remove();
}

/** The backend that the list will ask; the cabinet of the page runs before. */
let asked: Backend | undefined;

enter({
  async ready() {
    await bringCode();
    provider.adapter = adapterOver({ list: (filter) => asked?.list(filter) ?? Promise.reject(new Error('too early')) });
    document.body.append(provider);
    await provider.updateComplete;
  },
  mount(backend) {
    asked = backend;
    list = document.createElement('cabinet-order-history');
    list.pageSize = PAGE;
    provider.append(list);
  },
  narrow(filter) {
    list.filters = filter;
  },
  scroller: () => list.shadowRoot?.querySelector('.scroller') ?? list,
});
