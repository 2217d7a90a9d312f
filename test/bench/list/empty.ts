// Nothing but what the bench itself costs: a page that is looked at and scrolled, with one line of text.
import type { OrderSummary } from '../../../src/contract/orders/list.ts';
import { enter } from './contestant.ts';

enter({
  ready: async () => undefined,
  mount(orders: readonly OrderSummary[]) {
    document.body.append(orders[0]?.number ?? '');
    document.body.append(Object.assign(document.createElement('div'), { className: 'tall' }));
  },
  narrow: () => undefined,
  scroller: () => document.documentElement,
});
