import type { DocumentReference } from '../../contract/documents.ts';
import type { Order } from '../../contract/orders/index.ts';
import { CabinetError } from '../../contract/problem.ts';
import type { OrderBook } from './book.ts';
import type { DemoCompany } from './demo/types.ts';
import type { InvoiceBook } from './invoices.ts';

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string) => text.replace(/[&<>"]/g, (character) => escapes[character] ?? character);

/**
 * A document of an order or an invoice as a small page.
 *
 * @throws CabinetError `not_found` if there is no such document.
 */
export function toDocumentFile(
  documentId: string,
  { company, book, invoices }: { company: DemoCompany; book: OrderBook; invoices: InvoiceBook },
): File {
  const { order } = book.find(documentId.slice(0, documentId.lastIndexOf('-')));
  const document =
    order.documents.find(({ id }) => id === documentId) ?? invoices.toSummary(invoices.find(documentId)).document;
  if (!document) throw new CabinetError('not_found', `There is no document ${documentId}`);
  return write(document, order, company);
}

function write({ title }: DocumentReference, order: Order, company: DemoCompany): File {
  const rows = order.lines.map(
    ({ product, quantity, unit = '', total }) =>
      `<tr><td>${escape(product.title)}<td>${quantity} ${escape(unit)}<td>${total.amount} ${total.currency}`,
  );
  const { amount, currency } = order.totals.total;
  const page = `<!doctype html><html lang="${company.locale}"><meta charset="utf-8"><title>${escape(title)}</title>
<h1>${escape(company.name)}</h1><h2>${escape(title)}</h2>
<table>${rows.join('')}<tr><th>Σ<td><th>${amount} ${currency}</table>`;
  return new File([page], `${title}.html`, { type: 'text/html' });
}
