// Tabulator, which loads the next page when its end is near.
import type { OrderFilter } from '../../../src/contract/orders/list.ts';
import { columns, HEIGHT } from './columns.ts';
import { enter } from './contestant.ts';
import { PAGE, type Backend } from './orders.ts';

/** As much of it as is used here. */
interface Table {
  setData: () => Promise<void>;
}
declare const Tabulator: new (element: HTMLElement, options: unknown) => Table;

const element = document.createElement('div');
let table: Table | undefined;
let filter: OrderFilter = {};

enter({
  ready: async () => undefined,
  mount(backend: Backend) {
    document.body.append(element);
    table = new Tabulator(element, {
      height: HEIGHT,
      ajaxURL: 'orders',
      progressiveLoad: 'scroll',
      paginationSize: PAGE,
      ajaxRequestFunc: async (_url: string, _config: unknown, { page, size }: { page: number; size: number }) => {
        const answer = await backend.list({ ...filter, cursor: String((page - 1) * size), limit: size });
        const data = answer.items.map((order) =>
          Object.fromEntries(columns.map(({ title, text }) => [title, text(order)])),
        );
        return { data, last_page: Math.ceil((answer.total ?? 0) / size) };
      },
      columns: columns.map(({ title, width }) => ({ title, field: title, width, headerSort: false })),
    });
  },
  narrow(wanted) {
    filter = wanted;
    void table?.setData();
  },
  scroller: () => element.querySelector('.tabulator-tableholder') ?? element,
});
