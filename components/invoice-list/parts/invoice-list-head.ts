import { html, nothing, type TemplateResult } from 'lit';
import type { AgingBucket, InvoiceTotals, listInvoices } from '../../../src/contract/invoices/list.ts';
import type { Formatters } from '../../../src/i18n/format.ts';
import type { DocumentDownloads } from '../../shared/document-downloads.ts';
import type { LazyParts } from '../../shared/lazy-parts.ts';
import type { RowList } from '../../shared/row-list.ts';
import { banner, errorText, partFailed, type CommonText } from '../../ui/state-panel.ts';
import { tabs } from '../../ui/tabs.ts';
import type { InvoiceListTab } from '../invoice-list.ts';
import { owed } from './invoice-owed.ts';
import type { InvoiceWords } from './invoice-status.ts';

export interface InvoiceListHead {
  t: InvoiceWords;
  common: CommonText;
  format: Formatters;
  rows: RowList<typeof listInvoices>;
  parts: LazyParts<string>;
  downloads: DocumentDownloads;
  heading: string | undefined;
  online: boolean;
  /** What became of a payment. */
  outcome: TemplateResult | typeof nothing;
  /** What is owed; `undefined` while it is loading, `null` where that cannot be known. */
  currencies: readonly InvoiceTotals[] | undefined | null;
  chosenAges: readonly string[];
  chooseAge: (bucket: AgingBucket) => void;
  /** Absent: nothing may be paid here. */
  pay: (() => void) | undefined;
  tabs: readonly InvoiceListTab[];
  tab: InvoiceListTab;
  chooseTab: (tab: InvoiceListTab) => void;
  closeNotice: () => void;
  /** A block of the widget. */
  block: (name: string, content: unknown) => unknown;
}

/** Heading, the outcome of a payment, what is owed, and the views. */
export function invoiceListHead(head: InvoiceListHead): TemplateResult {
  const { t, format, rows, heading, outcome, currencies, chosenAges, chooseAge, pay, block } = head;
  const { length, total, pending } = rows.list;
  const words = total === undefined ? 'atLeast' : 'count';
  const nothingThere = rows.list.error !== undefined || (rows.isEmpty && head.chosenAges.length === 0 && total === 0);
  return html`${block(
    'head',
    html`<header class="head" part="header">
      <h2 part="heading">${heading ?? t('heading')}</h2>
      <bdi class="count muted"> ${pending || length === 0 ? '' : t(words, { count: total ?? length })} </bdi>
    </header>`,
  )}
  ${outcome} ${notes(head)}
  ${block(
    'summary',
    nothingThere || currencies === null
      ? nothing
      : owed({ currencies, t, format, chosen: chosenAges, choose: chooseAge, pay }),
  )}
  ${block(
    'tabs',
    head.tabs.length < 2 || rows.list.error?.code === 'unauthenticated'
      ? nothing
      : tabs({
          label: t('tabs'),
          tabs: head.tabs.map((name) => ({ name, label: t(`tab.${name}`) })),
          chosen: head.tab,
          choose: head.chooseTab,
          panelId: 'panel',
        }),
  )}`;
}

/** What is to be said above rows that are still good. */
function notes({ t, common, rows, parts, downloads, online, closeNotice }: InvoiceListHead): TemplateResult {
  const { list } = rows;
  const { refreshError, length } = list;
  const retry = common('retry');
  const [failed] = downloads.errors;
  const place = failed ? list.indexOf(({ document }) => document?.id === failed[0]) : -1;
  return html`${
    !online && length > 0
      ? banner(common('offline'), undefined, 'offline')
      : refreshError
        ? banner(`${t('failed.refresh')} ${errorText(refreshError, common)}`, { label: retry, run: () => list.retry() })
        : nothing
  }
  ${parts.failed ? partFailed(common) : nothing}
  ${
    failed
      ? banner(
          `${t('downloadFailed', { title: rows.at(place)?.document?.title ?? '' })} ${errorText(failed[1], common)}`,
          { label: common('close'), run: closeNotice },
        )
      : nothing
  }`;
}
