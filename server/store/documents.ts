import type { VerifiedCustomer } from '../../src/adapters/adapter.ts';
import { CabinetError } from '../../src/contract/problem.ts';
import type { InvoiceContent } from '../invoices/content.ts';
import { renderPaper, type PaperKind } from '../invoices/render.ts';
import { invoiceContent } from './invoices/content.ts';
import { orderRow, owned } from './orders/order.ts';
import { readCompany } from './orders/reorder-basis.ts';
import type { RunTransaction, StoreTransaction } from './transaction.ts';

/** The file of a document: made when it is asked for, of what was kept when it was issued. */
export async function downloadDocument(
  run: RunTransaction,
  documentId: string,
  customer: VerifiedCustomer,
): Promise<File> {
  const { kind, title, content } = await run(customer, (transaction) => readPaper(transaction, documentId, customer));
  // Outside the transaction: setting a page takes longer than a database should wait.
  const pdf = await renderPaper(content, kind);
  return new File([pdf], `${title.replace(/[^\p{L}\p{N} ._-]/gu, '_')}.pdf`, { type: 'application/pdf' });
}

async function readPaper(
  transaction: StoreTransaction,
  documentId: string,
  customer: VerifiedCustomer,
): Promise<{ kind: PaperKind; title: string; content: InvoiceContent }> {
  const notFound = () => new CabinetError('not_found', 'There is no such document');
  if (documentId.includes('\0')) throw notFound();
  const document = await transaction
    .selectFrom('documents')
    .selectAll()
    .where((builder) => builder.and({ ...owned(customer), id: documentId }))
    .executeTakeFirstOrThrow(notFound);
  const kind: PaperKind = document.kind === 'delivery_note' ? 'delivery_note' : 'invoice';
  if (document.invoice_id !== null) {
    const { content } = await transaction
      .selectFrom('invoices')
      .select('content')
      .where((builder) => builder.and({ ...owned(customer), id: document.invoice_id ?? '' }))
      .executeTakeFirstOrThrow(notFound);
    return { kind, title: document.title, content };
  }
  const order = await orderRow(transaction, document.order_id ?? '', customer);
  const lines = await transaction
    .selectFrom('order_lines')
    .selectAll()
    .where((builder) => builder.and({ ...owned(customer), order_id: order.id }))
    .orderBy('position')
    .execute();
  const company = await readCompany(transaction, customer.tenantId);
  const buyer = await transaction
    .selectFrom('customers')
    .selectAll()
    .where((builder) => builder.and({ tenant_id: customer.tenantId, id: customer.customerId }))
    .executeTakeFirstOrThrow(notFound);
  return { kind, title: document.title, content: invoiceContent(company, buyer, { order, lines }, order.number) };
}
