import { randomUUID } from 'node:crypto';
import type { Store } from '../../../server/store/index.ts';
import { writeCustomers } from '../../../server/store/write/customers.ts';
import { writeSupport } from '../../../server/store/write/support.ts';
import type { VerifiedCustomer } from '../../../src/adapters/adapter.ts';
import {
  createTicket,
  listMessages,
  sendMessage,
  type InputOf,
  type Message,
  type OutputOf,
  type Ticket,
} from '../../../src/contract/index.ts';
import { customerOf } from './company.ts';

/** Lets a company of `addCompany` answer its customers: two kinds of requests, and an agent, Ada. */
export async function addSupport(store: Store, tenantId: string): Promise<void> {
  await store.transaction({ tenantId }, async (transaction) => {
    await writeSupport(transaction, tenantId, {
      settings: {
        staff_role: 'Support',
        hours: 'always',
        open_days: [1, 2, 3, 4, 5, 6, 7],
        opens_at: '00:00',
        closes_at: '24:00',
        answer_minutes: 60,
      },
      kinds: [
        { id: 'question', label: 'Question' },
        {
          id: 'limit',
          label: 'Credit limit',
          answerMinutes: 1440,
          fields: {
            type: 'object',
            required: ['sum'],
            properties: {
              sum: { type: 'number', title: 'Sum', minimum: 1 },
              until: { type: 'string', format: 'date', title: 'Until' },
              signed: { type: 'boolean', title: 'Signed' },
              branch: { type: 'string', enum: ['north', 'south'], title: 'Branch' },
            },
          },
        },
      ],
    });
    await writeCustomers(transaction, tenantId, [
      {
        externalId: 'house',
        name: `House of ${tenantId}`,
        people: [{ externalId: 'ada', name: 'Ada Agent', login: 'ada', roles: ['agent'] }],
      },
    ]);
  });
}

export function agentOf(tenantId: string): VerifiedCustomer {
  return { tenantId, customerId: 'house', personId: 'ada', roles: ['agent'] };
}

/** Somebody who writes and reads, as the server's routes would have them. */
export function talker(store: Store, customer: VerifiedCustomer = customerOf('acme', 'one')) {
  const act = () => ({ customer, idempotencyKey: randomUUID(), locale: 'en' });
  return {
    customer,
    act,
    begin: (changes: Partial<InputOf<typeof createTicket>> = {}): Promise<Ticket> =>
      store.adapter.call(
        createTicket,
        { clientId: randomUUID(), kindId: 'question', title: 'Cups', text: 'Where are my cups?', ...changes },
        act(),
      ),
    say: (ticketId: string, text: string, changes: Partial<InputOf<typeof sendMessage>> = {}): Promise<Message> =>
      store.adapter.call(sendMessage, { ticketId, clientId: randomUUID(), text, ...changes }, act()),
    read: (
      ticketId: string,
      place: { before?: number; after?: number; limit?: number } = {},
    ): Promise<OutputOf<typeof listMessages>> => store.adapter.call(listMessages, { ticketId, ...place }, { customer }),
  };
}
