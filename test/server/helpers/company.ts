import type { VerifiedCustomer } from '../../../src/adapters/adapter.ts';
import type { Store } from '../../../server/store/index.ts';
import type { OrderRecord, ProductRecord } from '../../../server/store/records.ts';
import { writeCustomers } from '../../../server/store/write/customers.ts';
import { writeOrders } from '../../../server/store/write/orders.ts';
import { writeProducts } from '../../../server/store/write/products.ts';
import { writeTenant } from '../../../server/store/write/tenants.ts';

export const API_KEY = 'test-api-key';
/** What every company of the tests shares with the payment provider. */
export const PAYMENT_SECRET = 'a-payment-secret';

/** Products of every company of the tests. */
export const products: ProductRecord[] = [
  { externalId: 'beans', sku: 'B-1', title: 'Coffee beans', unit: 'kg', price: '18.90' },
  { externalId: 'cups', sku: 'C-1', title: 'Paper cups', unit: 'pcs', price: '4.20', stock: 100 },
  { externalId: 'lids', sku: 'L-1', title: 'Cup lids', unit: 'pcs', price: '3.80', stock: 5 },
  { externalId: 'milk', sku: 'M-1', title: 'Oat milk', price: '2.15', discontinued: true, substitutes: ['pea', 'soy'] },
  { externalId: 'pea', sku: 'M-2', title: 'Pea milk', price: '2.05', stock: 50 },
  { externalId: 'soy', sku: 'M-3', title: 'Soy milk', price: '1.95', stock: 0 },
  { externalId: 'syrup', sku: 'S-1', title: 'Vanilla syrup', price: '7.90', stock: 0 },
];

/** Sets up a company with two customers, `one` and `two`, a person each, and its products. No order yet. */
export async function addCompany(store: Store, tenantId: string, currency = 'EUR'): Promise<void> {
  await writeTenant(
    store.transaction,
    {
      id: tenantId,
      name: `Company ${tenantId}`,
      locale: 'en',
      time_zone: 'Europe/Berlin',
      origins: ['https://shop.example'],
      token_issuer: 'https://shop.example',
      token_audience: 'cabinet',
      token_secret: 'a-secret-of-at-least-thirty-two-bytes',
      currency,
      tax_percent: '19',
      tax_included: false,
      free_shipping_from: '250',
      shipping_fee: '9.90',
      delivery_days: 3,
      order_prefix: 'T',
      legal_name: `Company ${tenantId} Ltd.`,
      tax_id: 'DE000000000',
      address: ['Nowhere 1'],
      bank_details: ['IBAN DE00'],
      bank: JSON.stringify({ bank: 'Test Bank', iban: 'DE00 0000 0000 0000 0000 00' }),
      payment_settings: JSON.stringify({
        provider: 'sandbox',
        methods: ['instant', 'card'],
        fees: { card: '1.5' },
        minimum: '5.00',
        maximum: '10000.00',
      }),
      payment_secret: PAYMENT_SECRET,
      mail_from: `orders@${tenantId}.example`,
    },
    [{ name: 'test', key: `${tenantId}-${API_KEY}` }],
  );
  await store.transaction({ tenantId }, async (transaction) => {
    await writeProducts(transaction, tenantId, products);
    await writeCustomers(
      transaction,
      tenantId,
      ['one', 'two'].map((id) => ({
        externalId: id,
        name: `Customer ${id}`,
        invoiceEmail: `${id}@customer.example`,
        addresses: [{ recipient: `Customer ${id}`, lines: ['Street 1', 'Town'] }],
        people: [{ externalId: `${id}-anna`, name: `Anna of ${id}`, login: `${id}-anna`, roles: ['owner'] }],
      })),
    );
  });
}

export function customerOf(tenantId: string, customerId: string): VerifiedCustomer {
  return { tenantId, customerId, personId: `${customerId}-anna`, roles: ['owner'] };
}

/** An order with cups and beans, as a company's system would send it. */
export function orderRecord(externalId: string, changes: Partial<OrderRecord> = {}): OrderRecord {
  return {
    externalId,
    customerId: 'one',
    number: `T-${externalId}`,
    placedAt: '2026-03-01T10:00:00.000Z',
    status: { code: 'confirmed' },
    payment: { code: 'unpaid' },
    fulfilment: { code: 'unfulfilled' },
    currency: 'EUR',
    totals: { subtotal: '79.80', shipping: '9.90', tax: '17.04', total: '106.74' },
    placedBy: { personId: 'one-anna', name: 'Anna of one' },
    lines: [
      {
        productId: 'cups',
        sku: 'C-1',
        title: 'Paper cups',
        unit: 'pcs',
        quantity: 10,
        unitPrice: '4.20',
        total: '42.00',
      },
      {
        productId: 'beans',
        sku: 'B-1',
        title: 'Coffee beans',
        unit: 'kg',
        quantity: 2,
        unitPrice: '18.90',
        total: '37.80',
      },
    ],
    ...changes,
  };
}

export async function addOrders(store: Store, tenantId: string, orders: readonly OrderRecord[]): Promise<void> {
  await store.transaction({ tenantId }, (transaction) => writeOrders(transaction, tenantId, orders));
}
