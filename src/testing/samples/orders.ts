import type { Operation } from '../../contract/operation.ts';
import { operations } from '../../contract/operations.ts';
import type { ItemOf, Page } from '../../contract/page.ts';
import type { Caller } from '../caller.ts';
import { unchecked } from '../expect.ts';
import { ROWS, first, nothing, type Sample, type Samples } from './sample.ts';

const { orders, invoices, payments, statements } = operations;

export async function anyOrderId(caller: Caller): Promise<string> {
  return first((await caller.ask(orders.list, { limit: 1 })).items, 'order').id;
}

const ofOrder: Sample = async (caller) => ({ orderId: await anyOrderId(caller) });

/** An order that can be repeated now. */
export async function repeatable(caller: Caller): Promise<{ orderIds: string[]; terms: string }> {
  const { items } = await caller.ask(orders.list, { limit: ROWS });
  for (const { id, allowedActions } of items) {
    if (!allowedActions.includes('reorder')) continue;
    const { orderable, terms } = await caller.ask(orders.previewReorder, { orderIds: [id] });
    if (orderable) return { orderIds: [id], terms };
  }
  return unchecked('there is no order that can be repeated');
}

/** Places an order, and answers its id. */
export async function placeOrder(caller: Caller): Promise<string> {
  return (await caller.ask(orders.reorder, await repeatable(caller))).order.id;
}

/** A paper of an order, or of an invoice where no order has one. */
async function documentId(caller: Caller): Promise<string> {
  for (const { id } of await rowsOf(caller, orders.list)) {
    if (!caller.offers(orders.get)) break;
    const { documents } = await caller.ask(orders.get, { orderId: id });
    if (documents[0]) return documents[0].id;
  }
  const { document } = first(
    await rowsOf(caller, invoices.list),
    'document',
    (invoice) => invoice.document !== undefined,
  );
  return document?.id ?? unchecked('there is no document');
}

/** The first rows of a list; none where it is not there. */
async function rowsOf<List extends typeof orders.list | typeof invoices.list>(
  caller: Caller,
  list: List,
): Promise<ItemOf<List>[]> {
  if (!caller.offers(list)) return [];
  return ((await caller.ask<Operation>(list, { limit: ROWS })) as Page<ItemOf<List>>).items;
}

export const orderSamples: Samples = {
  'orders.list': nothing,
  'orders.get': ofOrder,
  'orders.timeline': ofOrder,
  'orders.shipments': ofOrder,
  'orders.previewReorder': async (caller) => ({ orderIds: [await anyOrderId(caller)] }),
  'orders.reorder': repeatable,
  'orders.requestCancellation': async (caller) => {
    const { order } = await caller.ask(orders.reorder, await repeatable(caller));
    if (!order.allowedActions.includes('request_cancellation')) unchecked('a new order may not be cancelled');
    return { orderId: order.id, reason: 'other' };
  },
  'documents.download': async (caller) => ({ documentId: await documentId(caller) }),
  'documents.archive': async (caller) => ({ documentIds: [await documentId(caller)] }),
};

async function openInvoiceId(caller: Caller): Promise<string> {
  const { items } = await caller.ask(invoices.list, { open: true, sort: '-due', limit: ROWS });
  return first(items, 'invoice to pay', ({ allowedActions }) => allowedActions.includes('pay')).id;
}

/** A part of an invoice, so that something is left of it to pay. */
async function paying(caller: Caller) {
  const invoiceIds = [await openInvoiceId(caller)];
  const { minimum, amount } = await caller.ask(payments.preview, { invoiceIds });
  const wish = { invoiceIds, amount: { amount: minimum?.amount ?? '1.00', currency: amount.currency } };
  const { terms } = await caller.ask(payments.preview, wish);
  return { ...wish, terms, returnUrl: returnUrlOf(caller) };
}

/** An address on the backend's own site, where it has one. */
const returnUrlOf = (caller: Caller) =>
  'url' in caller ? `${new URL(String(caller.url)).origin}/account` : 'https://shop.example/account';

const newPaymentId = async (caller: Caller) => (await caller.ask(payments.create, await paying(caller))).id;

async function paymentId(caller: Caller): Promise<string> {
  const [payment] = caller.offers(payments.list) ? (await caller.ask(payments.list, { limit: 1 })).items : [];
  return payment?.id ?? newPaymentId(caller);
}

/** The year before the newest order or invoice, so that something moved in it whatever day it is. */
async function yearOf(caller: Caller) {
  const days = [
    ...(await rowsOf(caller, orders.list)).map(({ placedAt }) => placedAt),
    ...(await rowsOf(caller, invoices.list)).map(({ issuedOn }) => issuedOn),
  ];
  const newest = Math.max(...days.map((day) => Date.parse(day)));
  if (days.length === 0) unchecked('there is no order or invoice to date the year by');
  const day = (shift: number): string => new Date(newest + shift * 86_400_000).toISOString().slice(0, 10);
  return { from: day(-365), to: day(1) };
}

export const billingSamples: Samples = {
  'invoices.list': nothing,
  'invoices.summary': nothing,
  'invoices.get': async (caller) => ({
    invoiceId: first((await caller.ask(invoices.list, { limit: 1 })).items, 'invoice').id,
  }),
  'payments.preview': async (caller) => ({ invoiceIds: [await openInvoiceId(caller)] }),
  'payments.create': paying,
  'payments.get': async (caller) => ({ paymentId: await paymentId(caller) }),
  'payments.list': nothing,
  'payments.cancel': async (caller) => ({ paymentId: await newPaymentId(caller) }),
  'statements.get': yearOf,
  'statements.respond': async (caller) => {
    const { movements } = await caller.ask(statements.get, await yearOf(caller));
    return { movementId: first(movements, 'movement to agree to').id, response: 'agree' };
  },
  'statements.agree': yearOf,
  'statements.download': async (caller) => ({ ...(await yearOf(caller)), format: 'csv' }),
};

/** The versions from which the conditional ones are made. */
export const billingEtags: Record<string, (caller: Caller) => Promise<string>> = {
  'statements.agree': async (caller) => (await caller.ask(statements.get, await yearOf(caller))).etag,
};
