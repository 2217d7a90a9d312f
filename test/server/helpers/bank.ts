import { SandboxBank } from '../../../server/payments/sandbox/bank.ts';
import { sandboxProvider } from '../../../server/payments/sandbox/provider.ts';
import { signWebhook } from '../../../server/payments/signature.ts';
import type { Store } from '../../../server/store/index.ts';
import type { Money, Payment } from '../../../src/contract/index.ts';
import { PAYMENT_SECRET } from './company.ts';

/** What a webhook tells of a payment, and what is wrong with it. */
export type Told = [
  payment: Pick<Payment, 'id' | 'redirectUrl'>,
  state: string,
  options?: { event?: string; amount?: Money; secret?: string; at?: Date; tenant?: string },
];

/** A bank whose webhooks go nowhere: the tests bring them. */
export function quietBank() {
  const bank = new SandboxBank({ deliver: () => Promise.resolve(true) });
  const reach = <Value>(value: () => Value): Promise<Value> =>
    books.reachable ? Promise.resolve(value()) : Promise.reject(new Error('no answer'));
  const bankIdOf = ({ redirectUrl }: Pick<Payment, 'redirectUrl'>) => redirectUrl?.split('/').at(-1) ?? '';
  const books = {
    bank,
    /** Whether it answers. */
    reachable: true,
    provider: sandboxProvider({
      create: (order, secret) => reach(() => bank.create(order, secret)),
      status: (id) =>
        reach(() => {
          const payment = bank.find(id);
          return payment && bank.outcomeOf(payment);
        }),
      cancel: (id) => reach(() => bank.cancel(id)),
    }),
    bankIdOf,
    /** Sends a webhook as the bank would. */
    tell(store: Store, ...[payment, state, options = {}]: Told) {
      const { event = `event-${crypto.randomUUID()}`, secret = PAYMENT_SECRET, at = new Date() } = options;
      const id = bankIdOf(payment);
      const amount = options.amount ?? bank.find(id)?.order.amount;
      const body = JSON.stringify({ type: 'payment.updated', data: { id, reference: payment.id, state, amount } });
      const headers = new Headers(signWebhook(event, body, secret, at));
      return store.payments.receive(options.tenant ?? 'acme', 'sandbox', { headers, body, now: new Date() });
    },
  };
  return books;
}
