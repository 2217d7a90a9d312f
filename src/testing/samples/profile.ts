import { operations } from '../../contract/operations.ts';
import type { Caller } from '../caller.ts';
import { unchecked } from '../expect.ts';
import { first, nothing, type Samples } from './sample.ts';

const { profile, company, addresses, members, notifications, privacy } = operations;

const unique = () => crypto.randomUUID().slice(0, 8);
/** The smallest picture: one transparent point. */
const picture = () => {
  const bytes = atob(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  );
  return new File([Uint8Array.from(bytes, (sign) => sign.charCodeAt(0))], 'me.png', { type: 'image/png' });
};

/** A contact that was added just now, its code on the way. */
async function contactId(caller: Caller): Promise<string> {
  const value = `${unique()}@sample.example`;
  const { contacts } = await caller.ask(profile.addContact, { kind: 'email', value });
  return first(contacts, 'contact that was just added', (contact) => contact.value === value).id;
}
const verifiedContactId = async (caller: Caller): Promise<string> =>
  first((await caller.ask(profile.get, {})).contacts, 'verified contact', ({ verified }) => verified).id;

/** A change of a locked field that is not decided yet. */
async function requestId(caller: Caller): Promise<string> {
  return (await caller.ask(company.requestChange, await newRequest(caller))).id;
}
/** A field waits for one decision at a time, so what waits is taken back first. */
async function newRequest(caller: Caller) {
  const { items } = await caller.ask(company.changeRequests, {});
  for (const { id, state } of items) {
    if (state === 'requested') await caller.ask(company.withdrawChange, { requestId: id });
  }
  return { requisites: { legalName: `Sample ${unique()}` } };
}
const newAddress = () => ({ country: 'DE', city: 'Exampleton', street: `Sample Lane ${unique()}` });
const addressId = async (caller: Caller): Promise<string> => (await caller.ask(addresses.add, newAddress())).id;

async function invitedId(caller: Caller): Promise<string> {
  const email = `${unique()}@sample.example`;
  const { items } = await caller.ask(members.invite, { email, role: 'viewer' });
  return first(items, 'colleague who was just invited', (member) => member.email === email).id;
}
const revocable = async (caller: Caller) =>
  first((await caller.ask(privacy.consents, {})).items, 'consent that may be revoked', ({ required }) => !required);

/** Valid inputs of the operations of profile and company. */
export const profileSamples: Samples = {
  'profile.get': nothing,
  'profile.update': async (caller) => {
    const { locked, givenName } = await caller.ask(profile.get, {});
    const isOpen = (name: string) => locked.every(({ field }) => field !== name);
    return isOpen('jobTitle')
      ? { jobTitle: 'Sample' }
      : isOpen('givenName')
        ? { givenName }
        : unchecked('all is locked');
  },
  'profile.addContact': () => Promise.resolve({ kind: 'email', value: `${unique()}@sample.example` }),
  'profile.makeContactPrimary': async (caller) => ({ contactId: await verifiedContactId(caller) }),
  'profile.removeContact': async (caller) => ({ contactId: await contactId(caller) }),
  'profile.avatar': async (caller) => {
    await caller.ask(profile.setAvatar, { file: picture() });
    return {};
  },
  'profile.setAvatar': () => Promise.resolve({ file: picture() }),
  'profile.removeAvatar': nothing,
  'company.get': nothing,
  'company.update': () => Promise.resolve({ requisites: { bankName: 'Sample Bank' } }),
  'company.requestChange': newRequest,
  'company.changeRequests': nothing,
  'company.withdrawChange': async (caller) => ({ requestId: await requestId(caller) }),
  'companies.lookup': () => Promise.resolve({ search: 'sample' }),
  'companies.lookupBank': () => Promise.resolve({ code: '040000777' }),
  'addresses.list': nothing,
  'addresses.add': () => Promise.resolve(newAddress()),
  'addresses.update': async (caller) => {
    const [address] = (await caller.ask(addresses.list, {})).items;
    return { ...newAddress(), addressId: address?.id ?? (await addressId(caller)) };
  },
  'addresses.remove': async (caller) => ({ addressId: await addressId(caller) }),
  'addresses.setDefault': async (caller) => ({ addressId: await addressId(caller), purpose: 'delivery' }),
  'members.list': nothing,
  'members.invite': () => Promise.resolve({ email: `${unique()}@sample.example`, role: 'viewer' }),
  'members.resendInvitation': async (caller) => ({ memberId: await invitedId(caller) }),
  'members.changeRole': async (caller) => ({ memberId: await invitedId(caller), role: 'buyer' }),
  'members.remove': async (caller) => ({ memberId: await invitedId(caller) }),
  'notifications.preferences': nothing,
  'notifications.updatePreferences': () =>
    Promise.resolve({ quietHours: { from: '22:00', to: '07:00', timeZone: 'Europe/Berlin' } }),
  'security.sessions': nothing,
  'security.endOtherSessions': nothing,
  'security.signIns': nothing,
  'privacy.consents': nothing,
  'privacy.giveConsent': async (caller) => {
    const { id, version } = await revocable(caller);
    return { consentId: id, version };
  },
  'privacy.revokeConsent': async (caller) => ({ consentId: (await revocable(caller)).id }),
  'privacy.exports': nothing,
  'privacy.requestExport': nothing,
  'privacy.deletion': nothing,
  'privacy.cancelDeletion': nothing,
};

/** The versions from which the conditional ones are made. */
export const profileEtags: Record<string, (caller: Caller) => Promise<string>> = {
  'profile.update': async (caller) => (await caller.ask(profile.get, {})).etag,
  'company.update': async (caller) => (await caller.ask(company.get, {})).etag,
  'addresses.update': async (caller) => (await caller.ask(addresses.list, {})).items[0]?.etag ?? 'none',
  'notifications.updatePreferences': async (caller) => (await caller.ask(notifications.preferences, {})).etag,
};
