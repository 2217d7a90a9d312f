import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { PostalAddress } from '../../../src/contract/orders/index.ts';
import { writeMany } from '../bulk.ts';
import type { StoreTransaction } from '../transaction.ts';

/** The addresses of a customer as the company's system sends them, the default first. */
export interface PushedAddresses {
  customerId: string;
  country: string;
  addresses: readonly PostalAddress[];
}

/** Adds addresses that are new and takes away those that are no longer sent; what the customer added or changed stays. */
export async function writeAddresses(
  transaction: StoreTransaction,
  tenantId: string,
  customers: readonly PushedAddresses[],
): Promise<void> {
  if (customers.length === 0) return;
  const rows = customers.flatMap(({ customerId, country, addresses }) =>
    addresses
      .filter(({ lines }) => lines.length > 0)
      .map((address, index) => ({
        tenant_id: tenantId,
        customer_id: customerId,
        id: idOf(address),
        recipient: address.recipient,
        phone: address.phone,
        country,
        ...partsOf(address.lines),
        lines: address.lines,
        pushed: true,
        position: index + 1,
        is_delivery: false,
        is_billing: false,
        created_at: 'now',
      })),
  );
  const ids = customers.map(({ customerId }) => customerId);
  await sql`delete from addresses where tenant_id = ${tenantId} and pushed and customer_id = any(${ids}::text[])
    and (customer_id, id) not in (
      select customer_id, id from json_to_recordset(${JSON.stringify(rows)}::json) as given (customer_id text, id text))`.execute(
    transaction,
  );
  const columns = ['tenant_id', 'customer_id', 'id', 'recipient', 'phone', 'country', 'postal_code', 'city'] as const;
  const others = ['street', 'lines', 'pushed', 'position', 'is_delivery', 'is_billing', 'created_at'] as const;
  await writeMany(transaction, 'addresses', [...columns, ...others], rows, {
    key: ['tenant_id', 'customer_id', 'id'],
    ignoreKnown: true,
  });
  for (const column of ['is_delivery', 'is_billing'] as const) {
    await sql`update addresses set ${sql.ref(column)} = true
      from (select distinct on (customer_id) customer_id, id from addresses
        where tenant_id = ${tenantId} and customer_id = any(${ids}::text[]) and customer_id not in (
          select customer_id from addresses where tenant_id = ${tenantId} and ${sql.ref(column)})
        order by customer_id, position, created_at) as first
      where addresses.tenant_id = ${tenantId} and addresses.customer_id = first.customer_id and addresses.id = first.id`.execute(
      transaction,
    );
  }
}

/** Names an address by what it says, so that sending it again is the same one. */
function idOf({ recipient = '', lines }: PostalAddress): string {
  return createHash('sha256')
    .update(JSON.stringify([recipient, ...lines]))
    .digest('base64url')
    .slice(0, 22);
}

/** The last line is the town, with its code before or behind it. */
function partsOf(lines: readonly string[]): { street: string; city: string; postal_code: string | undefined } {
  if (lines.length === 1) return { street: lines[0] ?? '', city: '—', postal_code: undefined };
  const town = lines.at(-1) ?? '';
  const street = lines.slice(0, -1).join(', ');
  const before = /^(\d{4,6})\s+(.+)$/.exec(town);
  if (before !== null) return { street, postal_code: before[1], city: before[2] ?? town };
  const behind = /^(.+?),?\s+(\d{4,6})$/.exec(town);
  return { street, postal_code: behind?.[2], city: behind?.[1] ?? town };
}
