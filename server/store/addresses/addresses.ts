import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import type {
  Address,
  AddressPurpose,
  addAddress,
  setDefaultAddress,
  updateAddress,
} from '../../../src/contract/company/index.ts';
import type { ParsedInputOf } from '../../../src/contract/operation.ts';
import { announce } from '../announce.ts';
import { type VerifiedCall, act, notFound, storableId } from '../call.ts';
import { assertUnchanged, etagOf } from '../etag.ts';
import { present } from '../orders/mapping.ts';
import { owned } from '../orders/order.ts';
import type { AddressTable } from '../profile-schema.ts';
import { refuse, refuseField } from '../refuse.ts';
import type { RunTransaction, StoreTransaction } from '../transaction.ts';
import { wordsFor } from '../words/index.ts';
import { addressLines } from './lines.ts';

type Row = Selectable<AddressTable>;
type Fields = Omit<ParsedInputOf<typeof updateAddress>, 'addressId'>;

const MAX_ADDRESSES = 100;
const columnOf = { delivery: 'is_delivery', billing: 'is_billing' } as const;

export function listAddresses(run: RunTransaction, call: VerifiedCall): Promise<{ items: Address[] }> {
  return run(call.customer, (transaction) => readAll(transaction, call));
}

async function readAll(transaction: StoreTransaction, call: VerifiedCall): Promise<{ items: Address[] }> {
  return { items: (await readAddresses(transaction, call.customer)).map(toAddress) };
}

/** The addresses of a customer, the defaults first. */
export function readAddresses(
  transaction: StoreTransaction,
  customer: { tenantId: string; customerId: string },
): Promise<Row[]> {
  return transaction
    .selectFrom('addresses')
    .selectAll()
    .where((builder) => builder.and(owned(customer)))
    .orderBy('is_delivery', 'desc')
    .orderBy('is_billing', 'desc')
    .orderBy('position')
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

function toAddress(row: Row): Address {
  return {
    id: row.id,
    country: row.country,
    city: row.city,
    street: row.street,
    lines: row.lines,
    defaultFor: [
      ...(row.is_delivery ? (['delivery'] as const) : []),
      ...(row.is_billing ? (['billing'] as const) : []),
    ],
    etag: etagOf([
      row.label,
      row.recipient,
      row.phone,
      row.country,
      row.postal_code,
      row.region,
      row.city,
      row.street,
      row.note,
    ]),
    ...present({
      label: row.label,
      recipient: row.recipient,
      phone: row.phone,
      postalCode: row.postal_code,
      region: row.region,
      note: row.note,
    }),
  };
}

/**
 * The customer is held until the transaction ends: the defaults depend on all addresses together. Not its key: every
 * idempotency record holds that too, and two acts at once would wait for each other.
 */
async function lockCustomer(transaction: StoreTransaction, { customer }: VerifiedCall): Promise<void> {
  await transaction
    .selectFrom('customers')
    .select('id')
    .where((builder) => builder.and({ tenant_id: customer.tenantId, id: customer.customerId }))
    .forNoKeyUpdate()
    .execute();
}

async function rowOf(transaction: StoreTransaction, addressId: string, { customer }: VerifiedCall): Promise<Row> {
  return transaction
    .selectFrom('addresses')
    .selectAll()
    .where((builder) => builder.and({ ...owned(customer), id: storableId(addressId, 'address') }))
    .executeTakeFirstOrThrow(notFound('address'));
}

const changed = (transaction: StoreTransaction, { customer }: VerifiedCall, entityId: string) =>
  announce(transaction, customer.tenantId, [
    { customerId: customer.customerId, type: 'address.updated', entity: 'addresses', entityId },
  ]);

/** The columns of what was typed. */
function valuesOf(fields: Fields, locale: string | undefined) {
  const words = wordsFor(locale);
  const clean = (text: string | undefined) => text?.trim() || null;
  const street = clean(fields.street);
  const city = clean(fields.city);
  if (street === null) throw refuseField('/street', words.street);
  if (city === null) throw refuseField('/city', words.city);
  if (!isCountry(fields.country)) throw refuseField('/country', words.unknownCountry);
  const values = {
    label: clean(fields.label),
    recipient: clean(fields.recipient),
    phone: clean(fields.phone),
    country: fields.country,
    postal_code: clean(fields.postalCode),
    region: clean(fields.region),
    city,
    street,
    note: clean(fields.note),
  };
  return { ...values, lines: addressLines(values) };
}

/** Names of countries are known for those that there are; of others the code itself comes back. */
function isCountry(code: string): boolean {
  return new Intl.DisplayNames('en', { type: 'region', fallback: 'none' }).of(code) !== undefined && code !== 'ZZ';
}

export function addNewAddress(
  run: RunTransaction,
  input: ParsedInputOf<typeof addAddress>,
  call: VerifiedCall,
): Promise<Address> {
  return act(run, call.customer, call, 'addresses.add', input, async (transaction) => {
    await lockCustomer(transaction, call);
    const known = await readAddresses(transaction, call.customer);
    if (known.length >= MAX_ADDRESSES) throw refuse('conflict', 'tooManyAddresses', call.locale);
    const id = randomUUID();
    await transaction
      .insertInto('addresses')
      .values({ ...owned(call.customer), id, ...valuesOf(input, call.locale), position: known.length + 1 })
      .execute();
    // The first address serves for everything.
    const purposes: AddressPurpose[] = known.length === 0 ? ['delivery', 'billing'] : (input.defaultFor ?? []);
    for (const purpose of purposes) await makeDefault(transaction, id, purpose, call);
    await changed(transaction, call, id);
    return toAddress(await rowOf(transaction, id, call));
  });
}

export function changeAddress(
  run: RunTransaction,
  { addressId, ...fields }: ParsedInputOf<typeof updateAddress>,
  call: VerifiedCall,
): Promise<Address> {
  return act(run, call.customer, call, 'addresses.update', { addressId, ...fields }, async (transaction) => {
    await lockCustomer(transaction, call);
    const row = await rowOf(transaction, addressId, call);
    assertUnchanged(call.ifMatch, toAddress(row).etag);
    await transaction
      .updateTable('addresses')
      // The customer's own from now on: what the company's system sends no longer takes it away.
      .set({ ...valuesOf(fields, call.locale), pushed: false })
      .where((builder) => builder.and({ ...owned(call.customer), id: addressId }))
      .execute();
    await changed(transaction, call, addressId);
    return toAddress(await rowOf(transaction, addressId, call));
  });
}

export function dropAddress(run: RunTransaction, addressId: string, call: VerifiedCall): Promise<{ items: Address[] }> {
  return act(run, call.customer, call, 'addresses.remove', { addressId }, async (transaction) => {
    await lockCustomer(transaction, call);
    const row = await rowOf(transaction, addressId, call);
    await transaction
      .deleteFrom('addresses')
      .where((builder) => builder.and({ ...owned(call.customer), id: row.id }))
      .execute();
    const [next] = await readAddresses(transaction, call.customer);
    // Deliveries and bills still have to go somewhere.
    for (const purpose of toAddress(row).defaultFor) {
      if (next !== undefined) await makeDefault(transaction, next.id, purpose, call);
    }
    await changed(transaction, call, addressId);
    return readAll(transaction, call);
  });
}

export function chooseDefault(
  run: RunTransaction,
  input: ParsedInputOf<typeof setDefaultAddress>,
  call: VerifiedCall,
): Promise<{ items: Address[] }> {
  return act(run, call.customer, call, 'addresses.setDefault', input, async (transaction) => {
    await lockCustomer(transaction, call);
    const { id } = await rowOf(transaction, input.addressId, call);
    await makeDefault(transaction, id, input.purpose, call);
    await changed(transaction, call, id);
    return readAll(transaction, call);
  });
}

async function makeDefault(
  transaction: StoreTransaction,
  id: string,
  purpose: AddressPurpose,
  { customer }: VerifiedCall,
): Promise<void> {
  const column = columnOf[purpose];
  const addresses = () => transaction.updateTable('addresses').where((builder) => builder.and(owned(customer)));
  await addresses()
    .set({ [column]: false })
    .where(column, '=', true)
    .execute();
  await addresses()
    .set({ [column]: true })
    .where('id', '=', id)
    .execute();
}
