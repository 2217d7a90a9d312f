import assert from 'node:assert/strict';
import type { Operation } from '../../src/contract/operation.ts';
import { operations } from '../../src/contract/operations.ts';
import { profileEtags, profileSamples } from './profile-samples.ts';
import type { Caller } from './target.ts';
import { ticketSamples } from './ticket-samples.ts';

const { orders, invoices, payments, statements, session } = operations;

/** A valid input of an operation for whoever calls; made from what is there, or by placing an order. */
type Sample = (caller: Caller) => Promise<object>;

async function anyOrderId(caller: Caller): Promise<string> {
  const { items } = await caller.ask(orders.list, { limit: 1 });
  const order = items[0];
  assert.ok(order, 'there must be an order to ask about');
  return order.id;
}

const ofOrder: Sample = async (caller) => ({ orderId: await anyOrderId(caller) });

/** An order that can be repeated now. */
async function repeatable(caller: Caller): Promise<{ orderIds: string[]; terms: string }> {
  const { items } = await caller.ask(orders.list, { limit: 50 });
  for (const { id, allowedActions } of items) {
    if (!allowedActions.includes('reorder')) continue;
    const { orderable, terms } = await caller.ask(orders.previewReorder, { orderIds: [id] });
    if (orderable) return { orderIds: [id], terms };
  }
  return assert.fail('there must be an order that can be repeated');
}

async function documentId(caller: Caller): Promise<string> {
  const { items } = await caller.ask(orders.list, { limit: 50 });
  for (const { id } of items) {
    const { documents } = await caller.ask(orders.get, { orderId: id });
    if (documents[0]) return documents[0].id;
  }
  return assert.fail('there must be an order with a document');
}

async function openInvoiceId(caller: Caller): Promise<string> {
  const { items } = await caller.ask(invoices.list, { open: true, sort: '-due', limit: 50 });
  const invoice = items.find(({ allowedActions }) => allowedActions.includes('pay'));
  assert.ok(invoice, 'there must be an invoice to pay');
  return invoice.id;
}

/** A part of an invoice, so that something is left of it to pay. */
async function paying(caller: Caller) {
  const invoiceIds = [await openInvoiceId(caller)];
  const { minimum, amount } = await caller.ask(payments.preview, { invoiceIds });
  const wish = { invoiceIds, amount: { amount: minimum?.amount ?? '1.00', currency: amount.currency } };
  const { terms } = await caller.ask(payments.preview, wish);
  return { ...wish, terms, returnUrl: `${new URL(caller.url).origin}/account` };
}

/** The year before the newest order, so that something moved in it whatever day it is. */
async function yearOf(caller: Caller) {
  const { items } = await caller.ask(orders.list, { limit: 1 });
  assert.ok(items[0], 'there must be an order to date the year by');
  const day = (days: number): string =>
    new Date(Date.parse(items[0]?.placedAt ?? '') + days * 86_400_000).toISOString().slice(0, 10);
  return { from: day(-365), to: day(1) };
}

const samples: Record<string, Sample> = {
  ...profileSamples,
  ...ticketSamples,
  'documents.archive': async (caller) => ({ documentIds: [await documentId(caller)] }),
  'invoices.list': () => Promise.resolve({}),
  'invoices.summary': () => Promise.resolve({}),
  'invoices.get': async (caller) => ({ invoiceId: await openInvoiceId(caller) }),
  'payments.preview': async (caller) => ({ invoiceIds: [await openInvoiceId(caller)] }),
  'payments.create': paying,
  'payments.get': async (caller) => ({ paymentId: (await caller.ask(payments.create, await paying(caller))).id }),
  'payments.list': () => Promise.resolve({}),
  'payments.cancel': async (caller) => ({ paymentId: (await caller.ask(payments.create, await paying(caller))).id }),
  'statements.get': yearOf,
  'statements.respond': async (caller) => {
    const { movements } = await caller.ask(statements.get, await yearOf(caller));
    assert.ok(movements[0], 'there must be a movement to agree to');
    return { movementId: movements[0].id, response: 'agree' };
  },
  'statements.agree': yearOf,
  'statements.download': async (caller) => ({ ...(await yearOf(caller)), format: 'csv' }),
  'capabilities.get': () => Promise.resolve({}),
  'session.get': () => Promise.resolve({}),
  'session.switchCustomer': async (caller) => ({ customerId: (await caller.ask(session.get, {})).customer.id }),
  'orders.list': () => Promise.resolve({}),
  'orders.get': ofOrder,
  'orders.timeline': ofOrder,
  'orders.shipments': ofOrder,
  'orders.previewReorder': async (caller) => ({ orderIds: [await anyOrderId(caller)] }),
  'orders.reorder': repeatable,
  'orders.requestCancellation': async (caller) => {
    const { order } = await caller.ask(orders.reorder, await repeatable(caller));
    assert.ok(order.allowedActions.includes('request_cancellation'), 'a new order may be cancelled');
    return { orderId: order.id, reason: 'other' };
  },
  'documents.download': async (caller) => ({ documentId: await documentId(caller) }),
};

/** A valid input; an operation without one cannot be checked, and so fails. */
export function sampleOf(operation: Operation, caller: Caller): Promise<object> {
  const sample = samples[operation.id];
  if (sample === undefined) throw new Error(`Add a sample input of ${operation.id} to test/conformance/samples.ts`);
  return sample(caller);
}

/** An input of the same form for ids alone, whether or not the operation could be done; null: it takes no ids. */
export async function idsOf(operation: Operation, caller: Caller): Promise<object | null> {
  switch (operation.id) {
    case 'orders.reorder':
      return { orderIds: [await anyOrderId(caller)], terms: 'unknown' };
    case 'orders.requestCancellation':
      return { orderId: await anyOrderId(caller), reason: 'other' };
    default: {
      const sample = await sampleOf(operation, caller);
      return Object.keys(sample).some((name) => /Ids?$/.test(name)) ? sample : null;
    }
  }
}

/** The same input with ids that nobody has. */
export function withUnknownIds(input: object): object {
  const unknown = `unknown-${crypto.randomUUID()}`;
  const entries = Object.entries(input).map(([name, value]: [string, unknown]) => {
    if (/Id$/.test(name)) return [name, unknown];
    return /Ids$/.test(name) ? [name, [unknown]] : [name, value];
  });
  return Object.fromEntries(entries) as object;
}

/** The version that a conditional operation's sample is made from, as the headers that say so. */
export async function conditionOf({ id }: Operation, caller: Caller): Promise<Record<string, string>> {
  const etag = await etags[id]?.(caller);
  return etag === undefined ? {} : { 'If-Match': `"${etag}"` };
}

const etags: Record<string, (caller: Caller) => Promise<string>> = {
  ...profileEtags,
  'statements.agree': async (caller) => (await caller.ask(statements.get, await yearOf(caller))).etag,
};
