// AG Grid (community) with its model for rows that come page by page.
import type { OrderFilter, OrderSummary } from '../../../src/contract/orders/list.ts';
import { columns, HEIGHT } from './columns.ts';
import { enter } from './contestant.ts';
import { PAGE, type Backend } from './orders.ts';

interface Rows {
  startRow: number;
  endRow: number;
  successCallback: (rows: readonly OrderSummary[], lastRow?: number) => void;
}
/** As much of it as is used here. */
interface Grid {
  purgeInfiniteCache: () => void;
  ensureIndexVisible: (index: number, place: 'top') => void;
}
declare const agGrid: { createGrid: (element: HTMLElement, options: unknown) => Grid };

const element = document.createElement('div');
element.style.cssText = `height: ${HEIGHT}px; width: 980px`;
let grid: Grid | undefined;
let filter: OrderFilter = {};

enter({
  ready: async () => undefined,
  mount(backend: Backend) {
    document.body.append(element);
    grid = agGrid.createGrid(element, {
      rowModelType: 'infinite',
      cacheBlockSize: PAGE,
      columnDefs: columns.map(({ title, width, text }) => ({
        headerName: title,
        width,
        valueGetter: ({ data }: { data?: OrderSummary }) => (data ? text(data) : ''),
      })),
      datasource: {
        getRows: ({ startRow, endRow, successCallback }: Rows) =>
          void backend
            .list({ ...filter, cursor: String(startRow), limit: endRow - startRow })
            .then(({ items, total }) => successCallback(items, total)),
      },
    });
  },
  narrow(wanted) {
    filter = wanted;
    grid?.ensureIndexVisible(0, 'top');
    grid?.purgeInfiniteCache();
  },
  scroller: () => element.querySelector('.ag-body-viewport, .ag-grid-viewport, [class*=body-viewport]') ?? element,
});
