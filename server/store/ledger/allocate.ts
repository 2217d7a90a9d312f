import { formatDecimal, parseDecimal } from '../amount.ts';
import { owned } from '../orders/order.ts';
import type { StoreTransaction } from '../transaction.ts';
import type { LedgerEntry } from './post.ts';

/** An invoice or credit note that is locked until the transaction ends. */
export interface LockedInvoice {
  id: string;
  kind: string;
  /** Millionths; negative for a credit note. */
  balance: bigint;
  currency: string;
  isVoid: boolean;
}

/** Locks invoices of a customer in the order of their ids, so that two transactions never wait for each other. */
export async function lockInvoices(
  transaction: StoreTransaction,
  customer: { tenantId: string; customerId: string },
  ids: readonly string[],
): Promise<Map<string, LockedInvoice>> {
  if (ids.length === 0) return new Map();
  const rows = await transaction
    .selectFrom('invoices')
    .select(['id', 'kind', 'balance', 'currency', 'is_void'])
    .where((builder) => builder.and(owned(customer)))
    .where('id', 'in', [...new Set(ids)])
    .orderBy('id')
    .forUpdate()
    .execute();
  return new Map(
    rows.map(({ id, kind, balance, currency, is_void: isVoid }) => [
      id,
      { id, kind, balance: parseDecimal(balance), currency, isVoid },
    ]),
  );
}

export interface Allocation {
  invoiceId: string;
  /** Millionths. */
  amount: bigint;
}

/**
 * Rows that set a sum against invoices, each with as much as it still takes; what none takes becomes
 * credit of the customer, so that nothing that was paid is ever lost.
 */
export function settle(
  sum: bigint,
  allocations: readonly Allocation[],
  invoices: ReadonlyMap<string, LockedInvoice>,
  movement: Omit<LedgerEntry, 'amount' | 'invoice_id'>,
): LedgerEntry[] {
  const entries: LedgerEntry[] = [];
  let left = sum;
  for (const { invoiceId, amount } of allocations) {
    const invoice = invoices.get(invoiceId);
    const takes =
      invoice === undefined || invoice.isVoid || invoice.currency !== movement.currency || invoice.balance < 0n
        ? 0n
        : smallest(amount, invoice.balance, left);
    if (invoice === undefined || takes <= 0n) continue;
    left -= takes;
    invoice.balance -= takes;
    entries.push({ ...movement, invoice_id: invoiceId, amount: formatDecimal(-takes) });
  }
  if (left > 0n) entries.push({ ...movement, amount: formatDecimal(-left) });
  return entries;
}

export function smallest(first: bigint, ...others: bigint[]): bigint {
  return others.reduce((least, value) => (value < least ? value : least), first);
}
