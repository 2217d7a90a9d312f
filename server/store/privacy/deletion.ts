import { sql } from 'kysely';
import type { AccountDeletion } from '../../../src/contract/profile/index.ts';
import { announce } from '../announce.ts';
import { type VerifiedCall, act, ofPerson } from '../call.ts';
import { queueSecurityNotice } from '../notifications/queue.ts';
import { refuseField } from '../refuse.ts';
import { CabinetError } from '../../../src/contract/problem.ts';
import type { RunTransaction, StoreTransaction } from '../transaction.ts';
import { wordsFor } from '../words/index.ts';

/** Days between asking and deleting. */
export const GRACE_DAYS = 30;

/** Who owns what is the company's to see, so its scope is needed; the person is named in every query. */
const companyScope = ({ customer }: VerifiedCall) => ({ tenantId: customer.tenantId });

export function getDeletion(run: RunTransaction, call: VerifiedCall): Promise<AccountDeletion> {
  return run(companyScope(call), (transaction) => readDeletion(transaction, call));
}

async function readDeletion(transaction: StoreTransaction, call: VerifiedCall): Promise<AccountDeletion> {
  const words = wordsFor(call.locale);
  const asked = await transaction
    .selectFrom('account_deletions')
    .select(['requested_at', 'deletes_at'])
    .where((builder) => builder.and(ofPerson(call)))
    .executeTakeFirst();
  const alone = await ownedAlone(transaction, call.customer);
  return {
    state: asked === undefined ? 'none' : 'scheduled',
    phrase: words.deletionPhrase,
    graceDays: GRACE_DAYS,
    consequences: words.deletionConsequences,
    ...(alone.length > 0 && { obstacle: words.onlyOwner(alone.join(', ')) }),
    ...(asked !== undefined && {
      requestedAt: asked.requested_at.toISOString(),
      deletesAt: asked.deletes_at.toISOString(),
    }),
  };
}

/** Names of the customers that would be without an owner. */
export async function ownedAlone(
  transaction: StoreTransaction,
  { tenantId, personId }: { tenantId: string; personId: string },
): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select customers.name from memberships join customers
      on customers.tenant_id = memberships.tenant_id and customers.id = memberships.customer_id
    where memberships.tenant_id = ${tenantId} and memberships.person_id = ${personId} and 'owner' = any(memberships.roles)
      and not exists (
        select from memberships others join people
          on people.tenant_id = others.tenant_id and people.id = others.person_id
        where others.tenant_id = memberships.tenant_id and others.customer_id = memberships.customer_id
          and others.person_id <> memberships.person_id and 'owner' = any(others.roles) and not people.disabled)
    order by customers.name`.execute(transaction);
  return rows.map(({ name }) => name);
}

export function requestDeletion(run: RunTransaction, phrase: string, call: VerifiedCall): Promise<AccountDeletion> {
  return act(run, companyScope(call), call, 'privacy.requestDeletion', { phrase }, async (transaction) => {
    const words = wordsFor(call.locale);
    if (comparable(phrase) !== comparable(words.deletionPhrase)) {
      throw refuseField('/phrase', words.wrongPhrase(words.deletionPhrase));
    }
    const { obstacle } = await readDeletion(transaction, call);
    if (obstacle !== undefined) throw new CabinetError('conflict', obstacle, { detail: obstacle });
    const deletesAt = new Date(Date.now() + GRACE_DAYS * 86_400_000).toISOString();
    const added = await transaction
      .insertInto('account_deletions')
      .values({ ...ofPerson(call), deletes_at: deletesAt })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (added.numInsertedOrUpdatedRows === 1n) {
      const person = await transaction
        .selectFrom('people')
        .select('email')
        .where((builder) => builder.and({ tenant_id: call.customer.tenantId, id: call.customer.personId }))
        .executeTakeFirst();
      await queueSecurityNotice(transaction, call, 'deletion_scheduled', person?.email ?? null, { at: deletesAt });
    }
    await announceDeletion(transaction, call);
    return readDeletion(transaction, call);
  });
}

/** As people type it: without regard to capitals, spaces and the two ways of writing ё. */
function comparable(phrase: string): string {
  return phrase.trim().replace(/\s+/g, ' ').toLowerCase().replaceAll('ё', 'е');
}

export function cancelDeletion(run: RunTransaction, call: VerifiedCall): Promise<AccountDeletion> {
  return act(run, companyScope(call), call, 'privacy.cancelDeletion', {}, async (transaction) => {
    await transaction
      .deleteFrom('account_deletions')
      .where((builder) => builder.and(ofPerson(call)))
      .execute();
    await announceDeletion(transaction, call);
    return readDeletion(transaction, call);
  });
}

async function announceDeletion(transaction: StoreTransaction, call: VerifiedCall): Promise<void> {
  const { tenantId, customerId } = call.customer;
  await announce(transaction, tenantId, [{ customerId, type: 'deletion.updated', entity: 'privacy' }]);
}
