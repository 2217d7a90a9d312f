import { sql } from 'kysely';
import {
  demoCompany,
  type DemoCompany,
  type DemoCustomer,
  type DemoOrder,
  writeOrder,
} from '../../src/adapters/memory/demo/index.ts';
import { planBills, type Bill } from '../../src/adapters/memory/demo/bills.ts';
import { planOrder, prepareHistory } from '../../src/adapters/memory/demo/plan.ts';
import type { Store, StoreTransaction } from '../store/index.ts';
import type { CustomerRecord, OrderRecord } from '../store/records.ts';
import { writeCustomers } from '../store/write/customers.ts';
import { writeEntries } from '../store/write/entries.ts';
import { writeInvoices } from '../store/write/invoices.ts';
import { writeOrders } from '../store/write/orders.ts';
import { writeProducts } from '../store/write/products.ts';
import { writeTenant } from '../store/write/tenants.ts';
import { seedConversations } from './conversations.ts';
import { toEntryRecords, toInvoiceRecord } from './invoices.ts';
import { toOrderRecord, writeDocuments } from './orders.ts';
import { seedSupport } from './support.ts';
import { demoRequisites, seedConsentTexts, seedPeople } from './profile.ts';
import { demoTenant, type DemoSecrets } from './tenant.ts';

export { demoSecrets } from './tenant.ts';

/** Orders written by one transaction: enough to be quick, few enough to need little memory. */
const BATCH = 500;

/** Orders placed in the cabinet are numbered from here, away from the demo's own. */
const FIRST_NUMBER = 9_000_000;

/** Messages of the demo's long conversation before those that are written out. */
const LONG = { usual: 30, large: 10_000 };

export interface SeedOptions {
  /** Also the customer with 100 000 orders, and 10 000 messages in one conversation. Default: `DEMO_LARGE=1` in the environment. */
  large?: boolean | undefined;
  /** The demo's histories end before this moment. Default: now. */
  now?: Date | undefined;
  /** Origins of the sites that show the cabinets. Default: `http://localhost:8080`. */
  origins?: readonly string[] | undefined;
  /** Called after each batch of a long history. */
  onProgress?: ((customer: string, orders: number) => void) | undefined;
  secrets?: ((company: DemoCompany) => DemoSecrets) | undefined;
}

/**
 * Fills the store with the demo's two companies. What is there already stays: stock that was sold, orders
 * that were placed and moved; only customers without any order get their history.
 *
 * @example
 * ```ts
 * await seedDemo(store, { large: true });
 * ```
 */
export async function seedDemo(store: Store, options: SeedOptions = {}): Promise<void> {
  const { large = process.env.DEMO_LARGE === '1', now = new Date() } = options;
  for (const locale of ['en', 'ru'] as const) {
    const company = demoCompany(locale);
    const { tenant, apiKeys } = demoTenant(company, options);
    await writeTenant(store.transaction, tenant, apiKeys);
    const customers = company.customers.filter(({ onRequest }) => large || !onRequest);
    const scope = { tenantId: company.id };
    await store.transaction(scope, async (transaction) => {
      await waitForOthers(transaction);
      const begun = await transaction
        .selectFrom('products')
        .select('id')
        .where('tenant_id', '=', company.id)
        .limit(1)
        .execute();
      if (begun.length === 0) {
        await writeProducts(
          transaction,
          company.id,
          company.products.map(({ id, ...product }) => ({ ...product, externalId: id })),
        );
        await transaction
          .insertInto('counters')
          .values(['order', 'invoice'].map((name) => ({ tenant_id: company.id, name, value: FIRST_NUMBER })))
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      }
      await seedConsentTexts(transaction, company);
      await seedCustomers(transaction, company, customers, now);
      await seedSupport(transaction, company);
    });
    for (const customer of customers) await seedOrders(store, company, customer, now, options);
    await seedConversations(store, company, customers, { now, long: large ? LONG.large : LONG.usual });
  }
}

/** A demo order with its books. */
interface Booked {
  demo: DemoOrder;
  record: OrderRecord;
  bills: Bill[];
}

/** Only those that are new: what the others changed in their cabinets stays. */
async function seedCustomers(
  transaction: StoreTransaction,
  company: DemoCompany,
  customers: readonly DemoCustomer[],
  now: Date,
): Promise<void> {
  const known = await transaction.selectFrom('customers').select('id').where('tenant_id', '=', company.id).execute();
  const there = new Set(known.map(({ id }) => id));
  const added = customers.filter(({ id }) => !there.has(id));
  const records = added.map((customer) => ({ ...toCustomerRecord(customer), ...demoRequisites(company, customer) }));
  await writeCustomers(transaction, company.id, records);
  for (const customer of added) await seedPeople(transaction, company, customer, now);
}

/** Writes a history oldest batch last; if it was cut off, the newest order is there and the rest is written again. */
async function seedOrders(
  store: Store,
  company: DemoCompany,
  customer: DemoCustomer,
  now: Date,
  { onProgress }: SeedOptions,
): Promise<void> {
  const scope = { tenantId: company.id };
  const done = await store.transaction(scope, async (transaction) => {
    const { count } = await transaction
      .selectFrom('orders')
      .select((builder) => builder.fn.countAll<number>().as('count'))
      .where('tenant_id', '=', company.id)
      .where('customer_id', '=', customer.id)
      .executeTakeFirstOrThrow();
    return count >= customer.orderCount;
  });
  if (done) return;
  let batch: Booked[] = [];
  let written = 0;
  const flush = async () => {
    const orders = batch;
    batch = [];
    await store.transaction(scope, async (transaction) => {
      await waitForOthers(transaction);
      const known = await transaction
        .selectFrom('orders')
        .select('id')
        .where('tenant_id', '=', company.id)
        .where(
          'id',
          'in',
          orders.map(({ record }) => record.externalId),
        )
        .execute();
      const there = new Set(known.map(({ id }) => id));
      const missing = orders.filter(({ record }) => !there.has(record.externalId));
      await writeOrders(
        transaction,
        company.id,
        missing.map(({ record }) => record),
      );
      // The orders say already how they are paid.
      const asBooked = { follow: false };
      const invoices = missing.flatMap(({ record, bills }) =>
        bills.map((bill) => toInvoiceRecord(bill, record, company, customer)),
      );
      await writeInvoices(transaction, company.id, invoices, asBooked);
      const entries = missing.flatMap(({ record, bills }) => toEntryRecords(bills, record, company, customer));
      await writeEntries(transaction, company.id, entries, asBooked);
      await writeDocuments(
        transaction,
        company.id,
        customer.id,
        missing.map(({ demo }) => demo),
      );
    });
    written += orders.length;
    onProgress?.(customer.id, written);
  };
  const history = prepareHistory(company, customer, now, customer.orderCount);
  for (let index = 0; index < customer.orderCount; index++) {
    const plan = planOrder(history, index);
    const demo = writeOrder(history, plan);
    batch.push({ demo, record: toOrderRecord(demo, customer), bills: planBills(history, plan) });
    if (batch.length === BATCH) await flush();
  }
  if (batch.length > 0) await flush();
}

/** Several copies of the server may start on one empty database. */
async function waitForOthers(transaction: StoreTransaction): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('cabinet demo'))`.execute(transaction);
}

function toCustomerRecord(customer: DemoCustomer): CustomerRecord {
  return {
    externalId: customer.id,
    name: customer.name,
    taxId: customer.taxId,
    invoiceEmail: customer.invoiceEmail,
    addresses: customer.addresses,
    discountPercent: String(customer.discountPercent),
    people: [...customer.people, ...customer.guests].map(({ id, ...person }) => ({ ...person, externalId: id })),
  };
}
