import { createHash } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { InvoiceContent } from '../../invoices/content.ts';
import { invoiceTexts } from '../../invoices/texts.ts';
import { formatDecimal, parseDecimal } from '../amount.ts';
import type { InvoiceTable } from '../billing-schema.ts';
import { writeMany } from '../bulk.ts';
import { addDays } from '../days.ts';
import { type Buyer, buyerContent, percent, sellerContent } from '../invoices/content.ts';
import { followInvoices } from '../invoices/order-payment.ts';
import { tellOfPapers } from '../invoices/tell-of-papers.ts';
import { readToday } from '../invoices/today.ts';
import { movementIds, post, type LedgerEntry } from '../ledger/post.ts';
import { searchText } from '../list/search.ts';
import { readCompany, type Company } from '../orders/reorder-basis.ts';
import type { InvoiceRecord, Refusal, WriteOptions, WriteResult } from '../records.ts';
import type { CustomerTable } from '../schema.ts';
import type { StoreTransaction } from '../transaction.ts';

type Known = Pick<
  Selectable<InvoiceTable>,
  'id' | 'customer_id' | 'kind' | 'currency' | 'total' | 'balance' | 'is_void' | 'version' | 'source_hash'
>;
type Customer = Selectable<CustomerTable> & Pick<Buyer, 'billingAddress'>;

/**
 * Adds or replaces invoices and credit notes by their ids. What they change of what is owed is added to the
 * ledger: the whole of a new one, the difference of one whose total has changed, the rest of one that is void.
 */
export async function writeInvoices(
  transaction: StoreTransaction,
  tenantId: string,
  records: readonly InvoiceRecord[],
  { follow = true, tell = false }: WriteOptions = {},
): Promise<WriteResult> {
  if (records.length === 0) return { accepted: 0, refused: [] };
  const company = await readCompany(transaction, tenantId);
  const today = await readToday(transaction, tenantId);
  const known = await readKnown(transaction, tenantId, records);
  const customers = await readCustomers(transaction, tenantId, records);
  const orders = await readOrders(transaction, tenantId, records);
  const refused: Refusal[] = [];
  const changed: Change[] = [];
  for (const record of records) {
    const before = known.get(record.externalId);
    const customer = customers.get(record.customerId);
    const hash = createHash('sha256').update(JSON.stringify(record)).digest('base64url');
    const refuse = (pointer: string, reason: Refusal['reason']) =>
      refused.push({ externalId: record.externalId, pointer, reason });
    const order = record.orderId === undefined ? undefined : orders.get(record.orderId);
    if (customer === undefined) refuse('/customerId', 'unknownCustomer');
    else if (before !== undefined && before.customer_id !== record.customerId)
      refuse('/customerId', 'invoiceOfAnother');
    else if (record.orderId !== undefined && order?.customer_id !== record.customerId)
      refuse('/orderId', 'unknownOrder');
    else if (before !== undefined && before.kind !== (record.kind ?? 'invoice')) refuse('/kind', 'kindChanged');
    else if (before !== undefined && before.currency !== record.currency) refuse('/currency', 'currencyChanged');
    else if (before?.is_void === true && record.void !== true) refuse('/void', 'alreadyVoid');
    else if (before !== undefined && fallsBelowPaid(record, before)) refuse('/totals/total', 'belowPaid');
    else if (before?.source_hash !== hash) {
      changed.push({ record, before, customer, hash, orderNumber: order?.number ?? record.orderNumber });
    }
  }
  await writeRows(transaction, tenantId, company, changed);
  const entries = changed.flatMap((change) => entriesOf(tenantId, change, today));
  await post(transaction, entries);
  const written = changed.map(({ record }) => record.externalId);
  if (follow) await followInvoices(transaction, tenantId, written);
  if (tell) await tellOfPapers(transaction, tenantId, changed, today);
  return { accepted: records.length - refused.length, refused };
}

interface Change {
  record: InvoiceRecord;
  before: Known | undefined;
  customer: Customer;
  hash: string;
  orderNumber: string | undefined;
}

const signOf = (kind: string | undefined) => (kind === 'credit_note' ? -1n : 1n);

function fallsBelowPaid(record: InvoiceRecord, before: Known): boolean {
  if (record.void === true) return false;
  const settled = parseDecimal(before.total) - parseDecimal(before.balance) * signOf(before.kind);
  return parseDecimal(record.totals.total) < settled;
}

function entriesOf(tenantId: string, { record, before }: Change, today: string): LedgerEntry[] {
  const { externalId: id, kind = 'invoice', customerId, number, currency } = record;
  const sign = signOf(kind);
  const total = parseDecimal(record.totals.total);
  const entry = { tenant_id: tenantId, customer_id: customerId, number, currency, invoice_id: id };
  const entries: LedgerEntry[] = [];
  if (before === undefined) {
    entries.push({
      ...entry,
      movement_id: movementIds.invoice(id),
      kind,
      posted_on: record.issuedOn,
      amount: formatDecimal(sign * total),
    });
  }
  const difference = before === undefined ? 0n : sign * (total - parseDecimal(before.total));
  if (difference !== 0n) {
    const movement = movementIds.changed(id, before?.version ?? 0);
    const amount = formatDecimal(difference);
    entries.push({ ...entry, movement_id: movement, kind: 'correction', posted_on: today, amount });
  }
  if (record.void === true && before?.is_void !== true) {
    const left = before === undefined ? sign * total : parseDecimal(before.balance) + difference;
    // What was paid of it stays with the customer as credit; only what was left is taken back.
    if (left !== 0n) {
      const movement = { movement_id: movementIds.voided(id), kind: 'correction' as const };
      const on = before === undefined ? record.issuedOn : today;
      entries.push({ ...entry, ...movement, posted_on: on, amount: formatDecimal(-left) });
    }
  }
  return entries;
}

async function readKnown(
  transaction: StoreTransaction,
  tenantId: string,
  records: readonly InvoiceRecord[],
): Promise<Map<string, Known>> {
  const rows = await transaction
    .selectFrom('invoices')
    .select(['id', 'customer_id', 'kind', 'currency', 'total', 'balance', 'is_void', 'version', 'source_hash'])
    .where('tenant_id', '=', tenantId)
    .where(
      'id',
      'in',
      records.map(({ externalId }) => externalId),
    )
    .orderBy('id')
    .forUpdate()
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

async function readCustomers(
  transaction: StoreTransaction,
  tenantId: string,
  records: readonly InvoiceRecord[],
): Promise<Map<string, Customer>> {
  const rows = await transaction
    .selectFrom('customers')
    .leftJoin('addresses', (join) =>
      join
        .onRef('addresses.tenant_id', '=', 'customers.tenant_id')
        .onRef('addresses.customer_id', '=', 'customers.id')
        .on('addresses.is_billing', '=', true),
    )
    .selectAll('customers')
    .select('addresses.lines')
    .where('customers.tenant_id', '=', tenantId)
    .where('customers.id', 'in', [...new Set(records.map(({ customerId }) => customerId))])
    .execute();
  return new Map(
    rows.map(({ lines, ...row }) => [row.id, { ...row, billingAddress: lines === null ? undefined : { lines } }]),
  );
}

async function readOrders(transaction: StoreTransaction, tenantId: string, records: readonly InvoiceRecord[]) {
  const ids = [...new Set(records.flatMap(({ orderId }) => orderId ?? []))];
  if (ids.length === 0) return new Map<string, { id: string; customer_id: string; number: string }>();
  const rows = await transaction
    .selectFrom('orders')
    .select(['id', 'customer_id', 'number'])
    .where('tenant_id', '=', tenantId)
    .where('id', 'in', ids)
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

const columns = [
  'tenant_id',
  'customer_id',
  'id',
  'order_id',
  'kind',
  'number',
  'issued_on',
  'due_on',
  'order_number',
  'customer_reference',
  'currency',
  'total',
  'is_void',
  'search',
  'source_hash',
  'content',
] as const;

async function writeRows(
  transaction: StoreTransaction,
  tenantId: string,
  company: Company,
  changes: readonly Change[],
): Promise<void> {
  const key = ['tenant_id', 'id'] as const;
  const rows = changes.map((change) => {
    const { record, hash, orderNumber } = change;
    const content = contentOf(company, change);
    return {
      tenant_id: tenantId,
      customer_id: record.customerId,
      id: record.externalId,
      order_id: record.orderId,
      kind: record.kind ?? 'invoice',
      number: record.number,
      issued_on: record.issuedOn,
      due_on: content.dueOn ?? record.issuedOn,
      order_number: orderNumber,
      customer_reference: record.customerReference,
      currency: record.currency,
      total: record.totals.total,
      is_void: record.void ?? false,
      search: searchText(`${record.number}\n${orderNumber ?? ''}`, record.customerReference, record.lines),
      source_hash: hash,
      content,
    };
  });
  await writeMany(transaction, 'invoices', columns, rows, { key, onUpdate: 'version = invoices.version + 1' });
  await writeMany(
    transaction,
    'documents',
    ['tenant_id', 'customer_id', 'order_id', 'id', 'invoice_id', 'kind', 'title', 'media_type', 'issued_at'],
    rows.map(({ content, ...row }) => ({
      tenant_id: tenantId,
      customer_id: row.customer_id,
      order_id: row.order_id,
      id: row.id,
      invoice_id: row.id,
      kind: row.kind,
      title: paperTitle(content),
      media_type: 'application/pdf',
      issued_at: `${row.issued_on}T12:00:00Z`,
    })),
    { key },
  );
}

function paperTitle({ kind, locale, number }: InvoiceContent): string {
  const texts = invoiceTexts(locale);
  return kind === 'credit_note' ? texts.creditNoteTitle(number) : texts.title(number);
}

function contentOf(company: Company, { record, customer, orderNumber }: Change): InvoiceContent {
  const { kind = 'invoice', totals, buyer, issuedOn } = record;
  return {
    kind,
    locale: company.locale,
    number: record.number,
    issuedOn,
    dueOn: kind === 'invoice' ? (record.dueOn ?? addDays(issuedOn, company.payment_days)) : undefined,
    orderNumber,
    customerReference: record.customerReference,
    seller: sellerContent(company),
    buyer: buyer === undefined ? buyerContent(customer) : { ...buyer, address: buyer.address ?? [] },
    currency: record.currency,
    lines: record.lines.map((line) => ({ ...line, quantity: String(line.quantity) })),
    ...totals,
    taxPercent: totals.tax === undefined ? undefined : percent(company.tax_percent),
    taxIncluded: totals.taxIncluded ?? company.tax_included,
    taxes: record.taxes,
    note: record.note,
  };
}
