import { Zip, ZipPassThrough } from 'fflate';
import type { VerifiedCustomer } from '../../src/adapters/adapter.ts';
import { CabinetError } from '../../src/contract/problem.ts';
import { renderReceipt } from '../invoices/receipt.ts';
import { invoiceTexts } from '../invoices/texts.ts';
import { renderPaper, type PaperKind } from '../invoices/render.ts';
import { toMoney } from './amount.ts';
import { readBuyer } from './addresses/buyer.ts';
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
  return toFile(await run(customer, (transaction) => readPaper(transaction, documentId, customer)));
}

/** Several documents as one ZIP; if one is not there, none is. */
export async function archiveDocuments(
  run: RunTransaction,
  documentIds: readonly string[],
  customer: VerifiedCustomer,
): Promise<File> {
  const papers = await run(customer, async (transaction) => {
    const found: Paper[] = [];
    for (const id of new Set(documentIds)) found.push(await readPaper(transaction, id, customer));
    return found;
  });
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const archive = new Zip((error, part) => {
    if (error !== null) throw error;
    parts.push(new Uint8Array(part));
  });
  const names = new Map<string, number>();
  // One page at a time, each let go once it is in the archive.
  for (const paper of papers) {
    const file = await toFile(paper);
    // PDFs are compressed already.
    const entry = new ZipPassThrough(unusedName(file.name, names));
    archive.add(entry);
    entry.push(await file.bytes(), true);
  }
  archive.end();
  const title = invoiceTexts(papers[0]?.locale ?? 'en').archive;
  return new File(parts, `${title}.zip`, { type: 'application/zip' });
}

function unusedName(name: string, names: Map<string, number>): string {
  const times = (names.get(name) ?? 0) + 1;
  names.set(name, times);
  return times === 1 ? name : name.replace(/(\.\w+)$/, ` (${times})$1`);
}

interface Paper {
  title: string;
  /** Language of the paper. */
  locale: string;
  render: () => Promise<Uint8Array<ArrayBuffer>>;
}

// Outside the transaction: setting a page takes longer than a database should wait.
async function toFile({ title, render }: Paper): Promise<File> {
  return new File([await render()], `${title.replace(/[^\p{L}\p{N} ._-]/gu, '_')}.pdf`, { type: 'application/pdf' });
}

async function readPaper(
  transaction: StoreTransaction,
  documentId: string,
  customer: VerifiedCustomer,
): Promise<Paper> {
  const notFound = () => new CabinetError('not_found', 'There is no such document');
  if (documentId.includes('\0')) throw notFound();
  const document = await transaction
    .selectFrom('documents')
    .selectAll()
    .where((builder) => builder.and({ ...owned(customer), id: documentId }))
    .executeTakeFirstOrThrow(notFound);
  const { title } = document;
  if (document.kind === 'receipt') {
    const { receipt } = await transaction
      .selectFrom('payments')
      .select('receipt')
      .where((builder) => builder.and({ ...owned(customer), id: document.payment_id ?? '' }))
      .executeTakeFirstOrThrow(notFound);
    if (receipt === null) throw notFound();
    return { title, locale: receipt.locale, render: () => renderReceipt(receipt) };
  }
  const kind: PaperKind = document.kind === 'delivery_note' ? 'delivery_note' : 'invoice';
  if (document.invoice_id !== null) {
    const {
      content,
      balance,
      currency,
      is_open: isOpen,
    } = await transaction
      .selectFrom('invoices')
      .select(['content', 'balance', 'currency', 'is_open'])
      .where((builder) => builder.and({ ...owned(customer), id: document.invoice_id ?? '' }))
      .executeTakeFirstOrThrow(notFound);
    const due = isOpen ? toMoney(balance, currency).amount : '0';
    return { title, locale: content.locale, render: () => renderPaper(content, kind, { due }) };
  }
  const order = await orderRow(transaction, document.order_id ?? '', customer);
  const lines = await transaction
    .selectFrom('order_lines')
    .selectAll()
    .where((builder) => builder.and({ ...owned(customer), order_id: order.id }))
    .orderBy('position')
    .execute();
  const company = await readCompany(transaction, customer.tenantId);
  const buyer = await readBuyer(transaction, customer);
  const content = invoiceContent(company, buyer, { order, lines }, order.number);
  return { title, locale: content.locale, render: () => renderPaper(content, kind) };
}
