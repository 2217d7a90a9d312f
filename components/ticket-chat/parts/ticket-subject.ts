import type { TicketSubject } from '../../../src/contract/tickets/list.ts';

/** Addresses of what a request may be about, `{id}` being the place of its id. */
export interface SubjectUrls {
  orderUrl: string | undefined;
  invoiceUrl: string | undefined;
}

/** The site's page about a subject; undefined: none is known. */
export function subjectUrl({ kind, id }: TicketSubject, { orderUrl, invoiceUrl }: SubjectUrls): string | undefined {
  const url = kind === 'order' ? orderUrl : kind === 'invoice' ? invoiceUrl : undefined;
  return url?.replaceAll('{id}', encodeURIComponent(id));
}

const lists: Partial<Record<string, string>> = { order: 'cabinet-order-history', invoice: 'cabinet-invoice-list' };

/** Without a page for it, the list of orders or invoices that stands on this page shows what a request is about. */
export function showInList({ kind, id }: TicketSubject): void {
  const tag = lists[kind];
  const list = tag ? document.querySelector<HTMLElement & { open?: (id: string) => unknown }>(tag) : null;
  list?.scrollIntoView({ block: 'nearest' });
  void list?.open?.(id);
}
