import { logins } from '../vendure/seed.ts';

/** The company, as its own store knows it. */
export const company = 'nordwind';

/** The two customers, by the names that the seeds of all systems have for them. */
export const people = {
  anna: { ...logins.anna, customer: 'berg', customerName: 'Berg GmbH' },
  boris: { ...logins.boris, customer: 'wald', customerName: 'Wald & Sohn' },
} as const;
export type PersonId = keyof typeof people;
export const personIds = Object.keys(people) as PersonId[];

/** What the store is told of them by the push API. */
export const customers = personIds.map((id) => {
  const { customer, customerName, email, firstName, lastName } = people[id];
  return {
    externalId: customer,
    name: customerName,
    people: [{ externalId: id, name: `${firstName} ${lastName}`, email, roles: ['owner'] }],
  };
});
