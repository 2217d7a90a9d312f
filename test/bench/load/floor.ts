// The floor: the libraries that a cabinet of this kind stands on, and one list of orders made by hand of them.
import { ContextConsumer, ContextProvider, createContext } from '@lit/context';
import ky from 'ky';
import { css, html, LitElement } from 'lit';
import * as z from 'zod/mini';

const Code = z.object({ code: z.string() });
const Orders = z.object({
  nextCursor: z.nullable(z.string()),
  items: z.array(
    z.object({
      id: z.string(),
      number: z.string(),
      placedAt: z.string(),
      status: Code,
      payment: Code,
      fulfilment: Code,
      total: z.object({ amount: z.string(), currency: z.string() }),
      lineCount: z.number(),
      firstLine: z.optional(z.string()),
    }),
  ),
});
type Orders = z.output<typeof Orders>;

interface Shop {
  orders(): Promise<Orders>;
}
const shop = createContext<Shop>('shop');

class FloorProvider extends LitElement {
  constructor() {
    super();
    const http = ky.create({ prefix: '/api/' });
    const orders = async () => Orders.parse(await http.get('orders?limit=20').json());
    new ContextProvider(this, { context: shop, initialValue: { orders } });
  }
  override render() {
    return html`<slot></slot>`;
  }
}

class FloorOrders extends LitElement {
  static override properties = { items: { state: true } };
  static override styles = css`
    :host {
      display: block;
      font: 14px system-ui;
    }
    table {
      width: 100%;
      border-collapse: collapse;
    }
    td {
      padding: 6px;
      border-bottom: 1px solid #ddd;
    }
  `;
  declare items: Orders['items'];

  constructor() {
    super();
    this.items = [];
    const callback = (value: Shop) => void value.orders().then(({ items }) => (this.items = items));
    new ContextConsumer(this, { context: shop, callback });
  }
  override render() {
    return html`<table>
      ${this.items.map(
        ({ number, placedAt, fulfilment, lineCount, total }) =>
          html`<tr data-index>
            <td>${number}</td>
            <td>${placedAt.slice(0, 10)}</td>
            <td>${fulfilment.code}</td>
            <td>${lineCount}</td>
            <td>${total.amount} ${total.currency}</td>
          </tr>`,
      )}
    </table>`;
  }
}

customElements.define('floor-provider', FloorProvider);
customElements.define('floor-orders', FloorOrders);
