import * as z from 'zod/mini';
import { operation } from '../operation.ts';
import { pageInput, pageOf } from '../page.ts';
import { Id, Instant, LongText, Text, code, status } from '../scalars.ts';

/** `open`: the company has to answer; `answered`: the customer may; `waiting`: put off by the company. */
export const ticketStates = ['open', 'answered', 'waiting', 'closed'] as const;
export type TicketState = (typeof ticketStates)[number];

/** What may be done with a ticket now, as the backend says. */
export const ticketActions = ['reply', 'close', 'reopen', 'rate', 'transcript'] as const;

/** What a ticket is about: the chip that leads back to it. */
export const TicketSubject = /* @__PURE__ */ z.object({
  kind: code(['order', 'invoice', 'document']),
  id: Id,
  /** Its number. */
  label: Text,
});
export type TicketSubject = z.output<typeof TicketSubject>;

/** Who wrote: the customer's people, the company's staff, or the system. */
export const Author = /* @__PURE__ */ z.object({
  id: z.optional(Id),
  side: code(['customer', 'staff', 'system']),
  name: Text,
  /** Such as "Support". */
  role: z.optional(Text),
  /** The person who asks. */
  you: z.optional(z.boolean()),
});
export type Author = z.output<typeof Author>;

/** How a ticket was rated: a neutral number and words, no faces. */
export const TicketRating = /* @__PURE__ */ z.object({
  /** 1 (worst) to 5. */
  score: z.int().check(z.minimum(1), z.maximum(5)),
  comment: z.optional(LongText),
  at: Instant,
});

/** The fields that a row of the list and the ticket itself share. */
const ticketFields = {
  id: Id,
  /** The number that people use. */
  number: Text,
  title: Text,
  /** What kind of request it is; see `tickets.kinds`. */
  kind: z.object({ id: Id, label: Text }),
  status: status(ticketStates),
  createdAt: Instant,
  /** When something was said or done last. */
  updatedAt: Instant,
  lastMessage: z.optional(z.object({ author: Author, text: Text, at: Instant })),
  /** Messages of the other side that this side has not read. */
  unread: z.int().check(z.minimum(0)),
  /** When the company has promised an answer. */
  deadline: z.optional(Instant),
  about: z.array(TicketSubject),
  /** Who takes care of it at the company. */
  assignee: z.optional(z.object({ id: Id, name: Text })),
  /** For staff: whose ticket it is. */
  customer: z.optional(z.object({ id: Id, name: Text })),
  rating: z.optional(TicketRating),
  /** Unknown actions are for newer widgets. */
  allowedActions: z.array(z.string()),
};

export const TicketSummary = /* @__PURE__ */ z.object(ticketFields);
export type TicketSummary = z.output<typeof TicketSummary>;

export const TicketFilter = /* @__PURE__ */ z.object({
  /** Words in the number, the title, or any message. */
  search: z.optional(z.string().check(z.maxLength(100))),
  state: z.optional(z.array(z.enum(ticketStates))),
  unread: z.optional(z.boolean()),
  kindId: z.optional(Id),
  /** Only tickets about this order, invoice or document. */
  aboutId: z.optional(Id),
  /** For staff: only this customer's. */
  customerId: z.optional(Id),
  /** For staff: `mine` are those that the person who asks takes care of; default all. */
  queue: z.optional(z.enum(['mine', 'unassigned', 'all'])),
  ...pageInput,
});
export type TicketFilter = z.output<typeof TicketFilter>;

export const listTickets = operation({
  id: 'tickets.list',
  kind: 'query',
  http: 'GET /tickets',
  summary: 'Tickets by filter, the latest activity first',
  input: TicketFilter,
  output: pageOf(TicketSummary),
});

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
