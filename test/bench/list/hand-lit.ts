// The floor: a window over the orders, by hand, in Lit. Rows of one height, and nothing that a person would miss first.
import { css, html, LitElement, nothing } from 'lit';
import type { OrderSummary } from '../../../src/contract/orders/list.ts';
import { enter } from './contestant.ts';
import { select } from './orders.ts';

const HEIGHT = 640;
const ROW = 45;
const SHOWN = Math.ceil(HEIGHT / ROW) + 2;

const days = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });
const money = new Intl.NumberFormat('en', { style: 'currency', currency: 'EUR' });

class HandList extends LitElement {
  static override properties = { orders: { attribute: false }, top: { state: true } };
  static override styles = css`
    :host {
      display: block;
      height: ${HEIGHT}px;
      overflow: auto;
      contain: strict;
      font: 14px system-ui;
    }
    .body {
      position: relative;
    }
    .row {
      position: absolute;
      inset-inline: 0;
      display: grid;
      grid-template-columns: 140px 140px 1fr 120px 120px 120px;
      align-items: center;
      height: ${ROW}px;
      box-sizing: border-box;
      border-bottom: 1px solid #ddd;
      contain: strict;
    }
  `;

  orders: readonly OrderSummary[] = [];
  top = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    const onScroll = () => (this.top = Math.floor(this.scrollTop / ROW));
    this.addEventListener('scroll', onScroll, { passive: true });
  }

  protected override render() {
    // A row keeps its place modulo the number of rows, so that only those that changed are written.
    const rows = Array.from({ length: SHOWN }, (_row, place) => {
      const index = this.top + ((((place - this.top) % SHOWN) + SHOWN) % SHOWN);
      const order = this.orders[index];
      return order ? row(order, index * ROW) : nothing;
    });
    return html`<div class="body" .style=${`height:${this.orders.length * ROW}px`}>${rows}</div>`;
  }
}
customElements.define('hand-list', HandList);

function row({ number, placedAt, firstLine, status, payment, total }: OrderSummary, y: number) {
  return html`<div class="row" .style=${`transform:translateY(${y}px)`}>
    <span>${number}</span><span>${days.format(new Date(placedAt))}</span><span>${firstLine}</span
    ><span>${status.code}</span><span>${payment.code}</span><span>${money.format(Number(total.amount))}</span>
  </div>`;
}

const list = new HandList();
let all: readonly OrderSummary[] = [];

enter({
  ready: async () => undefined,
  mount(orders) {
    all = list.orders = orders;
    document.body.append(list);
  },
  narrow(filter) {
    list.orders = select(all, filter);
    list.scrollTop = list.top = 0;
  },
  scroller: () => list,
});
