import type { Selectable } from 'kysely';
import type { ParsedInputOf } from '../../../src/contract/operation.ts';
import type { ContactPoint, Profile, updateProfile } from '../../../src/contract/profile/index.ts';
import { announce } from '../announce.ts';
import { type VerifiedCall, act, notFound, ofPerson, personScope } from '../call.ts';
import { assertUnchanged, etagOf } from '../etag.ts';
import { present } from '../orders/mapping.ts';
import type { ContactTable } from '../profile-schema.ts';
import { refuseField } from '../refuse.ts';
import type { PersonTable } from '../schema.ts';
import type { RunTransaction, StoreTransaction } from '../transaction.ts';
import { wordsFor } from '../words/index.ts';

/** Codes may be asked for again after so many seconds, and tried so often. */
export const RESEND_SECONDS = 60;
export const CODE_ATTEMPTS = 5;

type Contact = Selectable<ContactTable>;

export function getProfile(run: RunTransaction, call: VerifiedCall): Promise<Profile> {
  return run(personScope(call), (transaction) => readProfile(transaction, call));
}

export async function readProfile(transaction: StoreTransaction, call: VerifiedCall): Promise<Profile> {
  const person = await readPerson(transaction, call);
  const contacts = await transaction
    .selectFrom('contacts')
    .selectAll()
    .where((builder) => builder.and(ofPerson(call)))
    .orderBy('kind')
    .orderBy('is_primary', 'desc')
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return {
    id: person.id,
    ...fieldsOf(person),
    ...present({ avatar: person.avatar_id }),
    contacts: contacts.map((contact) => toContact(contact, contacts, call.locale)),
    locked: [],
    etag: etagOf(fieldsOf(person)),
  };
}

function readPerson(transaction: StoreTransaction, call: VerifiedCall, lock = false) {
  const query = transaction
    .selectFrom('people')
    .selectAll()
    .where((builder) => builder.and({ tenant_id: call.customer.tenantId, id: call.customer.personId }));
  return (lock ? query.forNoKeyUpdate() : query).executeTakeFirstOrThrow(notFound('person'));
}

/** What is edited together, and so has one version. */
function fieldsOf(person: Selectable<PersonTable>) {
  const { job_title: jobTitle, locale, time_zone: timeZone } = person;
  return { ...namesOf(person), ...present({ jobTitle, locale, timeZone }) };
}

/** A name that the company's system sent is one text; its first word is taken for the given name. */
function namesOf({ name, given_name: given, middle_name: middle, family_name: family }: Selectable<PersonTable>) {
  if (given !== null && displayName(given, family) === name) {
    return { givenName: given, ...present({ middleName: middle, familyName: family }) };
  }
  const [first = '', ...rest] = name.trim().split(/\s+/);
  return { givenName: first, ...present({ familyName: rest.join(' ') || undefined }) };
}

function displayName(given: string, family: string | null | undefined): string {
  return [given, family ?? ''].filter((part) => part !== '').join(' ');
}

/** Changes what is given. */
export function changeProfile(
  run: RunTransaction,
  input: ParsedInputOf<typeof updateProfile>,
  call: VerifiedCall,
): Promise<Profile> {
  return act(run, personScope(call), call, 'profile.update', input, async (transaction) => {
    const person = await readPerson(transaction, call, true);
    assertUnchanged(call.ifMatch, etagOf(fieldsOf(person)));
    const given = Object.fromEntries(
      Object.entries(input).map(([name, value]: [string, string | undefined]) => [name, value?.trim()]),
    ) as typeof input;
    checkFields(given, call.locale);
    const next = { ...namesOf(person), ...present(given) };
    const orNull = (value: string | undefined) => (value === undefined || value === '' ? null : value);
    const familyName = orNull(next.familyName);
    await transaction
      .updateTable('people')
      .set({
        name: displayName(next.givenName, familyName),
        given_name: next.givenName,
        middle_name: orNull(next.middleName),
        family_name: familyName,
        ...(given.jobTitle !== undefined && { job_title: orNull(given.jobTitle) }),
        ...(given.locale !== undefined && { locale: orNull(given.locale) }),
        ...(given.timeZone !== undefined && { time_zone: orNull(given.timeZone) }),
      })
      .where((builder) => builder.and({ tenant_id: call.customer.tenantId, id: call.customer.personId }))
      .execute();
    await announceProfile(transaction, call);
    return readProfile(transaction, call);
  });
}

function checkFields(input: ParsedInputOf<typeof updateProfile>, locale: string | undefined): void {
  const words = wordsFor(locale);
  if (input.givenName === '') throw refuseField('/givenName', words.givenNameNeeded);
  if (input.locale !== undefined && input.locale !== '' && !isLanguage(input.locale)) {
    throw refuseField('/locale', words.unknownLanguage);
  }
  if (input.timeZone !== undefined && input.timeZone !== '' && !isTimeZone(input.timeZone)) {
    throw refuseField('/timeZone', words.unknownTimeZone);
  }
}

function isLanguage(locale: string): boolean {
  try {
    return Intl.getCanonicalLocales(locale).length === 1;
  } catch {
    return false;
  }
}

export function isTimeZone(timeZone: string): boolean {
  try {
    // Offsets such as +03:00 are taken too, but do not know of summer time.
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== '' && !/^[+-]/.test(timeZone);
  } catch {
    return false;
  }
}

/** Tells the widgets of everybody at the customers this person acts for: colleagues see the name too. */
export async function announceProfile(transaction: StoreTransaction, call: VerifiedCall): Promise<void> {
  const { tenantId, personId } = call.customer;
  const memberships = await transaction
    .selectFrom('memberships')
    .select('customer_id')
    .where((builder) => builder.and({ tenant_id: tenantId, person_id: personId }))
    .execute();
  await announce(
    transaction,
    tenantId,
    memberships.map(({ customer_id: customerId }) => ({
      customerId,
      type: 'profile.updated',
      entity: 'profile',
      entityId: personId,
    })),
  );
}

function toContact(contact: Contact, all: readonly Contact[], locale: string | undefined): ContactPoint {
  const words = wordsFor(locale);
  const { kind, is_primary: primary } = contact;
  const verified = contact.verified_at !== null;
  return {
    id: contact.id,
    kind,
    value: contact.value,
    verified,
    primary,
    ...(!verified &&
      contact.code_sent_at !== null &&
      contact.code_expires_at !== null && {
        verification: {
          expiresAt: contact.code_expires_at.toISOString(),
          resendAt: new Date(contact.code_sent_at.getTime() + RESEND_SECONDS * 1000).toISOString(),
          attemptsLeft: Math.max(CODE_ATTEMPTS - contact.code_attempts, 0),
        },
      }),
    ...present({ consequence: verified ? words.consequence[kind](primary) : undefined }),
    allowedActions: [
      ...(verified ? [] : ['verify']),
      ...(verified && !primary ? ['make_primary'] : []),
      ...(obstacleToRemoval(contact, all) === undefined ? ['remove'] : []),
    ],
  };
}

/** Why a contact has to stay: it is the last one, or others of its kind are to be chosen from first. */
export function obstacleToRemoval(
  contact: Contact,
  all: readonly Contact[],
): 'lastContact' | 'primaryContact' | undefined {
  const others = all.filter(({ id }) => id !== contact.id);
  const ofKind = others.filter(({ kind }) => kind === contact.kind);
  if (others.length === 0 || (contact.kind === 'email' && contact.is_primary && ofKind.length === 0)) {
    return 'lastContact';
  }
  return contact.is_primary && ofKind.length > 0 ? 'primaryContact' : undefined;
}
