// The floor: what a good engineer writes by hand in Lit for the same rows, and nothing else. A window over the orders
// that came in pages, rows of one height, no validation, no keyboard, no selecting, no second layout, one language.
import { css, html, LitElement, nothing, svg } from 'lit';
import type { OrderFilter, OrderSummary } from '../../../src/contract/orders/list.ts';
import { enter } from './contestant.ts';
import { PAGE, type Backend } from './orders.ts';

const HEIGHT = 560;
const ROW = 62;
const SHOWN = Math.ceil(HEIGHT / ROW) + 2;

const days = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric' });
const moments = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });
const money = new Intl.NumberFormat('en', { style: 'currency', currency: 'EUR' });

const check = svg`<path d="m4.5 10.5 3.5 3.5 7.5-8" />`;
const warning = svg`<path d="M10 3.5 17.5 16h-15L10 3.5Zm0 4.5v4m0 1.9v.1" />`;
const again = svg`<path d="M4 9V8a2 2 0 0 1 2-2h9m-2.5-2.5L15 6l-2.5 2.5M16 11v1a2 2 0 0 1-2 2H5m2.5 2.5L5 14l2.5-2.5" />`;
const icon = (path: unknown) => html`<svg viewBox="0 0 20 20" fill="none" stroke="currentColor">${path}</svg>`;

class HandList extends LitElement {
  static override properties = { orders: { state: true }, total: { state: true }, top: { state: true } };
  static override styles = css`
    :host {
      display: block;
      height: ${HEIGHT}px;
      overflow: auto;
      contain: strict;
      font: 14px/1.45 system-ui;
    }
    .body {
      position: relative;
    }
    .row {
      position: absolute;
      inset-inline: 0;
      display: grid;
      grid-template: 'order contents state total again' 'placed contents payment total again' / 200px 1fr 180px 100px 36px;
      gap: 2px 12px;
      align-items: center;
      align-content: center;
      height: ${ROW}px;
      padding: 0 8px;
      box-sizing: border-box;
      border-bottom: 1px solid #ddd;
      contain: strict;
    }
    .placed {
      grid-area: placed;
    }
    .contents {
      grid-area: contents;
    }
    .payment {
      grid-area: payment;
    }
    .total {
      grid-area: total;
      text-align: end;
    }
    .again {
      grid-area: again;
    }
    .row > * {
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    .status {
      display: flex;
      gap: 6px;
    }
    .muted {
      color: #666;
    }
    svg {
      width: 17px;
      height: 17px;
    }
    button {
      padding: 0;
      border: 0;
      background: none;
      font: inherit;
    }
  `;

  orders: OrderSummary[] = [];
  total = 0;
  top = 0;
  #filter: OrderFilter = {};
  backend: Backend | undefined;
  #next: string | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    const onScroll = () => (this.top = Math.floor(this.scrollTop / ROW));
    this.addEventListener('scroll', onScroll, { passive: true });
  }

  async ask(filter: OrderFilter, cursor?: string): Promise<void> {
    const page = await this.backend?.list({ ...filter, limit: PAGE, cursor });
    if (!page) return;
    if (cursor === undefined) this.scrollTop = this.top = 0;
    this.#filter = filter;
    this.#next = page.nextCursor;
    this.total = page.total ?? 0;
    this.orders = cursor === undefined ? page.items : this.orders.concat(page.items);
  }

  protected override updated(): void {
    const cursor = this.#next;
    if (cursor === null || this.top + SHOWN < this.orders.length - 25) return;
    this.#next = null;
    void this.ask(this.#filter, cursor);
  }

  protected override render() {
    // A row keeps its place modulo the number of rows, so that only those that changed are written.
    const rows = Array.from({ length: SHOWN }, (_row, place) => {
      const index = this.top + ((((place - this.top) % SHOWN) + SHOWN) % SHOWN);
      const order = this.orders[index];
      return order ? row(order, index * ROW) : nothing;
    });
    return html`<h2>Orders <span class="muted">${this.total}</span></h2>
      <div class="body" .style=${`height:${this.orders.length * ROW}px`}>${rows}</div>`;
  }
}
customElements.define('hand-list', HandList);

const status = (name: string, bad: boolean) =>
  html`<span class="status" title=${name}>${icon(bad ? warning : check)}<span>${name}</span></span>`;

function row(order: OrderSummary, y: number) {
  const { number, customerReference, placedAt, firstLine, lineCount, fulfilment, payment, total } = order;
  const placed = new Date(placedAt);
  return html`<div class="row" .style=${`transform:translateY(${y}px)`}>
    <div title=${number}>
      <button>${number}</button
      >${customerReference ? html`<span class="muted"> · ${customerReference}</span>` : nothing}
    </div>
    <div class="placed" title=${moments.format(placed)}><time datetime=${placedAt}>${days.format(placed)}</time></div>
    <div class="contents">
      ${firstLine} ${lineCount > 1 ? html`<span class="muted">and ${lineCount - 1} more</span>` : nothing}
    </div>
    <div>${status(fulfilment.code, false)}</div>
    <div class="payment">${status(payment.code, payment.code === 'overdue')}</div>
    <div class="total">${money.format(Number(total.amount))}</div>
    <button class="again" title="Repeat" aria-label=${`Repeat order ${number}`}>${icon(again)}</button>
  </div>`;
}

let list: HandList;

enter({
  ready: async () => undefined,
  mount(backend) {
    list = new HandList();
    list.backend = backend;
    void list.ask({});
    document.body.append(list);
  },
  narrow: (filter) => void list.ask(filter),
  scroller: () => list,
});
