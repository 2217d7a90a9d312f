import * as z from 'zod/mini';
import type { DocumentReference } from '../contract/documents.ts';
import { listInvoices } from '../contract/invoices/list.ts';
import type { Adapter, CallContext } from './adapter.ts';

/** Milliseconds after which an order is shown without its invoices. */
const PATIENCE = 3000;
/** More than that no order has. */
const LIMIT = 20;

/**
 * The papers of an order's invoices, which another system has than the one that has the order. Where that one fails, is
 * slow or knows of none, there are none: the order is shown all the same, and nothing leads nowhere.
 */
export async function papersOf(orderId: string, source: Adapter, context: CallContext): Promise<DocumentReference[]> {
  if (!source.supports(listInvoices)) return [];
  const patience = new AbortController();
  const { signal } = patience;
  const timer = setTimeout(() => patience.abort(), PATIENCE);
  const giveUp = new Promise<never>((_resolve, reject) =>
    signal.addEventListener('abort', () => reject(signal.reason)),
  );
  const either = context.signal ? AbortSignal.any([context.signal, signal]) : signal;
  try {
    const asked = source.call(listInvoices, { orderId, limit: LIMIT }, { ...context, signal: either });
    const answer = await Promise.race([asked, giveUp]);
    // A system that knows nothing of the filter answers with the invoices of other orders too.
    const own = z.parse(listInvoices.output, answer).items.filter(({ order }) => order?.id === orderId);
    return own.flatMap(({ document }) => document ?? []);
  } catch {
    context.signal?.throwIfAborted();
    return [];
  } finally {
    clearTimeout(timer);
  }
}
