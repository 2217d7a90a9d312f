import { CabinetError } from '../../../contract/problem.ts';
import type { ContactPoint, Profile } from '../../../contract/profile/profile.ts';
import type { AdapterHandlers } from '../../define-adapter.ts';
import { profileTexts } from '../demo/profile-texts.ts';
import type { Served } from '../served.ts';
import { countVersions } from './version.ts';

/** The code that every message of the demo brings. */
export const DEMO_CODE = '246810';
const LIFETIME = 600_000;
const PAUSE = 60_000;
const ATTEMPTS = 5;

interface Contact extends Pick<ContactPoint, 'id' | 'value' | 'verified' | 'primary'> {
  kind: 'email' | 'phone';
  sent?: { at: number; attemptsLeft: number };
}

/** The person who is signed in: one for all customers for whom they act. */
export function memoryPerson({ company, person, now, stream }: Served) {
  const text = profileTexts[company.locale];
  const version = countVersions();
  const [givenName = person.name, ...rest] = person.name.split(' ');
  const role = person.roles.find((each) => each !== 'agent') ?? 'viewer';
  let names = {
    givenName,
    middleName: '',
    familyName: rest.join(' '),
    jobTitle: text.jobTitles[role] as string,
    locale: '',
    timeZone: '',
  };
  let avatar: { id: string; file: File } | undefined;
  let contacts: Contact[] = [
    { id: `${person.id}-contact-1`, kind: 'email', value: person.email, verified: true, primary: true },
    {
      id: `${person.id}-contact-2`,
      kind: 'email',
      value: person.email.replace('@', '.private@'),
      verified: true,
      primary: false,
    },
    {
      id: `${person.id}-contact-3`,
      kind: 'phone',
      value: company.locale === 'ru' ? '+79000000001' : '+4930000001',
      verified: true,
      primary: true,
    },
  ];
  let lastId = contacts.length;

  const shown = ({ sent, ...contact }: Contact): ContactPoint => {
    const others = contacts.filter(({ kind, id }) => kind === contact.kind && id !== contact.id);
    const pending = sent && sent.at + LIFETIME > now().getTime() ? sent : undefined;
    return {
      ...contact,
      ...(pending && {
        verification: {
          expiresAt: new Date(pending.at + LIFETIME).toISOString(),
          resendAt: new Date(pending.at + PAUSE).toISOString(),
          attemptsLeft: pending.attemptsLeft,
        },
      }),
      ...(contact.verified && { consequence: text.consequence[contact.kind] }),
      allowedActions: [
        ...(contact.verified ? [] : ['verify']),
        ...(contact.verified && !contact.primary ? ['make_primary'] : []),
        ...(contact.primary && (others.length > 0 || contact.kind === 'email') ? [] : ['remove']),
      ],
    };
  };
  const profile = (): Profile => ({
    id: person.id,
    ...Object.fromEntries(Object.entries(names).filter(([, value]) => value !== '')),
    givenName: names.givenName,
    ...(avatar && { avatar: avatar.id }),
    contacts: contacts.map(shown),
    locked: [],
    etag: version.etag,
  });
  const changed = (): Profile => {
    version.next();
    stream.publish('profile.updated', 'profile');
    return profile();
  };
  const find = (contactId: string): Contact => {
    const contact = contacts.find(({ id }) => id === contactId);
    if (!contact) throw new CabinetError('not_found', `There is no contact ${contactId}`);
    return contact;
  };
  const send = (contact: Contact): void => {
    const wait = (contact.sent?.at ?? -Infinity) + PAUSE - now().getTime();
    if (wait > 0) throw new CabinetError('rate_limited', 'Too soon', { retryAfter: wait });
    contact.sent = { at: now().getTime(), attemptsLeft: ATTEMPTS };
  };
  const refuse = (pointer: string, detail: string) =>
    new CabinetError('invalid', detail, { fields: { [pointer]: detail } });

  const handlers: AdapterHandlers['profile'] = {
    get: profile,
    update: (changes, context) => {
      version.require(context);
      for (const [field, value = ''] of Object.entries(changes)) names = { ...names, [field]: value };
      return changed();
    },
    addContact: ({ kind, value }) => {
      const phone = `+${value.replace(/\D/g, '')}`;
      const written = kind === 'email' ? value.trim() : phone;
      const right = kind === 'email' ? /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(written) : /^\+\d{8,15}$/.test(written);
      if (!right) throw refuse('/value', text.contactMalformed[kind]);
      if (contacts.some((each) => each.value === written)) throw refuse('/value', text.contactTaken);
      lastId += 1;
      const contact: Contact = {
        id: `${person.id}-contact-${lastId}`,
        kind,
        value: written,
        verified: false,
        primary: false,
      };
      send(contact);
      contacts = [...contacts, contact];
      return changed();
    },
    sendContactCode: ({ contactId }) => {
      send(find(contactId));
      return changed();
    },
    verifyContact: ({ contactId, code }) => {
      const contact = find(contactId);
      const { sent } = contact;
      if (!sent || sent.attemptsLeft <= 0) throw refuse('/code', text.codeSpent);
      if (code !== DEMO_CODE) {
        sent.attemptsLeft -= 1;
        stream.publish('profile.updated', 'profile');
        throw refuse(
          '/code',
          sent.attemptsLeft > 0 ? text.codeWrong.replace('{count}', String(sent.attemptsLeft)) : text.codeSpent,
        );
      }
      contact.verified = true;
      contact.primary = !contacts.some(({ kind, primary }) => kind === contact.kind && primary);
      delete contact.sent;
      return changed();
    },
    makeContactPrimary: ({ contactId }) => {
      const chosen = find(contactId);
      if (!chosen.verified) throw new CabinetError('conflict', 'Not verified');
      for (const contact of contacts) if (contact.kind === chosen.kind) contact.primary = contact === chosen;
      return changed();
    },
    removeContact: ({ contactId }) => {
      const contact = find(contactId);
      if (!shown(contact).allowedActions.includes('remove')) throw new CabinetError('conflict', 'It is needed');
      contacts = contacts.filter((each) => each !== contact);
      return changed();
    },
    avatar: () => {
      if (!avatar) throw new CabinetError('not_found', 'There is no picture');
      return avatar.file;
    },
    setAvatar: ({ file }) => {
      lastId += 1;
      avatar = { id: `${person.id}-avatar-${lastId}`, file };
      return changed();
    },
    removeAvatar: () => {
      avatar = undefined;
      return changed();
    },
  };
  return {
    handlers,
    /** How the person is called now, for the session. */
    name: () => [names.givenName, names.familyName].filter(Boolean).join(' '),
    /** Whether messages can be sent to a telephone. */
    hasPhone: () => contacts.some(({ kind, verified }) => kind === 'phone' && verified),
    email: () => contacts.find(({ kind, primary }) => kind === 'email' && primary)?.value ?? person.email,
    locale: () => names.locale || undefined,
    timeZone: () => names.timeZone || undefined,
  };
}
export type MemoryPerson = ReturnType<typeof memoryPerson>;
