import assert from 'node:assert/strict';
import { operations } from '../../src/contract/operations.ts';
import type { Caller } from './target.ts';

const { tickets, uploads } = operations;

const nothing = () => Promise.resolve({});
const newMessage = () => ({ clientId: crypto.randomUUID(), text: 'A sample of what people write' });

/** What begins a ticket of the first kind that asks for nothing more. */
async function newTicket(caller: Caller) {
  const { items } = await caller.ask(tickets.kinds, {});
  const kind = items.find(({ fields }) => ((fields?.required as unknown[] | undefined) ?? []).length === 0);
  assert.ok(kind, 'there must be a kind of ticket without required fields');
  return { ...newMessage(), kindId: kind.id, title: 'Sample' };
}
const ticketId = async (caller: Caller): Promise<string> =>
  (await caller.ask(tickets.create, await newTicket(caller))).id;
const ofTicket = async (caller: Caller) => ({ ticketId: await ticketId(caller) });
const ofClosedTicket = async (caller: Caller) => {
  const input = await ofTicket(caller);
  await caller.ask(tickets.close, input);
  return input;
};

const file = () => new File(['one,two\n1,2\n'], 'sample.csv', { type: 'text/csv' });
const announcement = () => ({ name: 'sample.csv', mediaType: 'text/csv', size: file().size });
const uploadId = async (caller: Caller): Promise<string> => (await caller.ask(uploads.begin, announcement())).id;
const ofUpload = async (caller: Caller) => ({ uploadId: await uploadId(caller) });

async function attachmentId(caller: Caller): Promise<string> {
  const id = await uploadId(caller);
  await caller.ask(uploads.append, { uploadId: id, offset: 0, part: file() });
  const input = { ...newMessage(), ticketId: await ticketId(caller), uploadIds: [id] };
  const [attachment] = (await caller.ask(tickets.send, input)).attachments;
  assert.ok(attachment, 'the message must have its file');
  return attachment.id;
}

/** Valid inputs of the operations of tickets, presence and uploads. */
export const ticketSamples: Record<string, (caller: Caller) => Promise<object>> = {
  'tickets.list': nothing,
  'tickets.kinds': nothing,
  'tickets.get': ofTicket,
  'tickets.create': newTicket,
  'tickets.messages': ofTicket,
  'tickets.searchMessages': async (caller) => ({ ...(await ofTicket(caller)), search: 'sample' }),
  'tickets.send': async (caller) => ({ ...(await ofTicket(caller)), ...newMessage() }),
  'tickets.markRead': async (caller) => ({ ...(await ofTicket(caller)), sequence: 1 }),
  'tickets.attachment': async (caller) => ({ attachmentId: await attachmentId(caller) }),
  'tickets.close': ofTicket,
  'tickets.reopen': ofClosedTicket,
  'tickets.rate': async (caller) => ({ ...(await ofClosedTicket(caller)), score: 5 }),
  'tickets.mailTranscript': ofTicket,
  'presence.get': ofTicket,
  'presence.type': async (caller) => ({ ...(await ofTicket(caller)), typing: true }),
  'uploads.limits': nothing,
  'uploads.begin': () => Promise.resolve(announcement()),
  'uploads.get': ofUpload,
  'uploads.append': async (caller) => ({ ...(await ofUpload(caller)), offset: 0, part: file() }),
  'uploads.cancel': ofUpload,
};
