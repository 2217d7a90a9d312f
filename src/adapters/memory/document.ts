import type { Order } from '../../contract/orders/index.ts';
import { CabinetError } from '../../contract/problem.ts';
import type { DemoCompany } from './demo/types.ts';

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string) => text.replace(/[&<>"]/g, (character) => escapes[character] ?? character);

/**
 * A document of an order as a small page.
 *
 * @throws CabinetError `not_found` if the order has no such document.
 */
export function toDocumentFile(order: Order, documentId: string, company: DemoCompany): File {
  const document = order.documents.find(({ id }) => id === documentId);
  if (!document) throw new CabinetError('not_found', `There is no document ${documentId}`);
  const rows = order.lines.map(
    ({ product, quantity, unit = '', total }) =>
      `<tr><td>${escape(product.title)}<td>${quantity} ${escape(unit)}<td>${total.amount} ${total.currency}`,
  );
  const { amount, currency } = order.totals.total;
  const page = `<!doctype html><html lang="${company.locale}"><meta charset="utf-8"><title>${escape(document.title)}</title>
<h1>${escape(company.name)}</h1><h2>${escape(document.title)}</h2>
<table>${rows.join('')}<tr><th>Σ<td><th>${amount} ${currency}</table>`;
  return new File([page], `${document.title}.html`, { type: 'text/html' });
}
