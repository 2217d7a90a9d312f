import { html, nothing, type TemplateResult } from 'lit';
import type { AgingBucket, InvoiceTotals, listInvoices } from '../../../src/contract/invoices/list.ts';
import type { Formatters } from '../../../src/i18n/format.ts';
import { block } from '../../shared/blocks.ts';
import type { DocumentDownloads } from '../../shared/document-downloads.ts';
import { listHead, type ListHead } from '../../shared/list-head.ts';
import type { RowList } from '../../shared/row-list.ts';
import { banner, errorText } from '../../ui/state-panel.ts';
import { tabs } from '../../ui/tabs.ts';
import type { CabinetInvoiceList, InvoiceListTab } from '../invoice-list.ts';
import { owed, owedSkeleton } from './invoice-owed.ts';
import type { InvoiceWords } from './invoice-status.ts';

export interface InvoiceListHead extends Omit<ListHead<typeof listInvoices>, 'list' | 'action' | 't'> {
  t: InvoiceWords;
  format: Formatters;
  rows: RowList<typeof listInvoices>;
  downloads: DocumentDownloads | undefined;
  /** What became of a payment. */
  outcome: TemplateResult | typeof nothing;
  /** What is owed; `undefined` while it is loading, `null` where that cannot be known. */
  currencies: readonly InvoiceTotals[] | undefined | null;
  chosenAges: readonly string[];
  chooseAge: (bucket: AgingBucket) => void;
  /** Absent: nothing may be paid here. */
  pay: (() => void) | undefined;
  tabs: readonly InvoiceListTab[];
  chooseTab: (tab: InvoiceListTab) => void;
  closeNotice: () => void;
}

/** Heading, the outcome of a payment, what is owed, and the views. */
export function invoiceListHead(host: CabinetInvoiceList, head: InvoiceListHead): TemplateResult {
  const { t, format, rows, ready, outcome, currencies, chosenAges, chooseAge, pay } = head;
  const { list } = rows;
  const above = listHead(host, { ...head, list });
  if (!ready) {
    // What comes there, so that nothing moves.
    return html`${above} ${block(host, 'summary', owedSkeleton())}
    ${block(host, 'tabs', html`<div class="tabs"><span class="tab"></span></div>`)}`;
  }
  const nothingThere = list.error !== undefined || (rows.isEmpty && chosenAges.length === 0 && list.total === 0);
  return html`${above} ${outcome} ${downloadFailed(head)}
  ${block(
    host,
    'summary',
    nothingThere || currencies === null
      ? nothing
      : owed({ currencies, t, format, chosen: chosenAges, choose: chooseAge, pay }),
  )}
  ${block(
    host,
    'tabs',
    head.tabs.length < 2 || list.error?.code === 'unauthenticated'
      ? nothing
      : tabs({
          label: t('tabs'),
          tabs: head.tabs.map((name) => ({ name, label: t(`tab.${name}`) })),
          chosen: host.tab,
          choose: head.chooseTab,
          panelId: 'panel',
        }),
  )}`;
}

function downloadFailed({ t, common, rows, downloads, closeNotice }: InvoiceListHead): TemplateResult | typeof nothing {
  const [failed] = downloads?.errors ?? [];
  if (!failed) return nothing;
  const [id, error] = failed;
  const title = rows.at(rows.list.indexOf(({ document }) => document?.id === id))?.document?.title ?? '';
  return banner(`${t('downloadFailed', { title })} ${errorText(error, common)}`, {
    label: common('close'),
    run: closeNotice,
  });
}
