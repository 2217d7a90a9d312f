import { createHash } from 'node:crypto';
import { profileTexts } from '../../src/adapters/memory/demo/profile-texts.ts';
import type { DemoCompany, DemoCustomer } from '../../src/adapters/memory/demo/index.ts';
import { registeredAs } from '../../src/adapters/memory/profile/register.ts';
import type { CustomerRecord } from '../store/records.ts';
import type { Requisites } from '../store/schema.ts';
import type { StoreTransaction } from '../store/transaction.ts';

const DAY = 86_400_000;

/** What browsers of the demo's people say of themselves; the addresses are for documentation. */
const devices = [
  {
    user_agent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:150.0) Gecko/20100101 Firefox/150.0',
    address: '192.0.2.17',
  },
  {
    user_agent:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1',
    address: '198.51.100.4',
  },
  {
    user_agent:
      'Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Mobile Safari/537.36',
    address: '203.0.113.80',
  },
];

/** Days before now, what happened, and on which device. */
const signIns = [
  [0.2, 'succeeded', 0],
  [1.1, 'signed_out', 1],
  [1.4, 'succeeded', 1],
  [3, 'failed', 2],
  [3.001, 'failed', 2],
  [9, 'ended', 2],
  [12, 'succeeded', 2],
  [40, 'succeeded', 0],
] as const;

/** The requisites of a demo customer, as the company has them on file. */
export function demoRequisites(
  company: DemoCompany,
  customer: DemoCustomer,
): Pick<CustomerRecord, 'kind' | 'requisites'> {
  const { taxId: _pushedItself, ...requisites } = registeredAs(company, customer).requisites;
  const bank: Requisites =
    company.locale === 'ru'
      ? { bic: '040000777', correspondentAccount: '30101810900000000777', account: '40702810200000000018' }
      : { iban: 'DE30000000000000000011', swift: 'SAMPDEFFXXX' };
  return {
    kind: 'company',
    requisites: { ...requisites, ...bank, bankName: profileTexts[company.locale].bank },
  };
}

/** The texts that people agree to. */
export async function seedConsentTexts(transaction: StoreTransaction, company: DemoCompany): Promise<void> {
  await transaction
    .insertInto('consent_texts')
    .values(
      profileTexts[company.locale].consents.map((consent, position) => ({
        tenant_id: company.id,
        id: consent.id,
        version: '2026-01',
        title: consent.title,
        text: consent.text,
        required: 'required' in consent ? consent.required : null,
        consequence: 'consequence' in consent ? consent.consequence : null,
        position,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** What is known of the people of a customer that was just added, and what they asked for. */
export async function seedPeople(
  transaction: StoreTransaction,
  company: DemoCompany,
  customer: DemoCustomer,
  now: Date,
): Promise<void> {
  const text = profileTexts[company.locale];
  const ago = (days: number) => new Date(now.getTime() - days * DAY).toISOString();
  const of = { tenant_id: company.id };
  for (const [index, person] of customer.people.entries()) {
    const ofPerson = { ...of, person_id: person.id };
    const [role] = person.roles;
    await transaction
      .updateTable('people')
      .set({
        job_title: role === undefined || role === 'agent' ? null : text.jobTitles[role],
        last_seen_at: ago(index * 2 + 0.2),
      })
      .where((builder) => builder.and({ ...of, id: person.id }))
      .execute();
    await transaction
      .insertInto('contacts')
      .values({
        ...ofPerson,
        id: `${person.id}-phone`,
        kind: 'phone',
        value: company.locale === 'ru' ? `+7900000000${index + 1}` : `+493000000${index + 1}`,
        verified_at: ago(200),
        is_primary: true,
      })
      .execute();
    await transaction
      .insertInto('sign_ins')
      .values(signIns.map(([days, outcome, device]) => ({ ...ofPerson, at: ago(days), outcome, ...devices[device] })))
      .execute();
    await transaction
      .insertInto('sessions')
      .values(
        devices.slice(0, 2).map((device, place) => ({
          ...ofPerson,
          id: `${person.id}-device-${place + 1}`,
          // Nobody has the secret.
          secret_hash: createHash('sha256').update(crypto.randomUUID()).digest(),
          expires_at: ago(-30),
          signed_in_at: ago(place * 3 + 1.4),
          last_seen_at: ago(place + 0.2),
          ...device,
        })),
      )
      .execute();
    await transaction
      .insertInto('consent_records')
      .values([
        { ...ofPerson, consent_id: 'terms', version: '2026-01', given: true, at: ago(300) },
        { ...ofPerson, consent_id: 'marketing', version: '2026-01', given: true, at: ago(90) },
      ])
      .execute();
  }
  await seedRequests(transaction, company, customer, ago);
}

/** A request that was declined, perhaps one that waits for the staff, and an invitation. */
async function seedRequests(
  transaction: StoreTransaction,
  company: DemoCompany,
  customer: DemoCustomer,
  ago: (days: number) => string,
): Promise<void> {
  const text = profileTexts[company.locale];
  const [owner] = customer.people;
  if (owner === undefined) return;
  const of = { tenant_id: company.id, customer_id: customer.id };
  const name = registeredAs(company, customer).requisites.legalName ?? customer.name;
  const request = {
    ...of,
    person_id: owner.id,
    requested_by: owner.name,
    comment: text.changeComment,
    changes: JSON.stringify([{ field: 'legalName', from: name, to: `${name} & Co.` }]),
  };
  await transaction
    .insertInto('change_requests')
    .values([
      {
        ...request,
        id: `${customer.id}-change-1`,
        number: 'CR-1',
        state: 'declined',
        requested_at: ago(40),
        decided_at: ago(38),
        answer: text.changeDeclined,
      },
      // One of them gives the staff something to decide.
      ...(customer === company.customers[1]
        ? [{ ...request, id: `${customer.id}-change-2`, number: 'CR-2', requested_at: ago(1) }]
        : []),
    ])
    .execute();
  await transaction
    .insertInto('invitations')
    .values({
      ...of,
      id: `${customer.id}-invitation`,
      email: `${text.invited}@${customer.id}.example`,
      role: 'viewer',
      token_hash: createHash('sha256').update(crypto.randomUUID()).digest(),
      invited_by: owner.name,
      invited_at: ago(2),
      expires_at: ago(-5),
    })
    .execute();
}
