import type { Money } from '../../src/contract/money.ts';
import type { PaymentPreview } from '../../src/contract/payments/index.ts';

/** A way to pay that a provider has. */
export type ProviderMethod = PaymentPreview['methods'][number];

/** What a provider says became of a payment. */
export interface PaymentOutcome {
  /** `open`: its page waits for the person; `pending`: it is not known yet. */
  state: 'open' | 'pending' | 'succeeded' | 'failed' | 'cancelled' | 'expired' | 'refunded';
  /** What was charged; needed for `succeeded`. */
  amount?: Money | undefined;
  /** Why it failed. */
  failure?: 'declined' | 'insufficient_funds' | 'other' | undefined;
}

/** A payment to be made. */
export interface PaymentOrder {
  tenantId: string;
  /** Ours, and the provider's idempotency key: the same reference is the same payment, however often it is sent. */
  reference: string;
  amount: Money;
  /** What the person reads at the provider's. */
  description: string;
  payee: string;
  methodId: string;
  /** Where the person comes back to. */
  returnUrl: string;
  /** BCP 47. */
  locale: string;
  /** RFC 3339: nobody can pay any more then. */
  expiresAt: string;
}

/** What a webhook tells. */
export interface ProviderEvent {
  /** The same for every repetition. */
  id: string;
  reference: string;
  providerId: string;
  outcome: PaymentOutcome;
}

/**
 * A payment provider. Every call may fail by not answering: then nothing is known, and it is asked again. A call
 * that is refused for good throws a `CabinetError` of code `invalid`.
 */
export interface PaymentProvider {
  /** As tenants name it in their settings. */
  name: string;
  methods(locale: string): ProviderMethod[];
  create(order: PaymentOrder, secret: string): Promise<{ providerId: string; redirectUrl: string }>;
  status(providerId: string, secret: string): Promise<PaymentOutcome>;
  /** Gives up what nobody has paid; answers what is then the case, which may be that it is paid. */
  cancel(providerId: string, secret: string): Promise<PaymentOutcome>;
  /**
   * Reads a webhook that the provider has signed.
   *
   * @throws CabinetError `unauthenticated` if it is forged or too old, `invalid` if it is no event
   */
  parseWebhook(webhook: { headers: Headers; body: string; now: Date }, secret: string): Promise<ProviderEvent>;
}
