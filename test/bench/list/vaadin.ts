// Vaadin's grid, which asks for its rows page by page.
import type { OrderFilter, OrderSummary } from '../../../src/contract/orders/list.ts';
import { columns, HEIGHT } from './columns.ts';
import { enter } from './contestant.ts';
import { PAGE, type Backend } from './orders.ts';

/** As much of it as is used here. */
interface Grid extends HTMLElement {
  pageSize: number;
  dataProvider: (
    request: { page: number; pageSize: number },
    answer: (items: OrderSummary[], size?: number) => void,
  ) => void;
  clearCache: () => void;
  scrollToIndex: (index: number) => void;
}
interface Column extends HTMLElement {
  header: string;
  renderer: (root: HTMLElement, column: Column, model: { item: OrderSummary }) => void;
}

const grid = document.createElement('vaadin-grid') as Grid;
let filter: OrderFilter = {};

enter({
  async ready() {
    await customElements.whenDefined('vaadin-grid');
  },
  mount(backend: Backend) {
    grid.style.cssText = `height: ${HEIGHT}px; font: 14px system-ui`;
    for (const { title, width, text } of columns) {
      const column = document.createElement('vaadin-grid-column') as Column;
      column.header = title;
      column.setAttribute('width', `${width}px`);
      column.setAttribute('flex-grow', '0');
      column.renderer = (root, _, { item }) => {
        root.textContent = text(item);
      };
      grid.append(column);
    }
    grid.pageSize = PAGE;
    grid.dataProvider = ({ page, pageSize }, answer) =>
      void backend
        .list({ ...filter, cursor: String(page * pageSize), limit: pageSize })
        .then(({ items, total }) => answer([...items], total));
    document.body.append(grid);
  },
  narrow(wanted) {
    filter = wanted;
    grid.clearCache();
    grid.scrollToIndex(0);
  },
  scroller: () => grid.shadowRoot?.querySelector('#table') ?? grid,
});
