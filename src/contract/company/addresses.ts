import * as z from 'zod/mini';
import { operation } from '../operation.ts';
import { Etag, Id, Text } from '../scalars.ts';

const line = z.string().check(z.maxLength(200));

/** What is typed for an address. */
const addressFields = {
  /** The customer's own name for it, such as "Warehouse". */
  label: z.optional(line),
  recipient: z.optional(line),
  phone: z.optional(z.string().check(z.maxLength(30))),
  /** ISO 3166-1 alpha-2. */
  country: z.string().check(z.regex(/^[A-Z]{2}$/)),
  postalCode: z.optional(z.string().check(z.maxLength(20))),
  region: z.optional(line),
  city: z.string().check(z.minLength(1), z.maxLength(200)),
  /** Street, house, flat. */
  street: z.string().check(z.minLength(1), z.maxLength(300)),
  /** For the driver. */
  note: z.optional(z.string().check(z.maxLength(500))),
};

export const addressPurposes = ['delivery', 'billing'] as const;
export type AddressPurpose = (typeof addressPurposes)[number];

/** An address of the customer. */
export const Address = /* @__PURE__ */ z.object({
  id: Id,
  ...addressFields,
  /** As it is printed on a parcel. */
  lines: z.array(Text),
  defaultFor: z.array(z.enum(addressPurposes)),
  etag: Etag,
});
export type Address = z.output<typeof Address>;

const addresses = z.object({ items: z.array(Address) });

export const listAddresses = operation({
  id: 'addresses.list',
  kind: 'query',
  http: 'GET /addresses',
  summary: 'Every address of the customer, the defaults first',
  input: z.object({}),
  output: addresses,
});

export const addAddress = operation({
  id: 'addresses.add',
  kind: 'mutation',
  http: 'POST /addresses',
  summary: 'Adds an address',
  input: z.object({ ...addressFields, defaultFor: z.optional(z.array(z.enum(addressPurposes))) }),
  output: Address,
});

export const updateAddress = operation({
  id: 'addresses.update',
  kind: 'mutation',
  http: 'PUT /addresses/{addressId}',
  summary: 'Changes an address; orders placed before keep the one they had',
  input: z.object({ addressId: Id, ...addressFields }),
  output: Address,
  conditional: true,
});

export const removeAddress = operation({
  id: 'addresses.remove',
  kind: 'mutation',
  http: 'DELETE /addresses/{addressId}',
  summary: 'Removes an address; answers those that are left',
  input: z.object({ addressId: Id }),
  output: addresses,
});

export const setDefaultAddress = operation({
  id: 'addresses.setDefault',
  kind: 'mutation',
  http: 'PUT /addresses/{addressId}/default',
  summary: 'Deliveries, or bills, go there from now on',
  input: z.object({ addressId: Id, purpose: z.enum(addressPurposes) }),
  output: addresses,
});
