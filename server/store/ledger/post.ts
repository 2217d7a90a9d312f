import type { Insertable } from 'kysely';
import type { LedgerTable } from '../billing-schema.ts';
import { writeMany } from '../bulk.ts';
import type { StoreTransaction } from '../transaction.ts';

/** One row of the ledger: positive is owed more, negative is owed less. */
export type LedgerEntry = Omit<Insertable<LedgerTable>, 'created_at'>;

const columns = [
  'tenant_id',
  'customer_id',
  'movement_id',
  'kind',
  'posted_on',
  'number',
  'title',
  'currency',
  'amount',
  'invoice_id',
  'payment_id',
] as const;

/**
 * Adds to the ledger; what is due of the invoices follows in the same statement. A movement that is there
 * already is refused by the database: nothing is posted twice.
 */
export function post(transaction: StoreTransaction, entries: readonly LedgerEntry[]): Promise<void> {
  return writeMany(transaction, 'ledger', columns, entries.map(toRow));
}

function toRow(entry: LedgerEntry): Record<(typeof columns)[number], unknown> {
  const { number = null, title = null, invoice_id = null, payment_id = null } = entry;
  return { ...entry, number, title, invoice_id, payment_id };
}

/** Names of movements, from what they come of: the same thing always makes the same movement. */
export const movementIds = {
  invoice: (invoiceId: string) => `invoice-${invoiceId}`,
  voided: (invoiceId: string) => `void-${invoiceId}`,
  changed: (invoiceId: string, version: number) => `change-${invoiceId}-${version}`,
  payment: (paymentId: string) => `payment-${paymentId}`,
  refund: (paymentId: string) => `refund-${paymentId}`,
  /** What the company's system sent by an id of its own. */
  entry: (entryId: string) => `entry-${entryId}`,
};
