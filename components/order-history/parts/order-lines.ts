import { css, html, nothing, type TemplateResult } from 'lit';
import type { OrderLine } from '../../../src/contract/orders/order.ts';
import type { Formatters } from '../../../src/i18n/format.ts';
import type { OrderTexts } from './order-texts.ts';

/** Looks of {@link orderLines}: a table where there is room, a card for each line where there is not. */
export const orderLinesStyles = css`
  .order-lines {
    inline-size: 100%;
    border-collapse: collapse;
    /* In a page without a doctype, tables inherit neither. */
    color: inherit;
    font: inherit;
  }
  .order-lines th {
    padding: 0 0 calc(var(--_space) * 2);
    color: var(--_text-muted);
    font-size: var(--_font-small);
    font-weight: 400;
    text-align: start;
    white-space: nowrap;
  }
  .order-lines td {
    padding: calc(var(--_space) * 3) 0;
    border-block-start: 1px solid var(--_border);
    vertical-align: baseline;
  }
  .order-lines :is(th, td) + :is(th, td) {
    padding-inline-start: calc(var(--_space) * 5);
    text-align: end;
  }
  .order-lines td:first-child {
    inline-size: 100%;
    overflow-wrap: anywhere;
  }
  .order-lines .small {
    display: block;
    white-space: nowrap;
  }
  @container (inline-size < 560px) {
    .order-lines thead {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    .order-lines,
    .order-lines tbody {
      display: block;
    }
    .order-lines tr {
      display: grid;
      grid-template-columns: 1fr auto;
      gap: calc(var(--_space) * 1) calc(var(--_space) * 4);
      padding-block: calc(var(--_space) * 3);
      border-block-start: 1px solid var(--_border);
    }
    .order-lines td,
    .order-lines td + td {
      padding: 0;
      border: 0;
    }
    .order-lines td:first-child {
      grid-column: 1 / -1;
    }
    .order-lines .line-quantity {
      grid-area: 2 / 1;
      text-align: start;
    }
    .order-lines .line-price {
      display: none;
    }
    .order-lines .line-total {
      grid-area: 2 / 2;
      font-weight: 600;
    }
  }
  @container (inline-size >= 560px) {
    .order-lines .times {
      display: none;
    }
  }
`;

/** The lines of an order. Roles are written out, for a table shown as cards must stay a table. */
export function orderLines(lines: readonly OrderLine[], { t }: OrderTexts, format: Formatters): TemplateResult {
  return html`<table class="order-lines" role="table" part="lines">
    <thead role="rowgroup">
      <tr role="row">
        <th role="columnheader" scope="col">${t('product')}</th>
        <th role="columnheader" scope="col">${t('quantity')}</th>
        <th role="columnheader" scope="col">${t('unitPrice')}</th>
        <th role="columnheader" scope="col">${t('lineTotal')}</th>
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${lines.map((line) => row(line, t, format))}
    </tbody>
  </table>`;
}

function row(line: OrderLine, t: OrderTexts['t'], format: Formatters): TemplateResult {
  const { product, quantity, unit, unitPrice, total, shippedQuantity } = line;
  const partly = shippedQuantity !== undefined && shippedQuantity > 0 && shippedQuantity !== quantity;
  return html`<tr role="row">
    <td role="cell">
      ${product.title} ${product.sku ? html`<span class="muted small">${product.sku}</span>` : nothing}
    </td>
    <td role="cell" class="line-quantity number">
      ${format.number(quantity)} ${unit ?? nothing}
      <span class="times">× ${format.money(unitPrice)}</span>
      ${
        partly
          ? html`<span class="muted small"
              >${t('shippedOfOrdered', { shipped: format.number(shippedQuantity), ordered: format.number(quantity) })}</span
            >`
          : nothing
      }
    </td>
    <td role="cell" class="line-price number">${format.money(unitPrice)}</td>
    <td role="cell" class="line-total number">${format.money(total)}</td>
  </tr>`;
}
