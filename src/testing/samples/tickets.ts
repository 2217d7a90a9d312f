import { operations } from '../../contract/operations.ts';
import type { Caller } from '../caller.ts';
import { unchecked } from '../expect.ts';
import { ROWS, first, nothing, type Samples } from './sample.ts';

const { tickets, uploads } = operations;

const newMessage = () => ({ clientId: crypto.randomUUID(), text: 'A sample of what people write' });

/** What begins a ticket of the first kind that asks for nothing more. */
async function newTicket(caller: Caller) {
  const { items } = await caller.ask(tickets.kinds, {});
  const asksNothing = ({ fields }: (typeof items)[number]) =>
    ((fields?.required as unknown[] | undefined) ?? []).length === 0;
  const kind = first(items, 'kind of ticket without required fields', asksNothing);
  return { ...newMessage(), kindId: kind.id, title: 'Sample' };
}

/** Begins a ticket, and answers its id. */
export async function openTicket(caller: Caller): Promise<string> {
  return (await caller.ask(tickets.create, await newTicket(caller))).id;
}
/** Begins a ticket with a few messages, and answers its id. */
export async function openConversation(caller: Caller): Promise<string> {
  const ticketId = await openTicket(caller);
  for (let count = 1; count < 5; count += 1) await caller.ask(tickets.send, { ...newMessage(), ticketId });
  return ticketId;
}
async function anyTicketId(caller: Caller): Promise<string> {
  const [ticket] = caller.offers(tickets.list) ? (await caller.ask(tickets.list, { limit: 1 })).items : [];
  return ticket?.id ?? openTicket(caller);
}
const ofNewTicket = async (caller: Caller) => ({ ticketId: await openTicket(caller) });
const ofTicket = async (caller: Caller) => ({ ticketId: await anyTicketId(caller) });
const ofClosedTicket = async (caller: Caller) => {
  const input = await ofNewTicket(caller);
  await caller.ask(tickets.close, input);
  return input;
};

const file = () => new File(['one,two\n1,2\n'], 'sample.csv', { type: 'text/csv' });
const announcement = () => ({ name: 'sample.csv', mediaType: 'text/csv', size: file().size });
const uploadId = async (caller: Caller): Promise<string> => (await caller.ask(uploads.begin, announcement())).id;
const ofUpload = async (caller: Caller) => ({ uploadId: await uploadId(caller) });

/** The file of a message that is there, or of one that is sent. */
async function attachmentId(caller: Caller): Promise<string> {
  for (const { id: ticketId } of caller.offers(tickets.list)
    ? (await caller.ask(tickets.list, { limit: ROWS })).items
    : []) {
    const { items } = await caller.ask(tickets.messages, { ticketId });
    const [attachment] = items.flatMap(({ attachments }) => attachments);
    if (attachment) return attachment.id;
  }
  const id = await uploadId(caller);
  await caller.ask(uploads.append, { uploadId: id, offset: 0, part: file() });
  const input = { ...newMessage(), ticketId: await openTicket(caller), uploadIds: [id] };
  const [attachment] = (await caller.ask(tickets.send, input)).attachments;
  return attachment?.id ?? unchecked('the message came back without its file');
}

/** Valid inputs of the operations of tickets, presence and uploads. */
export const ticketSamples: Samples = {
  'tickets.list': nothing,
  'tickets.kinds': nothing,
  'tickets.get': ofTicket,
  'tickets.create': newTicket,
  'tickets.messages': ofTicket,
  'tickets.searchMessages': async (caller) => ({ ...(await ofTicket(caller)), search: 'sample' }),
  'tickets.send': async (caller) => ({ ...(await ofNewTicket(caller)), ...newMessage() }),
  'tickets.markRead': async (caller) => ({ ...(await ofNewTicket(caller)), sequence: 1 }),
  'tickets.attachment': async (caller) => ({ attachmentId: await attachmentId(caller) }),
  'tickets.close': ofNewTicket,
  'tickets.reopen': ofClosedTicket,
  'tickets.rate': async (caller) => ({ ...(await ofClosedTicket(caller)), score: 5 }),
  'tickets.mailTranscript': ofNewTicket,
  'presence.get': ofTicket,
  'presence.type': async (caller) => ({ ...(await ofNewTicket(caller)), typing: true }),
  'uploads.limits': nothing,
  'uploads.begin': () => Promise.resolve(announcement()),
  'uploads.get': ofUpload,
  'uploads.append': async (caller) => ({ ...(await ofUpload(caller)), offset: 0, part: file() }),
  'uploads.cancel': ofUpload,
};
