import assert from 'node:assert/strict';
import { collectData } from '../../../server/privacy/collect.ts';
import { archiveOf } from '../../../server/privacy/archive.ts';
import { finishExport, takeExport } from '../../../server/store/privacy/export-queue.ts';
import { operations } from '../../../src/contract/operations.ts';
import { day, today } from '../helpers/books.ts';
import { addOrders, orderRecord } from '../helpers/company.ts';
import { personId, type Who, type World } from './world.ts';

const { addresses, company, invoices, members, payments, privacy, profile, security, statements, tickets, uploads } =
  operations;

/** What an input can name. */
export type Thing = keyof typeof things;

/** How a thing comes to be, and whose it is then: the customer's of whoever made it, or only theirs. */
interface Making {
  whose: 'customer' | 'person';
  /** The company's staff see it too, whichever customer's it is. */
  staff?: true;
  make(world: World, owner: Who): Promise<string>;
}

const unique = () => crypto.randomUUID().slice(0, 8);
const imported =
  (kind: string) =>
  (_world: World, { tenantId, customerId }: Who) =>
    Promise.resolve(`${tenantId}-${customerId}-${kind}`);
const message = () => ({ clientId: crypto.randomUUID(), text: 'What people write' });
export const file = () => new File(['one,two\n'], 'list.csv', { type: 'text/csv' });
const period = () => ({ from: day(-60), to: today() });

const newTicket = async ({ ask }: World, who: Who) =>
  (await ask(who, tickets.create, { ...message(), kindId: 'question', title: 'Cups' })).id;
const newUpload = async ({ ask }: World, who: Who) => {
  const { name, type, size } = file();
  return (await ask(who, uploads.begin, { name, mediaType: type, size })).id;
};
const wholeUpload = async (world: World, who: Who) => {
  const uploadId = await newUpload(world, who);
  await world.ask(who, uploads.append, { uploadId, offset: 0, part: file() });
  return uploadId;
};
const open = async ({ ask }: World, who: Who) => (await ask(who, statements.get, period())).movements[0]?.id;

/** What a payment of a part of an invoice takes, so that something is left to pay. */
export async function paying({ ask }: World, who: Who) {
  const amount = { amount: '5.00', currency: 'EUR' };
  const invoiceIds = [`${who.tenantId}-${who.customerId}-invoice`];
  const { terms } = await ask(who, payments.preview, { invoiceIds, amount });
  return { invoiceIds, amount, terms, returnUrl: 'https://shop.example/account' };
}

/** A change to ask for; a field waits for one decision at a time, so what waits is taken back first. */
export async function changing({ ask }: World, who: Who) {
  for (const { id, state } of (await ask(who, company.changeRequests, {})).items)
    if (state === 'requested') await ask(who, company.withdrawChange, { requestId: id });
  return { requisites: { legalName: unique() } };
}

export const things = {
  customer: { whose: 'customer', make: (_world, { customerId }) => Promise.resolve(customerId) },
  order: { whose: 'customer', make: imported('order') },
  newOrder: {
    whose: 'customer',
    make: async ({ store }, { tenantId, customerId }) => {
      const id = unique();
      await addOrders(store, tenantId, [orderRecord(id, { customerId })]);
      return id;
    },
  },
  invoice: { whose: 'customer', make: imported('invoice') },
  document: {
    whose: 'customer',
    make: async (world, who) => {
      const invoiceId = await imported('invoice')(world, who);
      return (await world.ask(who, invoices.get, { invoiceId })).document?.id ?? assert.fail('no document');
    },
  },
  movement: { whose: 'customer', make: async (world, who) => (await open(world, who)) ?? assert.fail('no movement') },
  payment: {
    whose: 'customer',
    make: async (world, who) => (await world.ask(who, payments.create, await paying(world, who))).id,
  },
  change: {
    whose: 'customer',
    make: async (world, who) => {
      return (await world.ask(who, company.requestChange, await changing(world, who))).id;
    },
  },
  address: {
    whose: 'customer',
    make: async ({ ask }, who) => (await ask(who, addresses.add, { country: 'DE', city: 'Town', street: unique() })).id,
  },
  member: {
    whose: 'customer',
    make: async ({ ask }, who) => {
      const email = `${unique()}@people.example`;
      const { items } = await ask(who, members.invite, { email, role: 'viewer' });
      return items.find((item) => item.email === email)?.id ?? assert.fail('nobody was invited');
    },
  },
  ticket: { whose: 'customer', staff: true, make: newTicket },
  closedTicket: {
    whose: 'customer',
    staff: true,
    make: async (world, who) => {
      const ticketId = await newTicket(world, who);
      await world.ask(who, tickets.close, { ticketId });
      return ticketId;
    },
  },
  message: {
    whose: 'customer',
    make: async (world, who) =>
      (await world.ask(who, tickets.send, { ...message(), ticketId: await newTicket(world, who) })).id,
  },
  attachment: {
    whose: 'customer',
    staff: true,
    make: async (world, who) => {
      const [ticketId, uploadId] = [await newTicket(world, who), await wholeUpload(world, who)];
      const sent = await world.ask(who, tickets.send, { ...message(), ticketId, uploadIds: [uploadId] });
      return sent.attachments[0]?.id ?? assert.fail('the message must have its file');
    },
  },
  upload: { whose: 'person', make: newUpload },
  wholeUpload: { whose: 'person', make: wholeUpload },
  contact: {
    whose: 'person',
    make: async ({ ask }, who) => {
      const value = `${unique()}@people.example`;
      const { contacts } = await ask(who, profile.addContact, { kind: 'email', value });
      const { id } = contacts.find((contact) => contact.value === value) ?? assert.fail('no contact');
      // There may be five; what is not verified is of no use anyway.
      for (const other of contacts)
        if (!other.verified && other.id !== id) await ask(who, profile.removeContact, { contactId: other.id });
      return id;
    },
  },
  verifiedContact: {
    whose: 'person',
    make: async ({ ask }, who) =>
      (await ask(who, profile.get, {})).contacts.find(({ verified }) => verified)?.id ?? assert.fail('no contact'),
  },
  session: {
    whose: 'person',
    make: async ({ ask, store }, who) => {
      await store.directory.createSession(who.tenantId, personId(who), 3600);
      return (await ask(who, security.sessions, {})).items.at(-1)?.id ?? assert.fail('no session');
    },
  },
  export: {
    whose: 'person',
    make: async ({ ask, store }, who) => {
      const { id } = await ask(who, privacy.requestExport, {});
      for (let wanted = await takeExport(store.transaction); wanted; wanted = await takeExport(store.transaction)) {
        const data = await collectData(store.transaction, wanted);
        await finishExport(store.transaction, wanted, archiveOf(data, wanted.locale));
      }
      return id;
    },
  },
} satisfies Record<string, Making>;

/** The same by name, for whoever does not know which. */
export const makingOf = (thing: Thing): Making => things[thing];
