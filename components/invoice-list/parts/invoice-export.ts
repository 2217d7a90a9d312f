import { listInvoices } from '../../../src/contract/invoices/list.ts';
import { invoiceFiltersMessages } from '../../../src/i18n/invoice-filters.ts';
import { invoicesMessages } from '../../../src/i18n/invoices.ts';
import { ListExport, type ExportPlan } from '../../shared/list-export.ts';
import { tidy } from '../../shared/list-filter.ts';
import { LocalizeController } from '../../shared/localize-controller.ts';
import './events.ts';
import { invoiceStatusText } from './invoice-status.ts';

/**
 * Saves every invoice that matches the filters as a CSV file; begins when it is put on the page.
 *
 * @internal
 * @fires {CustomEvent} cabinet-invoices-exported - The file was handed to the browser. `detail.count`, `detail.fileName`
 * @fires close - Nothing is left to see.
 */
export class CabinetInvoiceExport extends ListExport<typeof listInvoices> {
  #texts = new LocalizeController(this, invoiceFiltersMessages);
  #words = new LocalizeController(this, invoicesMessages);

  protected override plan(): ExportPlan<typeof listInvoices> | undefined {
    if (!this.#texts.ready || !this.#words.ready) return undefined;
    const { t } = this.#texts;
    return {
      operation: listInvoices,
      input: (limit) => ({ ...tidy(this.filters), limit }),
      fileName: t('export.file'),
      heading: [
        ...(['number', 'kind', 'issuedOn', 'dueOn', 'order', 'reference', 'status'] as const),
        ...(['overdueDays', 'total', 'paid', 'due', 'currency'] as const),
      ].map((name) => t(`column.${name}`)),
      idOf: ({ id }) => id,
      row: (invoice) => [
        invoice.number,
        t(`kind.${invoice.kind}`),
        invoice.issuedOn,
        invoice.dueOn ?? '',
        invoice.order?.number ?? '',
        invoice.customerReference ?? '',
        invoiceStatusText({ ...invoice, overdueDays: undefined }, this.#words.t),
        { number: String(invoice.overdueDays ?? 0) },
        { number: `${invoice.kind === 'credit_note' ? '-' : ''}${invoice.total.amount}` },
        { number: invoice.paid?.amount ?? '0' },
        { number: invoice.due.amount },
        invoice.total.currency,
      ],
    };
  }

  protected override saved(detail: { count: number; fileName: string }): void {
    this.emit('cabinet-invoices-exported', detail);
  }
}
