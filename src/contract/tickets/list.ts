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
export const ticketFields = {
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
  /** Only this customer's: for staff, who see those of all. */
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
