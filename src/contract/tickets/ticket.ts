import * as z from 'zod/mini';
import { operation } from '../operation.ts';
import { Id, LongText, Text } from '../scalars.ts';
import { ticketFields } from './list.ts';

export const Ticket = /* @__PURE__ */ z.object({
  ...ticketFields,
  /** What was filled in when it was made. */
  fields: z.array(z.object({ label: Text, value: LongText })),
  /** Sequence of the last message; 0: there is none. */
  lastSequence: z.int().check(z.minimum(0)),
  /** Sequence up to which this side has read. */
  readUpTo: z.int().check(z.minimum(0)),
  /** Sequence up to which the other side has read. */
  othersReadUpTo: z.int().check(z.minimum(0)),
});
export type Ticket = z.output<typeof Ticket>;

const ticketInput = { ticketId: Id };

export const getTicket = operation({
  id: 'tickets.get',
  kind: 'query',
  http: 'GET /tickets/{ticketId}',
  summary: 'One ticket with its fields and how far each side has read',
  input: z.object(ticketInput),
  output: Ticket,
});

/** A kind of request: a question, a complaint, an application, with the fields that it asks for. */
export const TicketKind = /* @__PURE__ */ z.object({
  id: Id,
  label: Text,
  hint: z.optional(Text),
  /**
   * JSON Schema (2020-12) of an object: `title`, `description`, `type` (string, number, integer, boolean),
   * `format` (date, email), `enum`, lengths and bounds of each field, and `required`.
   */
  fields: z.optional(z.record(z.string(), z.unknown())),
});
export type TicketKind = z.output<typeof TicketKind>;

export const listTicketKinds = operation({
  id: 'tickets.kinds',
  kind: 'query',
  http: 'GET /ticket-kinds',
  summary: 'What can be asked for, with the fields of each kind',
  input: z.object({}),
  output: z.object({ items: z.array(TicketKind) }),
});

/** The most files that one message may bring. */
export const MAX_ATTACHMENTS_OF_MESSAGE = 10;

/** The longest text of a message, in UTF-16 units. */
export const MAX_MESSAGE_LENGTH = 10_000;

/** What a message brings, whether it begins a ticket or goes on with one. */
export const messageInput = {
  /** Made once by the sender when it is written; the same message under the same id is sent once. */
  clientId: z.string().check(z.minLength(8), z.maxLength(64)),
  text: z.string().check(z.maxLength(MAX_MESSAGE_LENGTH)),
  /** Uploads that are whole; see `uploads.begin`. */
  uploadIds: z.optional(z.array(Id).check(z.maxLength(MAX_ATTACHMENTS_OF_MESSAGE))),
};

export const createTicket = operation({
  id: 'tickets.create',
  kind: 'mutation',
  http: 'POST /tickets',
  summary: 'Begins a ticket with its first message',
  input: z.object({
    ...messageInput,
    kindId: Id,
    title: z.string().check(z.minLength(1), z.maxLength(200)),
    fields: z.optional(z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))),
    about: z.optional(
      z.array(z.object({ kind: z.enum(['order', 'invoice', 'document']), id: Id })).check(z.maxLength(5)),
    ),
  }),
  output: Ticket,
});

export const closeTicket = operation({
  id: 'tickets.close',
  kind: 'mutation',
  http: 'POST /tickets/{ticketId}/closing',
  summary: 'Closes a ticket: the matter is settled',
  input: z.object(ticketInput),
  output: Ticket,
});

export const reopenTicket = operation({
  id: 'tickets.reopen',
  kind: 'mutation',
  http: 'POST /tickets/{ticketId}/reopening',
  summary: 'Opens a closed ticket again',
  input: z.object(ticketInput),
  output: Ticket,
});

export const rateTicket = operation({
  id: 'tickets.rate',
  kind: 'mutation',
  http: 'PUT /tickets/{ticketId}/rating',
  summary: 'Says how well the matter was handled; a later rating replaces it while the backend allows',
  input: z.object({
    ...ticketInput,
    score: z.int().check(z.minimum(1), z.maximum(5)),
    comment: z.optional(z.string().check(z.maxLength(2000))),
  }),
  output: Ticket,
});

export const mailTranscript = operation({
  id: 'tickets.mailTranscript',
  kind: 'mutation',
  http: 'POST /tickets/{ticketId}/transcript',
  summary: 'Mails the whole conversation to the person who asks',
  input: z.object(ticketInput),
  output: z.object({ mailedTo: Text }),
});

/** For staff: takes care of a ticket, or hands it on. */
export const assignTicket = operation({
  id: 'tickets.assign',
  kind: 'mutation',
  http: 'PUT /tickets/{ticketId}/assignee',
  summary: 'For staff: takes a ticket over',
  input: z.object(ticketInput),
  output: Ticket,
});
