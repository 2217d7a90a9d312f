import type { Company, CompanyField, updateCompany } from '../../../src/contract/company/index.ts';
import type { ParsedInputOf } from '../../../src/contract/operation.ts';
import { announce } from '../announce.ts';
import { type VerifiedCall, act } from '../call.ts';
import { assertUnchanged } from '../etag.ts';
import type { RunTransaction } from '../transaction.ts';
import { wordsFor } from '../words/index.ts';
import { assertValid, changesOf, readRequisites, refuseRequisites, writeRequisites } from './requisites.ts';

export function getCompany(run: RunTransaction, { customer, locale }: VerifiedCall): Promise<Company> {
  return run(customer, (transaction) => readRequisites(transaction, customer, locale));
}

/** Changes what is given and not locked. */
export function changeCompany(
  run: RunTransaction,
  input: ParsedInputOf<typeof updateCompany>,
  call: VerifiedCall,
): Promise<Company> {
  const { customer, locale } = call;
  return act(run, customer, call, 'company.update', input, async (transaction) => {
    const company = await readRequisites(transaction, customer, locale, true);
    assertUnchanged(call.ifMatch, company.etag);
    const changes = changesOf(input.requisites, company);
    const locked = company.locked.filter(({ field }) => changes[field] !== undefined);
    if (locked.length > 0) {
      throw refuseRequisites(locked.map(({ field }): [CompanyField, string] => [field, wordsFor(locale).locked]));
    }
    assertValid(changes, company, locale);
    await writeRequisites(transaction, customer, company, changes);
    await announce(transaction, customer.tenantId, [
      { customerId: customer.customerId, type: 'company.updated', entity: 'company', entityId: customer.customerId },
    ]);
    return readRequisites(transaction, customer, locale);
  });
}
