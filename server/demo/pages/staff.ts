import { html } from 'hono/html';
import type { OrderSummary } from '../../../src/contract/orders/index.ts';
import { formatMessage } from '../../../src/i18n/messages.ts';
import type { Site } from '../site.ts';
import type { Html } from './layout.ts';

/** An order as the company's staff see it. */
export interface StaffOrder {
  order: OrderSummary;
  customerName: string;
  /** Whether there is a stage to move it to. */
  movable: boolean;
}

/** The company's side: the latest orders, each with a button that moves it on. */
export function staff(site: Site, orders: readonly StaffOrder[], notice: string | undefined): Html {
  const { texts, path, format, company } = site;
  const { staff: words } = texts;
  return html`<div class="wrap">
    <h1>${words.title}</h1>
    <p class="lead">${words.lead}</p>
    <p><a href="${path}/desk">${texts.desk.title}</a> · <a href="${path}/staff/requests">${texts.requests.title}</a></p>
    <p role="status" class="${notice === undefined ? '' : 'notice'}">${notice ?? ''}</p>
    ${
      orders.length === 0
        ? html`<p>${words.empty}</p>`
        : html`<table class="staff">
            <thead>
              <tr>
                <th scope="col">${words.order}</th>
                <th scope="col">${words.customer}</th>
                <th scope="col">${words.placed}</th>
                <th scope="col">${words.status}</th>
                <th scope="col" class="number">${words.total}</th>
                <th scope="col">${words.action}</th>
              </tr>
            </thead>
            <tbody>
              ${orders.map(
                ({ order, customerName, movable }) =>
                  html`<tr>
                    <th scope="row">${order.number}</th>
                    <td>${customerName}</td>
                    <td>${format.when(order.placedAt)}</td>
                    <td>${stage(site, order)}</td>
                    <td class="number">${format.money(order.total)}</td>
                    <td>
                      ${
                        movable
                          ? html`<form
                              method="post"
                              action="${path}/staff/orders/${encodeURIComponent(order.id)}/advance"
                            >
                              <input type="hidden" name="number" value="${order.number}" />
                              <button
                                class="button outline"
                                aria-label="${formatMessage(words.moveOrder, company.locale, { number: order.number })}"
                              >
                                ${words.move}
                              </button>
                            </form>`
                          : words.done
                      }
                    </td>
                  </tr>`,
              )}
            </tbody>
          </table>`
    }
  </div>`;
}

/** Where the order is, and whether it is paid, in the words of the site. */
function stage({ texts }: Site, { status, payment, fulfilment }: OrderSummary): string {
  const words: Record<string, string> = texts.stages;
  const moving = ['confirmed', 'completed'].includes(status.code) && fulfilment.code !== 'unfulfilled';
  const where = moving ? fulfilment : status;
  return [where, payment].map(({ code, label }) => label ?? words[code] ?? code).join(', ');
}
