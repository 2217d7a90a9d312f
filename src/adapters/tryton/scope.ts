import { CabinetError } from '../../contract/problem.ts';
import type { CallContext } from '../adapter.ts';
import type { TrytonOptions } from './options.ts';
import type { Domain, Tryton } from './session.ts';

/** Who asks, and what is theirs: every question about anything takes one of these conditions. */
export interface Scope {
  party: number;
  /** Of invoices: made out to them by this company, and posted once. A number is given only then. */
  invoices: Domain;
  /** Of what belongs to an invoice, such as its lines. */
  parts: Domain;
  /** Of lines of the ledger: booked for good on an account of what customers owe. */
  ledger: Domain;
  /** Whether a reference of an invoice is the number of an order. */
  isOrder: (reference: string) => boolean;
}

/** @throws CabinetError `unauthenticated` where the server has verified nobody */
export async function scopeOf(options: TrytonOptions, tryton: Tryton, { customer }: CallContext): Promise<Scope> {
  if (!customer) throw new CabinetError('unauthenticated', 'tryton: there is no verified customer');
  const party: unknown = await options.party(customer);
  if (!Number.isSafeInteger(party) || Number(party) < 1) {
    throw new CabinetError('unavailable', 'tryton: party() answered no id of a party');
  }
  const { company } = await tryton.preferences();
  const invoices = (through: string) => [
    [`${through}party`, '=', party],
    [`${through}company`, '=', company],
    [`${through}type`, '=', 'out'],
    [`${through}number`, '!=', null],
    [`${through}state`, 'in', ['posted', 'paid', 'cancelled']],
  ];
  return {
    party: Number(party),
    invoices: invoices(''),
    parts: invoices('invoice.'),
    ledger: [
      ['party', '=', party],
      ['company', '=', company],
      ['account.type.receivable', '=', true],
      ['move_state', '=', 'posted'],
    ],
    isOrder: (reference) => options.orderReference !== undefined && reference.search(options.orderReference) >= 0,
  };
}
