import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { Money } from '../../../src/contract/money.ts';
import type { PaymentOrder, PaymentOutcome } from '../provider.ts';
import { signWebhook } from '../signature.ts';

/** What the person on the sandbox's page may make happen. */
export const sandboxActions = ['pay', 'early', 'repeat', 'slow', 'decline', 'cancel'] as const;
export type SandboxAction = (typeof sandboxActions)[number];

const SandboxPayment = z.object({
  id: z.string(),
  order: z.object({
    tenantId: z.string(),
    reference: z.string(),
    amount: Money,
    description: z.string(),
    payee: z.string(),
    methodId: z.string(),
    returnUrl: z.string(),
    locale: z.string(),
    expiresAt: z.string(),
  }),
  secret: z.string(),
  state: z.enum(['open', 'pending', 'succeeded', 'failed', 'cancelled', 'refunded']),
  /** When one that is pending succeeds, in milliseconds. */
  succeedsAt: z.optional(z.number()),
});
/** A payment as the sandbox knows it. */
export type SandboxPayment = z.output<typeof SandboxPayment>;

export interface SandboxOptions {
  /** Sends a webhook; true if it was taken. */
  deliver: (tenantId: string, headers: Record<string, string>, body: string) => Promise<boolean>;
  /** Where payments are kept over a restart. Default: nowhere. */
  file?: string | undefined;
  now?: (() => Date) | undefined;
  /** Milliseconds after which a slow payment succeeds. Default 8 s. */
  slowness?: number | undefined;
}

/** Milliseconds between attempts to deliver a webhook. */
const RETRIES = [0, 1000, 5000, 30_000];
const REPEATED = 10;

/** A bank that moves no money: it does what it is told to, and tells of it. */
export class SandboxBank {
  readonly #options: SandboxOptions;
  readonly #payments = new Map<string, SandboxPayment>();
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(options: SandboxOptions) {
    this.#options = options;
    const { file } = options;
    if (file === undefined || !existsSync(file)) return;
    const kept = z.safeParse(z.array(SandboxPayment), JSON.parse(readFileSync(file, 'utf8')));
    for (const payment of kept.data ?? []) {
      this.#payments.set(payment.id, payment);
      if (payment.state === 'pending') this.#succeedLater(payment);
    }
  }

  /** The same reference is the same payment. */
  create(order: PaymentOrder, secret: string): SandboxPayment {
    const known = [...this.#payments.values()].find(
      ({ order: { tenantId, reference } }) => tenantId === order.tenantId && reference === order.reference,
    );
    const payment = known ?? { id: randomUUID(), order, secret, state: 'open' as const };
    this.#keep(payment);
    return payment;
  }

  find(id: string): SandboxPayment | undefined {
    const payment = this.#payments.get(id);
    const { now = () => new Date() } = this.#options;
    if (payment?.state !== 'pending' || (payment.succeedsAt ?? 0) > now().getTime()) return payment;
    return this.#keep({ ...payment, state: 'succeeded' });
  }

  outcomeOf(payment: SandboxPayment): PaymentOutcome {
    const { state, order } = payment;
    const { now = () => new Date() } = this.#options;
    if (state === 'open' && Date.parse(order.expiresAt) <= now().getTime()) return { state: 'expired' };
    return { state, amount: order.amount, ...(state === 'failed' && { failure: 'declined' }) };
  }

  cancel(id: string): PaymentOutcome | undefined {
    const payment = this.find(id);
    if (payment === undefined) return undefined;
    return this.outcomeOf(payment.state === 'open' ? this.#keep({ ...payment, state: 'cancelled' }) : payment);
  }

  /** Does what the person chose; what has ended stays as it is. Settles when the person may go back. */
  async act(id: string, action: SandboxAction): Promise<SandboxPayment | undefined> {
    const payment = this.find(id);
    if (payment === undefined || this.outcomeOf(payment).state !== 'open') return payment;
    const { now = () => new Date(), slowness = 8000 } = this.#options;
    switch (action) {
      case 'slow': {
        const slow = this.#keep({ ...payment, state: 'pending', succeedsAt: now().getTime() + slowness });
        this.#tell(slow);
        this.#succeedLater(slow);
        return slow;
      }
      case 'decline':
        return this.#tell(this.#keep({ ...payment, state: 'failed' }));
      case 'cancel':
        return this.#tell(this.#keep({ ...payment, state: 'cancelled' }));
      case 'early': {
        const paid = this.#keep({ ...payment, state: 'succeeded' });
        await this.#send(paid, `${paid.id}-succeeded`);
        return paid;
      }
      case 'repeat': {
        const paid = this.#keep({ ...payment, state: 'succeeded' });
        for (let times = 0; times < REPEATED; times++) this.#tell(paid);
        return paid;
      }
      case 'pay':
        return this.#tell(this.#keep({ ...payment, state: 'succeeded' }));
    }
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }

  #keep(payment: SandboxPayment): SandboxPayment {
    this.#payments.set(payment.id, payment);
    const { file } = this.#options;
    if (file !== undefined) {
      writeFileSync(`${file}.new`, JSON.stringify([...this.#payments.values()]));
      renameSync(`${file}.new`, file);
    }
    return payment;
  }

  #succeedLater(payment: SandboxPayment): void {
    const { now = () => new Date() } = this.#options;
    this.#later(Math.max((payment.succeedsAt ?? 0) - now().getTime(), 0), () => {
      const paid = this.find(payment.id);
      if (paid?.state === 'succeeded') this.#tell(paid);
    });
  }

  /** Sends the webhook of what is the case, after the answer to the person, and again until it is taken. */
  #tell(payment: SandboxPayment): SandboxPayment {
    const attempt = (count: number) => {
      const wait = RETRIES[count];
      if (wait === undefined) return;
      this.#later(wait, () => {
        void this.#send(payment, `${payment.id}-${payment.state}`).then((taken) => {
          if (!taken) attempt(count + 1);
        });
      });
    };
    attempt(0);
    return payment;
  }

  async #send(payment: SandboxPayment, eventId: string): Promise<boolean> {
    const { deliver, now = () => new Date() } = this.#options;
    const { order, id, secret } = payment;
    const body = JSON.stringify({
      type: 'payment.updated',
      data: { id, reference: order.reference, ...this.outcomeOf(payment) },
    });
    return deliver(order.tenantId, signWebhook(eventId, body, secret, now()), body).catch(() => false);
  }

  #later(milliseconds: number, work: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      work();
    }, milliseconds);
    timer.unref();
    this.#timers.add(timer);
  }
}
