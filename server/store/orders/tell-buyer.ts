import { tellPerson } from '../notifications/tell-person.ts';
import { present } from './mapping.ts';
import type { StoreTransaction } from '../transaction.ts';

/** What the person who placed an order may be told of. */
const notices = [
  { step: 'confirmed', event: 'order.confirmed', kind: 'order_confirmed' },
  { step: 'shipped', event: 'order.shipped', kind: 'order_shipped' },
  { step: 'delivered', event: 'order.delivered', kind: 'order_delivered' },
] as const;

/** Tells the person who placed an order how far it has come. */
export async function tellBuyer(
  transaction: StoreTransaction,
  buyer: { tenantId: string; customerId: string; personId: string },
  order: { id: string; number: string },
  steps: readonly string[],
): Promise<void> {
  for (const { event, kind } of notices.filter(({ step }) => steps.includes(step))) {
    await tellPerson(transaction, buyer, {
      event,
      kind,
      opens: { 'orders.order': order.id },
      payload: ({ cabinetUrl }) => ({ number: order.number, ...present({ url: cabinetUrl }) }),
    });
  }
}
