import { CabinetError } from '../../contract/problem.ts';
import type { Profile } from '../../contract/profile/profile.ts';
import type { Session } from '../../contract/session.ts';
import type { CallContext } from '../adapter.ts';
import type { AdapterHandlers } from '../define-adapter.ts';
import { fingerprint } from '../fingerprint.ts';
import type { Shop } from './shop.ts';
import { textsFor } from './texts.ts';

interface ShopCustomer {
  id: string;
  firstName: string;
  lastName: string;
  emailAddress: string;
  phoneNumber: string | null;
  user: { verified: boolean } | null;
}

const fields = 'id firstName lastName emailAddress phoneNumber user { verified }';
const who = `query CabinetCustomer { activeCustomer { ${fields} } }`;
const change = `mutation CabinetCustomerChange($input: UpdateCustomerInput!) {
  updateCustomer(input: $input) { ${fields} }
}`;

/** What a profile may hold and the shop has no field for. */
const foreign = ['middleName', 'jobTitle', 'locale', 'timeZone'] as const;

function toSession({ id, firstName, lastName, emailAddress }: ShopCustomer, permissions: string[]): Session {
  const name = [firstName, lastName].filter(Boolean).join(' ') || emailAddress;
  const customer = { id, name };
  return {
    person: { id, name, email: emailAddress },
    customer,
    customers: [customer],
    // In this shop a customer is one person, who may do whatever can be done.
    roles: ['owner'],
    permissions,
  };
}

function toProfile(customer: ShopCustomer, { locale }: CallContext): Profile {
  const { id, firstName, lastName, emailAddress, phoneNumber, user } = customer;
  return {
    id,
    givenName: firstName,
    familyName: lastName,
    contacts: [
      // Both are changed on the shop's own pages: an address by a link that is mailed to it.
      {
        id: 'email',
        kind: 'email',
        value: emailAddress,
        verified: user?.verified === true,
        primary: true,
        allowedActions: [],
      },
      ...(phoneNumber
        ? [
            {
              id: 'phone',
              kind: 'phone' as const,
              value: phoneNumber,
              verified: false,
              primary: true,
              allowedActions: [],
            },
          ]
        : []),
    ],
    locked: foreign.map((field) => ({ field, reason: textsFor(locale).locked })),
    etag: fingerprint(JSON.stringify(customer)),
  };
}

/** Refuses a change that was made from another version: the shop would overwrite it. */
export function requireVersion(etag: string, { ifMatch }: CallContext): void {
  if (ifMatch !== etag) throw new CabinetError('conflict', 'vendure: it was changed meanwhile', { status: 412 });
}

/** @param permissions ids of the operations that there are */
export function shopCustomer(shop: Shop, permissions: () => string[]): Pick<AdapterHandlers, 'session' | 'profile'> {
  const read = (context: CallContext) => shop.read<ShopCustomer>(who, {}, context);
  return {
    session: { get: async (_, context) => toSession(await read(context), permissions()) },
    profile: {
      get: async (_, context) => toProfile(await read(context), context),
      async update(input, context) {
        const before = toProfile(await read(context), context);
        requireVersion(before.etag, context);
        const refused = foreign.filter((field) => input[field]);
        if (refused.length > 0) {
          const { notKept } = textsFor(context.locale);
          throw new CabinetError('invalid', `vendure: no field for ${refused.join(', ')}`, {
            fields: Object.fromEntries(refused.map((field) => [`/${field}`, notKept])),
          });
        }
        const { givenName = before.givenName, familyName = before.familyName } = input;
        const changed = { input: { firstName: givenName, lastName: familyName } };
        const answer = await shop.change<{ updateCustomer: ShopCustomer }>(change, changed, context);
        return toProfile(answer.updateCustomer, context);
      },
    },
  };
}
