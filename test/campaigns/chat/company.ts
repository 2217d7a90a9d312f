import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { writeCustomers } from '../../../server/store/write/customers.ts';
import { openStore } from '../../../server/store/index.ts';
import { createTicket } from '../../../src/contract/index.ts';
import { addCompany, customerOf } from '../../server/helpers/company.ts';
import { addSupport } from '../../server/helpers/support.ts';

export const TENANT = 'acme';

/** Everybody who talks: people of one customer, and every fifth one the company's staff. */
export interface Talkers {
  people: { personId: string; customerId: string; token: string }[];
  ticketIds: string[];
}

/** Writes a company with so many talkers and conversations into an empty database. */
export async function prepareCompany(
  database: { dataDirectory: string; databaseUrl: string | undefined },
  { people, tickets, origin }: { people: number; tickets: number; origin: string },
): Promise<Talkers> {
  const store = await openStore(database);
  try {
    await addCompany(store, TENANT);
    await addSupport(store, TENANT);
    await store.transaction('operator', (transaction) =>
      transaction
        .updateTable('tenants')
        .set({ origins: [origin] })
        .where('id', '=', TENANT)
        .execute(),
    );
    const members = Array.from({ length: people }, (_, index) => ({
      personId: `talker-${index}`,
      customerId: index % 5 === 4 ? 'house' : 'one',
    }));
    await store.transaction({ tenantId: TENANT }, async (transaction) => {
      for (const customerId of ['one', 'house']) {
        await writeCustomers(transaction, TENANT, [
          {
            externalId: customerId,
            name: customerId,
            people: [
              ...(customerId === 'one' ? [{ externalId: 'one-anna', name: 'Anna', roles: ['owner'] as const }] : []),
              ...members
                .filter((member) => member.customerId === customerId)
                .map(({ personId }) => ({
                  externalId: personId,
                  name: personId,
                  roles: [customerId === 'house' ? ('agent' as const) : ('owner' as const)],
                })),
            ],
          },
        ]);
      }
    });
    const ticketIds: string[] = [];
    for (let number = 0; number < tickets; number++) {
      const { id } = await store.adapter.call(
        createTicket,
        { clientId: randomUUID(), kindId: 'question', title: `Conversation ${number}`, text: 'beginning' },
        { customer: customerOf(TENANT, 'one'), idempotencyKey: randomUUID() },
      );
      ticketIds.push(id);
    }
    return {
      people: await Promise.all(members.map(async (member) => ({ ...member, token: await tokenOf(member) }))),
      ticketIds,
    };
  } finally {
    await store.close();
  }
}

function tokenOf({ personId, customerId }: { personId: string; customerId: string }): Promise<string> {
  return new SignJWT({ customer_id: customerId })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(personId)
    .setIssuer('https://shop.example')
    .setAudience('cabinet')
    .setExpirationTime('12h')
    .sign(new TextEncoder().encode('a-secret-of-at-least-thirty-two-bytes'));
}
