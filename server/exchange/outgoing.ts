import { sql } from 'kysely';
import type { OrderRecord } from '../store/records.ts';
import type { RunTransaction } from '../store/transaction.ts';
import { readOrderRecords } from './order-records.ts';
import type { ExchangeSession } from './sessions.ts';

/** Orders of one answer at most; the rest follows by the next exchange. */
const MAX_ORDERS = 200;

/** An order for 1C, and who it is from. */
export interface OutgoingOrder extends OrderRecord {
  customer: {
    name: string;
    taxId: string | null;
    kpp: string | undefined;
    legalName: string | undefined;
    email: string | null;
  };
}

/**
 * The orders that the cabinet took, or was asked to cancel, and that 1C has not said to have as they are now, the
 * oldest first. They stay so until {@link confirmOrders}: an answer that is lost is given again.
 */
export async function offerOrders(run: RunTransaction, session: ExchangeSession): Promise<OutgoingOrder[]> {
  const { tenantId } = session;
  return run({ tenantId }, async (transaction) => {
    const { rows } = await sql<{ id: string; version: number }>`
      select orders.id, orders.version from orders
        left join exchange_orders as given on given.tenant_id = orders.tenant_id and given.order_id = orders.id
      where orders.tenant_id = ${tenantId} and (orders.source_hash is null or orders.cancellation_state = 'requested')
        and orders.version > coalesce(given.confirmed_version, 0)
      order by orders.placed_at, orders.id limit ${MAX_ORDERS}`.execute(transaction);
    const offered = rows.map(({ id, version }) => ({ id, version }));
    await sql`insert into exchange_orders (tenant_id, order_id, offered_version, offered_to)
      select ${tenantId}, id, version, ${session.id} from json_to_recordset(${JSON.stringify(offered)}::json)
        as offered (id text, version bigint)
      on conflict (tenant_id, order_id) do update
        set offered_version = excluded.offered_version, offered_to = excluded.offered_to`.execute(transaction);
    const records = await readOrderRecords(
      transaction,
      tenantId,
      offered.map(({ id }) => id),
    );
    const ids = [...new Set([...records.values()].map(({ customerId }) => customerId))];
    const customers = await transaction
      .selectFrom('customers')
      .select(['id', 'name', 'tax_id', 'invoice_email', 'requisites'])
      .where('tenant_id', '=', tenantId)
      .where('id', 'in', ids.length > 0 ? ids : [''])
      .execute();
    const customerOf = new Map(customers.map((customer) => [customer.id, customer]));
    return offered.flatMap(({ id }) => {
      const record = records.get(id);
      const customer = record && customerOf.get(record.customerId);
      if (record === undefined || customer === undefined) return [];
      const { name, tax_id: taxId, invoice_email: email, requisites } = customer;
      return [{ ...record, customer: { name, taxId, email, kpp: requisites.kpp, legalName: requisites.legalName } }];
    });
  });
}

/** 1C has what it was given in this session. What has changed since then is given again. */
export async function confirmOrders(run: RunTransaction, { tenantId, id }: ExchangeSession): Promise<void> {
  await run({ tenantId }, (transaction) =>
    transaction
      .updateTable('exchange_orders')
      .set({ confirmed_version: sql`offered_version`, offered_to: null })
      .where('tenant_id', '=', tenantId)
      .where('offered_to', '=', id)
      .execute(),
  );
}
