import type { BankState } from './bank.ts';

/** A payment's state at the server, as the contract names it. */
export type Status = 'created' | 'pending' | 'succeeded' | 'failed' | 'cancelled' | 'expired' | 'refunded';

/** Whether the outcome is not known yet: what is, is never asked for again. */
export const isUnknown = (status: Status): boolean => status === 'created' || status === 'pending';

/** What a payment becomes when the bank tells of it: the rules once more, apart from the server's own. */
export function next(status: Status, told: BankState): Status {
  if (told === 'open') return status;
  if (status === 'refunded') return status;
  if (status === 'succeeded') return told === 'refunded' ? told : status;
  // What was given up may still turn out to be paid, and what was paid back had been paid.
  if (told === 'succeeded' || told === 'refunded') return told;
  if (!isUnknown(status)) return status;
  return told === 'pending' && status === 'pending' ? status : told;
}

/** One payment, as far as anybody can know what the server says of it. */
export class PaymentModel {
  readonly id: string;
  /** Hundredths. */
  readonly amount: number;
  /** States in which it may be: the server asks the bank by itself, nobody knows when. */
  #possible = new Set<Status>(['created']);
  /** Every state that the bank has ever had: an answer may be on its way for long. */
  readonly #atBank = new Set<BankState>(['open']);

  constructor(id: string, amount: number) {
    this.id = id;
    this.amount = amount;
  }

  get possible(): readonly Status[] {
    return [...this.#possible];
  }

  /** The bank has changed its mind, and has told nobody yet. */
  bankIs(state: BankState): void {
    this.#atBank.add(state);
    this.#mayHaveAsked();
  }

  /** The server has heard this from the bank. */
  hears(told: BankState): void {
    this.#replace((status) => next(status, told));
  }

  /** The server has heard of a sum that was not asked for: it is being checked, and not called paid. */
  hearsOfAnotherSum(): void {
    this.#replace((status) => (status === 'created' ? 'pending' : status));
  }

  /** The server has asked the bank, which it does only for what is not known. */
  asks(state: BankState): void {
    this.#replace((status) => (isUnknown(status) ? next(status, state) : status));
  }

  /** Whether a state that somebody has seen is one of those that there may be; from then on it is known. */
  sees(status: Status): boolean {
    if (!this.#possible.has(status)) return false;
    this.#possible = new Set([status]);
    this.#mayHaveAsked();
    return true;
  }

  #replace(change: (status: Status) => Status): void {
    this.#possible = new Set(this.possible.map(change));
    this.#mayHaveAsked();
  }

  #mayHaveAsked(): void {
    for (const status of this.#possible) {
      // A set that grows while it is walked is walked to its end.
      if (isUnknown(status)) for (const state of this.#atBank) this.#possible.add(next(status, state));
    }
  }
}

/** One customer's account. */
export interface Model {
  /** Hundredths that all invoices are over. */
  readonly invoiced: number;
  readonly payments: PaymentModel[];
}
