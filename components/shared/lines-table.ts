import { css, html, nothing, type TemplateResult } from 'lit';
import type { Money } from '../../src/contract/money.ts';
import type { Formatters } from '../../src/i18n/format.ts';

/** Looks of {@link linesTable}: a table where there is room, a card for each line where there is not. */
export const linesTableStyles = css`
  .lines-table {
    inline-size: 100%;
    border-collapse: collapse;
    /* In a page without a doctype, tables inherit neither. */
    color: inherit;
    font: inherit;
  }
  .lines-table th {
    padding: 0 0 calc(var(--_space) * 2);
    color: var(--_text-muted);
    font-size: var(--_font-small);
    font-weight: 400;
    text-align: start;
    white-space: nowrap;
  }
  .lines-table td {
    padding: calc(var(--_space) * 3) 0;
    border-block-start: 1px solid var(--_border);
    vertical-align: baseline;
  }
  .lines-table :is(th, td) + :is(th, td) {
    padding-inline-start: calc(var(--_space) * 5);
    text-align: end;
  }
  .lines-table td:first-child {
    inline-size: 100%;
    overflow-wrap: anywhere;
  }
  .lines-table .small {
    display: block;
  }
  .unit {
    display: inline-block;
    max-inline-size: 9em;
    vertical-align: bottom;
  }
  @container (inline-size < 560px) {
    .lines-table thead {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    .lines-table,
    .lines-table tbody {
      display: block;
    }
    .lines-table tr {
      display: grid;
      grid-template-columns: 1fr auto;
      gap: calc(var(--_space) * 1) calc(var(--_space) * 4);
      padding-block: calc(var(--_space) * 3);
      border-block-start: 1px solid var(--_border);
    }
    .lines-table td,
    .lines-table td + td {
      padding: 0;
      border: 0;
    }
    .lines-table td:first-child {
      grid-column: 1 / -1;
    }
    .lines-table .line-quantity {
      grid-area: 2 / 1;
      text-align: start;
    }
    .lines-table .line-price {
      display: none;
    }
    .lines-table .line-total {
      grid-area: 2 / 2;
      font-weight: 600;
    }
  }
  @container (inline-size >= 560px) {
    .lines-table .times {
      display: none;
    }
  }
`;

/** A line of an order or an invoice, its texts ready to show. */
export interface TableLine {
  title: string;
  /** Below the title, such as the article. */
  detail?: string | undefined;
  quantity: number;
  unit?: string | undefined;
  /** Below the quantity, such as how much of it is sent. */
  quantityDetail?: string | undefined;
  unitPrice: Money;
  total: Money;
}

/** The names of the columns. */
export type LinesText = (key: 'product' | 'quantity' | 'unitPrice' | 'lineTotal') => string;

/** Lines with their prices. Roles are written out, for a table shown as cards must stay a table. */
export function linesTable(lines: readonly TableLine[], t: LinesText, format: Formatters): TemplateResult {
  return html`<table class="lines-table" role="table" part="lines">
    <thead role="rowgroup">
      <tr role="row">
        <th role="columnheader" scope="col">${t('product')}</th>
        <th role="columnheader" scope="col">${t('quantity')}</th>
        <th role="columnheader" scope="col">${t('unitPrice')}</th>
        <th role="columnheader" scope="col">${t('lineTotal')}</th>
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${lines.map((line) => row(line, format))}
    </tbody>
  </table>`;
}

/** `12 pcs`, a unit without end being cut. */
export function quantityOf(quantity: number, unit: string | undefined, format: Formatters): TemplateResult {
  return html`${format.number(quantity)} ${unit ? html`<bdi class="cut unit">${unit}</bdi>` : nothing}`;
}

function row(line: TableLine, format: Formatters): TemplateResult {
  const { title, detail, quantity, unit, quantityDetail, unitPrice, total } = line;
  return html`<tr role="row">
    <td role="cell">${title} ${detail ? html`<span class="muted small">${detail}</span>` : nothing}</td>
    <td role="cell" class="line-quantity number">
      ${quantityOf(quantity, unit, format)}
      <span class="times">× ${format.money(unitPrice)}</span>
      ${quantityDetail ? html`<span class="muted small">${quantityDetail}</span>` : nothing}
    </td>
    <td role="cell" class="line-price number">${format.money(unitPrice)}</td>
    <td role="cell" class="line-total number">${format.money(total)}</td>
  </tr>`;
}
