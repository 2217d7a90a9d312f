import assert from 'node:assert/strict';
import type { CallContext, VerifiedCustomer } from '../../../src/adapters/adapter.ts';
import type { InputOf, Operation, OutputOf, ParsedInputOf } from '../../../src/contract/operation.ts';
import { writeCustomers } from '../../../server/store/write/customers.ts';
import type { Store } from '../../../server/store/index.ts';
import type { PersonRecord } from '../../../server/store/records.ts';
import { addCompany } from '../helpers/company.ts';
import type { TestDatabase } from '../helpers/databases.ts';

/** Calls operations as somebody, each act with a key of its own. */
export function callerOf(database: TestDatabase, customer: VerifiedCustomer, context: Partial<CallContext> = {}) {
  return <O extends Operation>(operation: O, input: InputOf<O>, more: Partial<CallContext> = {}) =>
    database.store.adapter.call(operation, input as ParsedInputOf<O>, {
      customer,
      idempotencyKey: crypto.randomUUID(),
      locale: 'en',
      ...context,
      ...more,
    }) as Promise<OutputOf<O>>;
}

/** Matches a refusal by its code. */
export const code = (expected: string) => (error: unknown) => {
  assert.equal((error as { code?: string }).code, expected, String(error));
  return true;
};

/** Matches a refusal of single fields by their JSON pointers. */
export const fields =
  (...pointers: string[]) =>
  (error: unknown) => {
    const { code, fields } = error as { code?: string; fields?: Record<string, string> };
    assert.equal(code, 'invalid', String(error));
    assert.deepEqual(Object.keys(fields ?? {}).toSorted(), pointers.toSorted());
    return true;
  };

const person = (externalId: string, role: PersonRecord['roles'][number]): PersonRecord => ({
  externalId,
  name: `Name of ${externalId}`,
  email: `${externalId}@people.example`,
  login: externalId,
  roles: [role],
});

/** Two companies; at `acme` the customer `one` has anna and otto (owners), bea (buyer), and anna acts for `two` as well. */
export async function addPeople(store: Store, tenants: readonly string[] = ['acme', 'other']): Promise<void> {
  for (const tenantId of tenants) {
    await addCompany(store, tenantId);
    await store.transaction({ tenantId }, (transaction) =>
      writeCustomers(transaction, tenantId, [
        {
          externalId: 'one',
          name: 'Customer one',
          taxId: '0000000018',
          country: 'RU',
          invoiceEmail: 'bills@one.example',
          addresses: [{ recipient: 'One', lines: ['Street 1', '00000 Town'] }],
          people: [person('anna', 'owner'), person('otto', 'owner'), person('bea', 'buyer')],
        },
        {
          externalId: 'two',
          name: 'Customer two',
          country: 'DE',
          addresses: [],
          people: [person('greta', 'owner'), { ...person('anna', 'viewer') }],
        },
      ]),
    );
  }
}

export function member(personId: string, customerId = 'one', tenantId = 'acme'): VerifiedCustomer {
  const roles = personId === 'bea' ? (['buyer'] as const) : (['owner'] as const);
  return { tenantId, customerId, personId, roles };
}

/** What the letters in the outbox say that were queued for an address, newest last. */
export async function letters(store: Store, recipient: string) {
  return store.transaction('operator', (transaction) =>
    transaction
      .selectFrom('mails')
      .select(['kind', 'channel', 'payload', 'state', 'next_attempt_at'])
      .where('recipient', '=', recipient)
      .orderBy('created_at')
      .execute(),
  );
}
