import * as z from 'zod/mini';
import { Money } from '../../../src/contract/money.ts';
import { CabinetError } from '../../../src/contract/problem.ts';
import type { PaymentOrder, PaymentOutcome, PaymentProvider, ProviderMethod } from '../provider.ts';
import { verifyWebhook } from '../signature.ts';

/** Name of the sandbox in a tenant's settings. */
export const SANDBOX = 'sandbox';
/** Where the sandbox's pages are mounted. */
export const SANDBOX_PATH = '/sandbox-pay';

const methods: Record<'en' | 'ru', ProviderMethod[]> = {
  en: [
    { id: 'instant', kind: 'instant', label: 'Instant bank transfer', hint: 'Sandbox: no money is moved' },
    { id: 'card', kind: 'card', label: 'Card', hint: 'Sandbox: no money is moved' },
  ],
  ru: [
    { id: 'instant', kind: 'instant', label: 'Система быстрых платежей', hint: 'Песочница: деньги не списываются' },
    { id: 'card', kind: 'card', label: 'Банковская карта', hint: 'Песочница: деньги не списываются' },
  ],
};

/** How the sandbox is asked: directly, or over a network. */
export interface SandboxConnection {
  create(order: PaymentOrder, secret: string): Promise<{ id: string }>;
  status(id: string): Promise<PaymentOutcome | undefined>;
  cancel(id: string): Promise<PaymentOutcome | undefined>;
}

const states = ['open', 'pending', 'succeeded', 'failed', 'cancelled', 'expired', 'refunded'] as const;

const SandboxEvent = z.object({
  type: z.literal('payment.updated'),
  data: z.object({
    id: z.string().check(z.minLength(1), z.maxLength(200)),
    reference: z.string().check(z.minLength(1), z.maxLength(200)),
    state: z.enum(states),
    amount: z.optional(Money),
    failure: z.optional(z.enum(['declined', 'insufficient_funds', 'other'])),
  }),
});

/** The payment provider of the demo: everything but the money is as it would be with a real one. */
export function sandboxProvider(connection: SandboxConnection): PaymentProvider {
  const known = (outcome: PaymentOutcome | undefined): PaymentOutcome => {
    if (outcome === undefined) throw new CabinetError('unavailable', 'The sandbox does not know this payment');
    return outcome;
  };
  return {
    name: SANDBOX,
    methods: (locale) => methods[locale.toLowerCase().startsWith('ru') ? 'ru' : 'en'],
    async create(order, secret) {
      const { id } = await connection.create(order, secret);
      return { providerId: id, redirectUrl: `${SANDBOX_PATH}/${id}` };
    },
    status: async (providerId) => known(await connection.status(providerId)),
    cancel: async (providerId) => known(await connection.cancel(providerId)),
    parseWebhook(webhook, secret) {
      return Promise.resolve().then(() => {
        const id = verifyWebhook(webhook, secret);
        const event = z.safeParse(SandboxEvent, parseJson(webhook.body));
        if (!event.success) throw new CabinetError('invalid', 'The webhook holds no event of the sandbox');
        const { id: providerId, reference, ...outcome } = event.data.data;
        return { id, providerId, reference, outcome };
      });
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
