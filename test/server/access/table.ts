import { operations } from '../../../src/contract/operations.ts';
import type { Role } from '../../../src/contract/session.ts';
import { day, today } from '../helpers/books.ts';
import { changing, file, paying, type Thing } from './things.ts';
import { person, type Who, type World } from './world.ts';

/** What an operation answers to whom. */
export interface Row {
  /** Who may. All others are answered 403, whatever they ask about. */
  may: readonly Role[];
  /**
   * Fields of the input that name a thing. Their own is found; that of another customer, another company or, if it is a
   * person's, of a colleague is answered as one that does not exist: 404, or the status that is said here.
   */
  names?: Readonly<Record<string, Thing | readonly [Thing, number]>>;
  /** The rest of an input that succeeds. */
  input?: (world: World, who: Who) => object | Promise<object>;
  etag?: (world: World, who: Who) => Promise<string>;
  /** What even a right input is answered, where it takes more than that to succeed. */
  answer?: number;
}

const everybody: readonly Role[] = ['owner', 'buyer', 'accountant', 'viewer', 'agent'];
const ordering: readonly Role[] = ['owner', 'buyer', 'agent'];
const bookkeeping: readonly Role[] = ['owner', 'accountant'];
const receiving: readonly Role[] = ['owner', 'buyer'];
const customers: readonly Role[] = ['owner', 'buyer', 'accountant'];
const talking: readonly Role[] = ['owner', 'buyer', 'accountant', 'agent'];

const { addresses, company, notifications, orders, privacy, profile, statements } = operations;
const unique = () => crypto.randomUUID().slice(0, 8);
const period = () => ({ from: day(-60), to: today() });
const message = () => ({ clientId: crypto.randomUUID(), text: 'What people write' });
const newAddress = () => ({ country: 'DE', city: 'Town', street: unique() });
/** A filter by something of others finds nothing, and does not say that it is there. */
const nothing = 200;
const picture = () =>
  new File(
    [
      Uint8Array.from(
        atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='),
        (sign) => sign.charCodeAt(0),
      ),
    ],
    'me.png',
    { type: 'image/png' },
  );

export const table: Record<string, Row | undefined> = {
  'session.get': { may: everybody },
  'session.switchCustomer': { may: everybody, names: { customerId: 'customer' } },

  'orders.list': { may: everybody },
  'orders.get': { may: everybody, names: { orderId: 'order' } },
  'orders.timeline': { may: everybody, names: { orderId: 'order' } },
  'orders.shipments': { may: everybody, names: { orderId: 'order' } },
  'orders.previewReorder': { may: everybody, names: { orderIds: 'order' } },
  'orders.reorder': {
    may: ordering,
    names: { orderIds: 'order' },
    input: async ({ ask }, who) => {
      const orderIds = [`${who.tenantId}-${who.customerId}-order`];
      return { terms: (await ask(who, orders.previewReorder, { orderIds })).terms };
    },
  },
  'orders.requestCancellation': { may: ordering, names: { orderId: 'newOrder' }, input: () => ({ reason: 'other' }) },

  'documents.download': { may: everybody, names: { documentId: 'document' } },
  'documents.archive': { may: everybody, names: { documentIds: 'document' } },
  'invoices.list': { may: everybody, names: { orderId: ['order', nothing] } },
  'invoices.summary': { may: everybody },
  'invoices.get': { may: everybody, names: { invoiceId: 'invoice' } },
  'payments.preview': { may: everybody, names: { invoiceIds: 'invoice', 'allocations.invoiceId': 'invoice' } },
  'payments.create': {
    may: bookkeeping,
    names: { invoiceIds: 'invoice', 'allocations.invoiceId': 'invoice' },
    input: paying,
  },
  'payments.get': { may: everybody, names: { paymentId: 'payment' } },
  'payments.list': { may: everybody },
  'payments.cancel': { may: bookkeeping, names: { paymentId: 'payment' } },
  'statements.get': { may: everybody, input: period },
  'statements.respond': { may: bookkeeping, names: { movementId: 'movement' }, input: () => ({ response: 'agree' }) },
  'statements.agree': {
    may: bookkeeping,
    input: period,
    etag: async ({ ask }, who) => (await ask(who, statements.get, period())).etag,
  },
  'statements.download': { may: everybody, input: () => ({ ...period(), format: 'csv' }) },

  'profile.get': { may: everybody },
  'profile.update': {
    may: everybody,
    input: () => ({ jobTitle: 'Sample' }),
    etag: async ({ ask }, who) => (await ask(who, profile.get, {})).etag,
  },
  'profile.addContact': { may: everybody, input: () => ({ kind: 'email', value: `${unique()}@people.example` }) },
  // A code went out a moment ago.
  'profile.sendContactCode': { may: everybody, names: { contactId: 'contact' }, answer: 429 },
  'profile.verifyContact': {
    may: everybody,
    names: { contactId: 'contact' },
    input: () => ({ code: 'wrong' }),
    answer: 422,
  },
  'profile.makeContactPrimary': { may: everybody, names: { contactId: 'verifiedContact' } },
  'profile.removeContact': { may: everybody, names: { contactId: 'contact' } },
  'profile.avatar': {
    may: everybody,
    input: async ({ ask }, who) => {
      await ask(who, profile.setAvatar, { file: picture() });
      return {};
    },
  },
  'profile.setAvatar': { may: everybody, input: () => ({ file: picture() }) },
  'profile.removeAvatar': { may: everybody },

  'company.get': { may: everybody },
  'company.update': {
    may: bookkeeping,
    input: () => ({ requisites: { bankName: unique() } }),
    etag: async ({ ask }, who) => (await ask(who, company.get, {})).etag,
  },
  'company.requestChange': { may: bookkeeping, input: changing },
  'company.changeRequests': { may: everybody },
  'company.withdrawChange': { may: bookkeeping, names: { requestId: 'change' } },
  'companies.lookup': { may: everybody, input: () => ({ search: 'sample' }) },
  'companies.lookupBank': { may: everybody, input: () => ({ code: '040000777' }) },

  'addresses.list': { may: everybody },
  'addresses.add': { may: receiving, input: newAddress },
  'addresses.update': {
    may: receiving,
    names: { addressId: 'address' },
    input: newAddress,
    etag: async ({ ask }, who) => (await ask(who, addresses.list, {})).items.at(-1)?.etag ?? 'none',
  },
  'addresses.remove': { may: receiving, names: { addressId: 'address' } },
  'addresses.setDefault': {
    may: receiving,
    names: { addressId: 'address' },
    input: () => ({ purpose: 'delivery' }),
  },
  'members.list': { may: everybody },
  'members.invite': { may: ['owner'], input: () => ({ email: `${unique()}@people.example`, role: 'viewer' }) },
  'members.resendInvitation': { may: ['owner'], names: { memberId: 'member' } },
  'members.changeRole': { may: ['owner'], names: { memberId: 'member' }, input: () => ({ role: 'buyer' }) },
  'members.remove': { may: ['owner'], names: { memberId: 'member' } },

  'notifications.preferences': { may: everybody },
  'notifications.updatePreferences': {
    may: everybody,
    input: () => ({ quietHours: { from: '22:00', to: '07:00', timeZone: 'Europe/Berlin' } }),
    etag: async ({ ask }, who) => (await ask(who, notifications.preferences, {})).etag,
  },
  'security.sessions': { may: everybody },
  'security.endSession': { may: everybody, names: { sessionId: 'session' } },
  'security.endOtherSessions': { may: everybody },
  'security.signIns': { may: everybody },
  'privacy.consents': { may: everybody },
  'privacy.giveConsent': { may: everybody, input: () => ({ consentId: 'news', version: '1' }) },
  'privacy.revokeConsent': {
    may: everybody,
    input: async ({ ask }, who) => {
      await ask(who, privacy.giveConsent, { consentId: 'news', version: '1' });
      return { consentId: 'news' };
    },
  },
  'privacy.exports': { may: everybody },
  'privacy.requestExport': { may: everybody },
  'privacy.downloadExport': { may: everybody, names: { exportId: 'export' } },
  'privacy.deletion': { may: everybody },
  'privacy.requestDeletion': { may: everybody, input: () => ({ phrase: 'not this one' }), answer: 422 },
  'privacy.cancelDeletion': { may: everybody },

  'tickets.list': { may: everybody, names: { aboutId: ['order', nothing] } },
  'tickets.kinds': { may: everybody },
  'tickets.get': { may: everybody, names: { ticketId: 'ticket' } },
  'tickets.create': {
    may: talking,
    names: { uploadIds: ['wholeUpload', 422], 'about.id': ['order', 422] },
    input: () => ({ ...message(), kindId: 'question', title: 'Sample', about: [{ kind: 'order' }] }),
  },
  'tickets.messages': { may: everybody, names: { ticketId: 'ticket' } },
  'tickets.searchMessages': { may: everybody, names: { ticketId: 'ticket' }, input: () => ({ search: 'people' }) },
  'tickets.send': {
    may: talking,
    names: { uploadIds: ['wholeUpload', 422], ticketId: 'ticket', replyToId: ['message', 422] },
    input: message,
  },
  'tickets.markRead': { may: everybody, names: { ticketId: 'ticket' }, input: () => ({ sequence: 1 }) },
  'tickets.attachment': { may: everybody, names: { attachmentId: 'attachment' } },
  'tickets.close': { may: talking, names: { ticketId: 'ticket' } },
  'tickets.reopen': { may: talking, names: { ticketId: 'closedTicket' } },
  'tickets.rate': { may: customers, names: { ticketId: 'closedTicket' }, input: () => ({ score: 5 }) },
  'tickets.mailTranscript': { may: everybody, names: { ticketId: 'ticket' } },
  'tickets.assign': { may: ['agent'], names: { ticketId: 'ticket' } },
  'presence.get': { may: everybody, names: { ticketId: 'ticket' } },
  'presence.type': { may: everybody, names: { ticketId: 'ticket' }, input: () => ({ typing: true }) },
  'uploads.limits': { may: everybody },
  'uploads.begin': { may: everybody, input: () => ({ name: 'list.csv', mediaType: 'text/csv', size: 8 }) },
  'uploads.get': { may: everybody, names: { uploadId: 'upload' } },
  'uploads.append': { may: everybody, names: { uploadId: 'upload' }, input: () => ({ offset: 0, part: file() }) },
  'uploads.cancel': { may: everybody, names: { uploadId: 'upload' } },
};

/** Who makes the things of a customer. */
export const ownerOf = ({ tenantId, customerId }: Who): Who => person('owner', customerId, { tenantId });
