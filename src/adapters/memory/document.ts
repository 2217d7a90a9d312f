import type { Money } from '../../contract/money.ts';
import type { Payment } from '../../contract/payments/index.ts';
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
  return write(
    document.title,
    order.lines.map(({ product, quantity, unit = '', total }) => [product.title, `${quantity} ${unit}`, total]),
    order.totals.total,
    company,
  );
}

/** The receipt of a payment. */
export function toReceiptFile(title: string, { allocations, total }: Payment, company: DemoCompany): File {
  return write(
    title,
    allocations.map(({ number, amount }) => [number, '', amount]),
    total,
    company,
  );
}

function write(
  title: string,
  lines: readonly (readonly [title: string, quantity: string, amount: Money])[],
  { amount, currency }: Money,
  company: DemoCompany,
): File {
  const rows = lines.map(
    ([name, quantity, sum]) => `<tr><td>${escape(name)}<td>${escape(quantity)}<td>${sum.amount} ${sum.currency}`,
  );
  const page = `<!doctype html><html lang="${company.locale}"><meta charset="utf-8"><title>${escape(title)}</title>
<h1>${escape(company.name)}</h1><h2>${escape(title)}</h2>
<table>${rows.join('')}<tr><th>Σ<td><th>${amount} ${currency}</table>`;
  return new File([page], `${title}.html`, { type: 'text/html' });
}
