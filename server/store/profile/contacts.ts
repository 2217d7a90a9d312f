import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { ParsedInputOf } from '../../../src/contract/operation.ts';
import type { Profile, addContact, verifyContact } from '../../../src/contract/profile/index.ts';
import { type VerifiedCall, act, notFound, ofPerson, personScope, storableId } from '../call.ts';
import { countryOf } from '../company/country.ts';
import { queueSecurityNotice } from '../notifications/queue.ts';
import type { ContactTable } from '../profile-schema.ts';
import { refuse, refuseField } from '../refuse.ts';
import type { RunTransaction, StoreTransaction } from '../transaction.ts';
import { wordsFor } from '../words/index.ts';
import { sendCode, tryCode } from './codes.ts';
import { normalizeEmail, normalizePhone } from './contact-value.ts';
import { announceProfile, obstacleToRemoval, readProfile } from './profile.ts';

type Contact = Selectable<ContactTable>;

/** More than anybody has; whoever adds them is no person. */
const MAX_CONTACTS = 30;

/** The contacts of the person, held until the transaction ends: what one may do depends on the others. */
async function lockContacts(transaction: StoreTransaction, call: VerifiedCall): Promise<Contact[]> {
  await transaction
    .selectFrom('people')
    .select('id')
    .where((builder) => builder.and({ tenant_id: call.customer.tenantId, id: call.customer.personId }))
    .forNoKeyUpdate()
    .execute();
  return transaction
    .selectFrom('contacts')
    .selectAll()
    .where((builder) => builder.and(ofPerson(call)))
    .execute();
}

function contactOf(contacts: readonly Contact[], id: string): Contact {
  const contact = contacts.find((candidate) => candidate.id === storableId(id, 'contact'));
  if (contact === undefined) throw notFound('contact')();
  return contact;
}

async function done(transaction: StoreTransaction, call: VerifiedCall): Promise<Profile> {
  await announceProfile(transaction, call);
  return readProfile(transaction, call);
}

export function addContactPoint(
  run: RunTransaction,
  input: ParsedInputOf<typeof addContact>,
  call: VerifiedCall,
): Promise<Profile> {
  return act(run, personScope(call), call, 'profile.addContact', input, async (transaction) => {
    const words = wordsFor(call.locale);
    const { kind } = input;
    const value =
      kind === 'email'
        ? normalizeEmail(input.value)
        : normalizePhone(input.value, await countryOf(transaction, call.customer));
    if (value === null) throw refuseField('/value', kind === 'email' ? words.notAnEmail : words.notAPhone);
    const contacts = await lockContacts(transaction, call);
    if (contacts.some((contact) => contact.kind === kind && contact.value === value)) {
      throw refuseField('/value', words.contactKnown);
    }
    if (contacts.length >= MAX_CONTACTS) throw refuse('conflict', 'tooManyContacts', call.locale);
    const id = randomUUID();
    await transaction
      .insertInto('contacts')
      .values({ ...ofPerson(call), id, kind, value })
      .execute();
    await sendCode(transaction, { id, kind, value, code_sent_at: null }, call);
    return done(transaction, call);
  });
}

export function sendContactCodeAgain(run: RunTransaction, contactId: string, call: VerifiedCall): Promise<Profile> {
  return act(run, personScope(call), call, 'profile.sendContactCode', { contactId }, async (transaction) => {
    const contact = contactOf(await lockContacts(transaction, call), contactId);
    if (contact.verified_at !== null) throw refuse('conflict', 'contactVerified', call.locale);
    await sendCode(transaction, contact, call);
    return done(transaction, call);
  });
}

/** The answer is kept also when the code was wrong, so that a repeated request does not use up a try. */
export async function verifyContactPoint(
  run: RunTransaction,
  input: ParsedInputOf<typeof verifyContact>,
  call: VerifiedCall,
): Promise<Profile> {
  const answer = await act(run, personScope(call), call, 'profile.verifyContact', input, async (transaction) => {
    const contacts = await lockContacts(transaction, call);
    const contact = contactOf(contacts, input.contactId);
    if (contact.verified_at !== null) return { profile: await readProfile(transaction, call) };
    const outcome = await tryCode(transaction, contact, input.code, call);
    if (outcome !== 'right') return { outcome };
    // The first of its kind is where messages go.
    const others = contacts.some(({ kind, is_primary: primary }) => kind === contact.kind && primary);
    if (!others) await makePrimary(transaction, contact, call);
    return { profile: await done(transaction, call) };
  });
  if ('profile' in answer) return answer.profile;
  const words = wordsFor(call.locale);
  throw refuseField(
    '/code',
    { wrong: words.codeWrong, expired: words.codeExpired, exhausted: words.codeExhausted }[answer.outcome],
  );
}

export function makeContactPointPrimary(run: RunTransaction, contactId: string, call: VerifiedCall): Promise<Profile> {
  return act(run, personScope(call), call, 'profile.makeContactPrimary', { contactId }, async (transaction) => {
    const contacts = await lockContacts(transaction, call);
    const contact = contactOf(contacts, contactId);
    if (contact.verified_at === null) throw refuse('conflict', 'contactUnverified', call.locale);
    if (!contact.is_primary) {
      const before = contacts.find(({ kind, is_primary: primary }) => kind === contact.kind && primary);
      await makePrimary(transaction, contact, call);
      // Whoever reads the old address should hear that letters no longer go there.
      if (before?.kind === 'email') {
        await queueSecurityNotice(transaction, call, 'primary_email_changed', before.value, { value: contact.value });
      }
    }
    return done(transaction, call);
  });
}

async function makePrimary(transaction: StoreTransaction, contact: Contact, call: VerifiedCall): Promise<void> {
  const set = (primary: boolean) =>
    transaction
      .updateTable('contacts')
      .set({ is_primary: primary })
      .where((builder) => builder.and({ ...ofPerson(call), kind: contact.kind, is_primary: !primary }));
  await set(false).execute();
  await set(true).where('id', '=', contact.id).execute();
  if (contact.kind === 'email') {
    await transaction
      .updateTable('people')
      .set({ email: contact.value })
      .where((builder) => builder.and({ tenant_id: call.customer.tenantId, id: call.customer.personId }))
      .execute();
  }
}

export function removeContactPoint(run: RunTransaction, contactId: string, call: VerifiedCall): Promise<Profile> {
  return act(run, personScope(call), call, 'profile.removeContact', { contactId }, async (transaction) => {
    const contacts = await lockContacts(transaction, call);
    const contact = contactOf(contacts, contactId);
    const obstacle = obstacleToRemoval(contact, contacts);
    if (obstacle !== undefined) throw refuse('conflict', obstacle, call.locale);
    await transaction
      .deleteFrom('contacts')
      .where((builder) => builder.and({ ...ofPerson(call), id: contact.id }))
      .execute();
    return done(transaction, call);
  });
}
