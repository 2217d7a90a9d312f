import type { Selectable } from 'kysely';
import type { VerifiedCustomer } from '../../../src/adapters/adapter.ts';
import type { PostalAddress } from '../../../src/contract/orders/index.ts';
import { notFound } from '../call.ts';
import { present } from '../orders/mapping.ts';
import type { AddressTable } from '../profile-schema.ts';
import type { CustomerTable } from '../schema.ts';
import type { StoreTransaction } from '../transaction.ts';
import { readAddresses } from './addresses.ts';

/** A customer as an order needs it. */
export interface Buyer extends Selectable<CustomerTable> {
  /** Where deliveries go unless an order says otherwise. */
  deliveryAddress: PostalAddress | undefined;
  /** What stands on invoices. */
  billingAddress: PostalAddress | undefined;
}

export async function readBuyer(transaction: StoreTransaction, customer: VerifiedCustomer): Promise<Buyer> {
  const buyer = await transaction
    .selectFrom('customers')
    .selectAll()
    .where((builder) => builder.and({ tenant_id: customer.tenantId, id: customer.customerId }))
    .executeTakeFirstOrThrow(notFound('customer'));
  const addresses = await readAddresses(transaction, customer);
  const find = (column: 'is_delivery' | 'is_billing') =>
    toPostal(addresses.find((address) => address[column]) ?? addresses[0]);
  return { ...buyer, deliveryAddress: find('is_delivery'), billingAddress: find('is_billing') };
}

function toPostal(row: Selectable<AddressTable> | undefined): PostalAddress | undefined {
  return row && { lines: row.lines, ...present({ recipient: row.recipient, phone: row.phone }) };
}
