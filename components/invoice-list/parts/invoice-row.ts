import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { InvoiceSummary } from '../../../src/contract/invoices/list.ts';
import type { Formatters } from '../../../src/i18n/format.ts';
import { icon } from '../../ui/icon.ts';
import { skeleton } from '../../ui/skeleton.ts';
import type { InvoiceSelection } from './invoice-selection.ts';
import { invoiceStatus, kindMark, type InvoiceWords } from './invoice-status.ts';

/** What the rows need to know of their list. */
export interface InvoiceRowContext {
  t: InvoiceWords;
  format: Formatters;
  /** Row that the Tab key reaches. */
  active: number;
  /** Invoice whose details are open. */
  openId: string | undefined;
  /** Chosen invoices by id, while some are being chosen. */
  selected: InvoiceSelection | undefined;
  /** The customer may pay here. */
  mayPay: boolean;
  /** The backend hands out files. */
  mayDownload: boolean;
  /** Documents on their way. */
  downloading: ReadonlySet<string> | undefined;
}

/** The heading of the columns; on narrow lists only read out. */
export function invoiceHeadRow({ t, selected }: InvoiceRowContext): TemplateResult {
  return html`<thead role="rowgroup">
    <tr role="row" aria-rowindex="1" part="head-row">
      ${selected ? html`<th role="columnheader" class="select"></th>` : nothing}
      <th role="columnheader" scope="col" class="invoice">${t('number')}</th>
      <th role="columnheader" scope="col" class="issued">${t('issuedOn')}</th>
      <th role="columnheader" scope="col" class="due">${t('dueOn')}</th>
      <th role="columnheader" scope="col" class="state">${t('status')}</th>
      <th role="columnheader" scope="col" class="total">${t('total')}</th>
      <th role="columnheader" scope="col" class="left">${t('left')}</th>
      <th role="columnheader" scope="col" class="action"><span class="visually-hidden">${t('actions')}</span></th>
    </tr>
  </thead>`;
}

/** A row as long as it is not there. */
export function invoiceSkeletonRow(index: number, { selected }: InvoiceRowContext): TemplateResult {
  return html`<tr role="row" class="row unknown" part="row row-skeleton" aria-rowindex=${index + 2}>
    ${selected ? html`<td role="gridcell" class="select"></td>` : nothing}
    <td role="gridcell" class="invoice">${skeleton('medium')}</td>
    <td role="gridcell" class="issued">${skeleton('medium')}</td>
    <td role="gridcell" class="due">${skeleton('medium')}</td>
    <td role="gridcell" class="state">${skeleton('medium')}</td>
    <td role="gridcell" class="total">${skeleton('medium')}</td>
    <td role="gridcell" class="left">${skeleton('medium')}</td>
    <td role="gridcell" class="action"></td>
  </tr>`;
}

/** An invoice or a credit note. What it can do is told by `data-act` on its controls and by its `data-index`. */
export function invoiceRow(invoice: InvoiceSummary, index: number, context: InvoiceRowContext): TemplateResult {
  const { t, format, active, openId, selected, mayPay } = context;
  const { id, number, customerReference, order, issuedOn, dueOn, total, due } = invoice;
  // Only the active row's controls are stops of the Tab key: one list, not a hundred buttons.
  const stop = index === active ? 0 : -1;
  const about = customerReference ?? order?.number;
  const left = Number(due.amount) > 0;
  const payable = mayPay && invoice.allowedActions.includes('pay');
  return html`<tr
    role="row"
    class=${id === openId ? 'row open' : 'row'}
    part="row"
    aria-rowindex=${index + 2}
    aria-current=${id === openId ? 'true' : nothing}
    aria-selected=${selected ? (selected.has(id) ? 'true' : 'false') : nothing}
    tabindex=${stop}
    data-index=${index}
  >
    ${
      selected
        ? html`<td role="gridcell" class="select">
            <input
              type="checkbox"
              tabindex=${stop}
              data-act="select"
              aria-label=${t('selectInvoice', { number })}
              .checked=${live(selected.has(id))}
            />
          </td>`
        : nothing
    }
    <td role="gridcell" class="invoice cut" title=${about ? `${number} · ${about}` : number}>
      <button class="link cut" type="button" tabindex="-1" data-act="open">${number}</button>${
        about ? html`${' · '}<bdi class="muted">${about}</bdi>` : nothing
      }
    </td>
    <td role="gridcell" class="issued cut">
      <span class="word">${t('from', { day: format.day(issuedOn) })}</span
      ><time class="day" datetime=${issuedOn}>${format.day(issuedOn)}</time>
    </td>
    <td role="gridcell" class="due cut">
      ${
        dueOn
          ? html`<span class="word">${t('by', { day: format.day(dueOn) })}</span
              ><time class="day" datetime=${dueOn}>${format.day(dueOn)}</time>`
          : html`<span class="muted">${kindMark(invoice, t)}</span>`
      }
    </td>
    <td role="gridcell" class="state">${invoiceStatus(invoice, t)}</td>
    <td role="gridcell" class="total number ${left ? (due.amount === total.amount ? 'whole' : '') : 'settled'}">
      <bdi>${invoice.kind === 'credit_note' ? '−' : nothing}${format.money(total)}</bdi>
    </td>
    <td role="gridcell" class="left number ${left ? '' : 'none'}">
      ${left ? format.money(due) : html`<span class="muted">—</span>`}
    </td>
    <td role="gridcell" class="action">
      ${
        payable
          ? html`<button
              class="button plain pay"
              part="button"
              type="button"
              tabindex=${stop}
              data-act="pay"
              aria-label=${t('payInvoice', { number })}
            >
              ${t('pay')}
            </button>`
          : nothing
      }
      ${downloadButton(invoice, stop, context)}
    </td>
  </tr>`;
}

function downloadButton(
  { document }: InvoiceSummary,
  stop: number,
  { t, mayDownload, downloading }: InvoiceRowContext,
): TemplateResult | typeof nothing {
  if (!document || !mayDownload) return nothing;
  const busy = downloading?.has(document.id);
  const label = t('download', { title: document.title });
  return html`<button
    class="button plain icon-only"
    part="button"
    type="button"
    tabindex=${stop}
    data-act="download"
    aria-label=${label}
    title=${label}
    aria-busy=${busy ? 'true' : nothing}
  >
    ${icon(busy ? 'refresh' : 'download')}
  </button>`;
}
