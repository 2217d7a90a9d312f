import { demoSupport } from '../../src/adapters/memory/demo/support.ts';
import type { DemoCompany } from '../../src/adapters/memory/demo/index.ts';
import type { StoreTransaction } from '../store/index.ts';
import { writeCustomers } from '../store/write/customers.ts';
import { writeSupport } from '../store/write/support.ts';

/** The login names of the people at the demo companies who answer. */
export const staffLogins: readonly string[] = ['agent-1', 'agent-2'];

/** Sets up how a demo company answers: kinds of requests, hours, and its staff as agents, `agent-1` and `agent-2`. */
export async function seedSupport(transaction: StoreTransaction, company: DemoCompany): Promise<void> {
  const { staffRole, hours, answerMinutes, kinds } = demoSupport(company.locale);
  await writeSupport(transaction, company.id, {
    settings: {
      staff_role: staffRole,
      hours,
      open_days: [1, 2, 3, 4, 5],
      opens_at: '09:00',
      closes_at: '18:00',
      answer_minutes: answerMinutes,
    },
    kinds,
  });
  await writeCustomers(transaction, company.id, [
    {
      externalId: `${company.id}-staff`,
      name: company.name,
      people: company.staff.map((name, index) => ({
        externalId: `${company.id}-${staffLogins[index]}`,
        name,
        email: `${staffLogins[index]}@${company.id}.example`,
        login: staffLogins[index],
        roles: ['agent'],
      })),
    },
  ]);
}
