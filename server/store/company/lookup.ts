import type { RegisteredCompany } from '../../../src/contract/company/index.ts';
import { CabinetError } from '../../../src/contract/problem.ts';
import type { CompanyRegister, RegisteredBank } from '../../ports.ts';
import type { VerifiedCall } from '../call.ts';
import type { RunTransaction } from '../transaction.ts';
import { countryOf } from './country.ts';

/** Milliseconds that a register gets: a person waits. */
const PATIENCE = 8000;

const countryFor = (run: RunTransaction, { customer }: VerifiedCall): Promise<string> =>
  run(customer, (transaction) => countryOf(transaction, customer));

export async function lookUpCompanies(
  run: RunTransaction,
  register: CompanyRegister,
  search: string,
  call: VerifiedCall,
): Promise<{ items: RegisteredCompany[] }> {
  const country = await countryFor(run, call);
  return { items: [...(await asking(call, (signal) => register.companies(search.trim(), country, signal)))] };
}

export async function lookUpBanks(
  run: RunTransaction,
  register: CompanyRegister,
  code: string,
  call: VerifiedCall,
): Promise<{ items: RegisteredBank[] }> {
  const country = await countryFor(run, call);
  const wanted = code.replace(/\s/g, '').toUpperCase();
  return { items: [...(await asking(call, (signal) => register.banks(wanted, country, signal)))] };
}

/** A register that is away is no fault of the person: they can type it in. */
async function asking<Answer>(
  { signal }: VerifiedCall,
  ask: (signal: AbortSignal) => Promise<readonly Answer[]>,
): Promise<readonly Answer[]> {
  const patience = AbortSignal.timeout(PATIENCE);
  try {
    return await ask(signal === undefined ? patience : AbortSignal.any([signal, patience]));
  } catch (error) {
    signal?.throwIfAborted();
    throw new CabinetError('unavailable', 'The register does not answer', { cause: error });
  }
}
