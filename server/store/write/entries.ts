import { createFormat } from '../../invoices/format.ts';
import { formatDecimal, parseDecimal, toMoney } from '../amount.ts';
import { daysBetween } from '../days.ts';
import { followInvoices } from '../invoices/order-payment.ts';
import { readToday } from '../invoices/today.ts';
import { lockInvoices, settle, smallest, type LockedInvoice } from '../ledger/allocate.ts';
import { movementIds, post, type LedgerEntry } from '../ledger/post.ts';
import { tellPayers, type Notification } from '../notifications/tell-person.ts';
import { present } from '../orders/mapping.ts';
import type { EntryRecord, Refusal, WriteOptions, WriteResult } from '../records.ts';
import type { StoreTransaction } from '../transaction.ts';

/** Adds payments, refunds, used credit and corrections of the company's books to the ledger, each once. */
export async function writeEntries(
  transaction: StoreTransaction,
  tenantId: string,
  records: readonly EntryRecord[],
  { follow = true, tell = false }: WriteOptions = {},
): Promise<WriteResult> {
  if (records.length === 0) return { accepted: 0, refused: [] };
  const customers = await customersOf(transaction, tenantId, records);
  const posted = await postedAlready(transaction, tenantId, records);
  const refused: Refusal[] = [];
  const entries: LedgerEntry[] = [];
  for (const [customerId, own] of Map.groupBy(records, (record) => record.customerId)) {
    if (!customers.has(customerId)) {
      refused.push(...own.map((record) => refusal(record, '/customerId', 'unknownCustomer')));
      continue;
    }
    const ids = own.flatMap(({ allocations = [], creditNoteId }) => [
      ...allocations.map(({ invoiceId }) => invoiceId),
      ...(creditNoteId === undefined ? [] : [creditNoteId]),
    ]);
    const invoices = await lockInvoices(transaction, { tenantId, customerId }, ids);
    for (const record of own) {
      if (posted.has(record.externalId)) continue;
      const fault = faultOf(record, invoices);
      if (fault !== null) {
        refused.push(refusal(record, ...fault));
        continue;
      }
      entries.push(...entriesOf(tenantId, record, invoices));
    }
  }
  await post(transaction, entries);
  const touched = entries.flatMap(({ invoice_id: id }) => id ?? []);
  if (follow) await followInvoices(transaction, tenantId, touched);
  if (tell) await tellOfPayments(transaction, tenantId, records, entries);
  return { accepted: records.length - refused.length, refused };
}

function refusal({ externalId }: EntryRecord, pointer: string, reason: Refusal['reason']): Refusal {
  return { externalId, pointer, reason };
}

async function customersOf(transaction: StoreTransaction, tenantId: string, records: readonly EntryRecord[]) {
  const rows = await transaction
    .selectFrom('customers')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('id', 'in', [...new Set(records.map(({ customerId }) => customerId))])
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** Records that are in the ledger; a payment that was made in the cabinet comes back by its id there. */
async function postedAlready(transaction: StoreTransaction, tenantId: string, records: readonly EntryRecord[]) {
  const ids = records.map(({ externalId }) => externalId);
  const movements = ids.flatMap((id) => [movementIds.entry(id), movementIds.payment(id), movementIds.refund(id)]);
  const rows = await transaction
    .selectFrom('ledger')
    .select('movement_id')
    .distinct()
    .where('tenant_id', '=', tenantId)
    .where('movement_id', 'in', movements)
    .execute();
  const found = new Set(rows.map((row) => row.movement_id));
  return new Set(
    records
      .filter(({ externalId: id, kind }) => {
        const ours = kind === 'refund' ? movementIds.refund(id) : movementIds.payment(id);
        return found.has(movementIds.entry(id)) || found.has(ours);
      })
      .map(({ externalId }) => externalId),
  );
}

type Fault = [pointer: string, reason: Refusal['reason']];

function faultOf(record: EntryRecord, invoices: ReadonlyMap<string, LockedInvoice>): Fault | null {
  const amount = parseDecimal(record.amount);
  if (amount === 0n || (amount < 0n && record.kind !== 'correction')) return ['/amount', 'notPositive'];
  const { allocations = [], creditNoteId } = record;
  const wrong = allocations.findIndex(({ invoiceId }) => invoices.get(invoiceId)?.currency !== record.currency);
  if (wrong !== -1) return [`/allocations/${wrong}/invoiceId`, 'unknownInvoice'];
  const negative = allocations.findIndex((allocation) => parseDecimal(allocation.amount) <= 0n);
  if (negative !== -1) return [`/allocations/${negative}/amount`, 'notPositive'];
  const allocated = allocations.reduce((sum, allocation) => sum + parseDecimal(allocation.amount), 0n);
  if (allocated > amount) return ['/allocations', 'tooMuchAllocated'];
  if (creditNoteId !== undefined && invoices.get(creditNoteId)?.kind !== 'credit_note')
    return ['/creditNoteId', 'unknownCreditNote'];
  return record.kind === 'credit' && allocations.length === 0 ? ['/allocations', 'nothingAllocated'] : null;
}

function entriesOf(tenantId: string, record: EntryRecord, invoices: ReadonlyMap<string, LockedInvoice>): LedgerEntry[] {
  const { kind, customerId, on, number, title, currency, creditNoteId } = record;
  const amount = parseDecimal(record.amount);
  const movement = {
    tenant_id: tenantId,
    customer_id: customerId,
    movement_id: movementIds.entry(record.externalId),
    posted_on: on,
    number: number ?? null,
    title: title ?? null,
    currency,
  };
  const allocations = (record.allocations ?? []).map((allocation) => ({
    invoiceId: allocation.invoiceId,
    amount: parseDecimal(allocation.amount),
  }));
  switch (kind) {
    case 'payment':
      return settle(amount, allocations, invoices, { ...movement, kind });
    case 'correction':
      return [{ ...movement, kind, amount: record.amount }];
    case 'refund':
      return spend(amount, { ...movement, kind }, allocations, invoices, creditNoteId);
    case 'credit': {
      const application = { ...movement, kind: 'application' as const };
      const used = settle(
        allocations.reduce((sum, allocation) => sum + allocation.amount, 0n),
        allocations,
        invoices,
        application,
      ).filter(({ invoice_id: id }) => id !== undefined);
      const sum = used.reduce((all, entry) => all - parseDecimal(entry.amount), 0n);
      return [...used, ...spend(sum, application, [], invoices, creditNoteId)];
    }
  }
}

/** Takes a sum out of a credit note as far as it reaches, then back from invoices, then from credit that belongs to none. */
function spend(
  sum: bigint,
  movement: Omit<LedgerEntry, 'amount' | 'invoice_id'>,
  allocations: readonly { invoiceId: string; amount: bigint }[],
  invoices: ReadonlyMap<string, LockedInvoice>,
  creditNoteId: string | undefined,
): LedgerEntry[] {
  const entries: LedgerEntry[] = [];
  let left = sum;
  const take = (invoiceId: string, most: bigint) => {
    const taken = smallest(most, left);
    if (taken <= 0n) return;
    left -= taken;
    entries.push({ ...movement, invoice_id: invoiceId, amount: formatDecimal(taken) });
  };
  const note = creditNoteId === undefined ? undefined : invoices.get(creditNoteId);
  if (note !== undefined) {
    const before = left;
    take(note.id, -note.balance);
    note.balance += before - left;
  }
  for (const { invoiceId, amount } of allocations) if (invoiceId !== creditNoteId) take(invoiceId, amount);
  if (left > 0n) entries.push({ ...movement, amount: formatDecimal(left) });
  return entries;
}

/** Days after which nobody is told of a payment any more: what comes later is a history that is taken over. */
const NEWS_DAYS = 7;

/** What whoever may pay is told of: money that has come, or gone back, by another way than the cabinet. */
const newsOf: { [Kind in EntryRecord['kind']]?: Pick<Notification, 'event' | 'kind'> } = {
  payment: { event: 'payment.received', kind: 'payment_received' },
  refund: { event: 'payment.refunded', kind: 'payment_refunded' },
};

async function tellOfPayments(
  transaction: StoreTransaction,
  tenantId: string,
  records: readonly EntryRecord[],
  entries: readonly LedgerEntry[],
): Promise<void> {
  const posted = new Set(entries.map((entry) => entry.movement_id));
  const today = await readToday(transaction, tenantId);
  for (const { externalId, kind, customerId, on, currency, amount, allocations = [] } of records) {
    const isNew = posted.has(movementIds.entry(externalId)) && daysBetween(on, today) < NEWS_DAYS;
    const news = newsOf[kind];
    if (news === undefined || !isNew) continue;
    const invoices = await numbersOf(
      transaction,
      tenantId,
      allocations.map(({ invoiceId }) => invoiceId),
    );
    await tellPayers(
      transaction,
      { tenantId, customerId },
      {
        ...news,
        payload: ({ locale, cabinetUrl }) => ({
          amount: createFormat(locale, currency).money(toMoney(amount, currency).amount),
          invoices: invoices.join(', '),
          ...present({ url: cabinetUrl }),
        }),
      },
    );
  }
}

async function numbersOf(transaction: StoreTransaction, tenantId: string, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await transaction
    .selectFrom('invoices')
    .select('number')
    .where('tenant_id', '=', tenantId)
    .where('id', 'in', [...ids])
    .orderBy('issued_on')
    .orderBy('id')
    .execute();
  return rows.map(({ number }) => number);
}
