import type { VerifiedCustomer } from '../adapter.ts';

export interface TrytonOptions {
  /** Address of Tryton, such as `https://erp.example`. */
  url: string;
  database: string;
  /** Login of a service account. Let it read and nothing else. */
  user: string;
  password: string;
  /** The id of the party that a customer is in Tryton; they see the invoices that are made out to it. */
  party: (customer: VerifiedCustomer) => number | Promise<number>;
  /**
   * What the `reference` of an invoice looks like where it is the number of an order, such as `/^[A-Z0-9]{16}$/`; other
   * references are the customer's own. Without it invoices name no orders.
   */
  orderReference?: RegExp | undefined;
  /** IANA time zone in which an invoice becomes overdue at midnight; default `UTC`. */
  timeZone?: string | undefined;
  /** Milliseconds for one attempt; default 15 000. */
  timeout?: number | undefined;
  /** The time now; default the clock. */
  now?: (() => Date) | undefined;
  /** Another `fetch`. */
  fetch?: typeof fetch | undefined;
}
