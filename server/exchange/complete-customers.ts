import * as z from 'zod/mini';
import { PushedCustomer } from '../push/schemas.ts';
import { isOneOf } from '../store/bulk.ts';
import type { CustomerRecord, WriteResult } from '../store/records.ts';
import type { StoreTransaction } from '../store/transaction.ts';
import { writeCustomers } from '../store/write/customers.ts';

/** A partner of 1C as a customer; nothing in it says who may sign in. */
export const ExchangedCustomer = z.omit(PushedCustomer, { discountPercent: true, people: true });
export type ExchangedCustomer = z.output<typeof ExchangedCustomer>;

/** Writes partners. What 1C does not tell of a customer, such as a discount or colleagues, stays. */
export async function writeExchangedCustomers(
  transaction: StoreTransaction,
  tenantId: string,
  customers: readonly ExchangedCustomer[],
): Promise<WriteResult> {
  const ids = customers.map(({ externalId }) => externalId);
  const rows = await transaction
    .selectFrom('customers')
    .select(['id', 'invoice_email', 'discount_percent'])
    .where('tenant_id', '=', tenantId)
    .where(isOneOf('id', ids))
    .orderBy('id')
    .forUpdate()
    .execute();
  const known = new Map(rows.map((row) => [row.id, row]));
  const people = await transaction
    .selectFrom('people')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where(isOneOf('id', ids))
    .execute();
  const taken = new Set(people.map(({ id }) => id));
  const records = customers.map((customer): CustomerRecord => {
    const { externalId, name } = customer;
    const before = known.get(externalId);
    if (before !== undefined) {
      const { invoice_email: email, discount_percent: discountPercent } = before;
      return { ...customer, invoiceEmail: customer.invoiceEmail ?? email ?? undefined, discountPercent };
    }
    // The company's site signs its visitor in as the partner itself until it sends people of its own.
    return taken.has(externalId) ? customer : { ...customer, people: [{ externalId, name, roles: ['owner'] }] };
  });
  return writeCustomers(transaction, tenantId, records);
}

/** Which customer a partner is: by its id, otherwise by a tax number that one customer alone has. */
export async function findCustomers(
  transaction: StoreTransaction,
  tenantId: string,
  partners: readonly ExchangedCustomer[],
): Promise<Map<string, string>> {
  const known = transaction.selectFrom('customers').select(['id', 'tax_id']).where('tenant_id', '=', tenantId);
  const byId = await known
    .where(
      isOneOf(
        'id',
        partners.map(({ externalId }) => externalId),
      ),
    )
    .execute();
  const found = new Map(byId.map(({ id }) => [id, id]));
  const strangers = partners.filter(({ externalId, taxId }) => !found.has(externalId) && taxId !== undefined);
  if (strangers.length === 0) return found;
  const byTaxId = await known
    .where(
      isOneOf(
        'tax_id',
        strangers.flatMap(({ taxId }) => taxId ?? []),
      ),
    )
    .execute();
  for (const { externalId, taxId } of strangers) {
    const [only, ...others] = byTaxId.filter((row) => row.tax_id === taxId);
    if (only !== undefined && others.length === 0) found.set(externalId, only.id);
  }
  return found;
}
