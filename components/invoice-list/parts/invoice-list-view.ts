import type { TemplateResult } from 'lit';
import type { InvoiceSummary, listInvoices } from '../../../src/contract/invoices/list.ts';
import type { invoicesMessages } from '../../../src/i18n/invoices.ts';
import { listView, type ListView } from '../../shared/list-view.ts';
import type { LocalizeController } from '../../shared/localize-controller.ts';
import { invoiceHeadRow, invoiceRow, invoiceSkeletonRow, type InvoiceRowContext } from './invoice-row.ts';

type Shared = 'rows' | 'common' | 'ready' | 'narrowed' | 'clear' | 'signIn';

export interface InvoiceListView
  extends Pick<ListView<typeof listInvoices>, Shared>, Omit<InvoiceRowContext, 't' | 'active'> {
  texts: LocalizeController<keyof typeof invoicesMessages.english>;
}

/** The invoices, or what stands in their place. */
export function invoiceListView({ texts, ...view }: InvoiceListView): TemplateResult {
  const context: InvoiceRowContext = { ...view, t: texts.t, active: view.rows.navigation.active };
  const { format, openId, selected, mayPay, mayDownload, downloading } = context;
  return listView({
    ...view,
    t: texts.t,
    selecting: selected !== undefined,
    head: () => invoiceHeadRow(context),
    row: (invoice, index) => invoiceRow(invoice, index, context),
    skeletonRow: (index) => invoiceSkeletonRow(index, context),
    showing: ({ id, document }: InvoiceSummary) => [
      id === openId,
      texts.locale,
      format,
      mayPay,
      mayDownload,
      selected,
      document && downloading?.has(document.id),
    ],
  });
}
