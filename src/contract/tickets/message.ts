import * as z from 'zod/mini';
import { operation } from '../operation.ts';
import { Id, Instant, LongText, Text, code } from '../scalars.ts';
import { Author } from './list.ts';
import { messageInput } from './ticket.ts';

export const Attachment = /* @__PURE__ */ z.object({
  id: Id,
  name: Text,
  mediaType: z.string(),
  /** Bytes. */
  size: z.int().check(z.minimum(0)),
  /** Of a picture, in pixels: its place is kept while it loads. */
  width: z.optional(z.int().check(z.minimum(1))),
  height: z.optional(z.int().check(z.minimum(1))),
});
export type Attachment = z.output<typeof Attachment>;

/** One message of a ticket, or one thing that happened to it. */
export const Message = /* @__PURE__ */ z.object({
  id: Id,
  /** Counts up by any steps within the ticket: the only order of messages; never a clock. */
  sequence: z.int().check(z.minimum(1)),
  /** The sender's own id for it, so that they know their message again. */
  clientId: z.optional(z.string()),
  author: Author,
  at: Instant,
  /** Plain text; links and lines are found by the widget. */
  text: z.optional(LongText),
  /** Where the backend has only HTML: shown after sanitising, instead of `text`. */
  html: z.optional(z.string().check(z.maxLength(200_000))),
  replyTo: z.optional(z.object({ id: Id, sequence: z.int(), author: Text, text: Text })),
  attachments: z.array(Attachment),
  /** Present: no message but an event, with `text` in the company's words where it has some. */
  event: z.optional(z.object({ kind: code(['opened', 'closed', 'reopened', 'assigned', 'rated', 'other']) })),
});
export type Message = z.output<typeof Message>;

export const MAX_MESSAGES = 100;

export const listMessages = operation({
  id: 'tickets.messages',
  kind: 'query',
  http: 'GET /tickets/{ticketId}/messages',
  summary: 'Messages around a place, oldest first; without a place the latest',
  input: z.object({
    ticketId: Id,
    /** Only those before this sequence, the nearest ones. */
    before: z.optional(z.int()),
    /** Only those after this sequence, the nearest ones. */
    after: z.optional(z.int()),
    limit: z.optional(z.int().check(z.minimum(1), z.maximum(MAX_MESSAGES))),
  }),
  output: z.object({
    items: z.array(Message),
    /** Whether there are earlier ones than the first of these. */
    hasEarlier: z.boolean(),
    /** Whether there are later ones than the last of these. */
    hasLater: z.boolean(),
    readUpTo: z.int(),
    othersReadUpTo: z.int(),
  }),
});

export const searchMessages = operation({
  id: 'tickets.searchMessages',
  kind: 'query',
  http: 'GET /tickets/{ticketId}/search',
  summary: 'Where words occur in a conversation, latest first',
  input: z.object({ ticketId: Id, search: z.string().check(z.minLength(1), z.maxLength(100)) }),
  output: z.object({ items: z.array(z.object({ sequence: z.int(), author: Text, at: Instant, text: Text })) }),
});

/** The same `clientId` again answers the message that was made by the first, and makes none. */
export const sendMessage = operation({
  id: 'tickets.send',
  kind: 'mutation',
  http: 'POST /tickets/{ticketId}/messages',
  summary: 'Adds a message to a ticket; a closed one is opened again where the backend allows it',
  input: z.object({ ...messageInput, ticketId: Id, replyToId: z.optional(Id) }),
  output: Message,
});

export const markRead = operation({
  id: 'tickets.markRead',
  kind: 'mutation',
  http: 'PUT /tickets/{ticketId}/read',
  summary: 'This side has read up to a message; never goes back',
  input: z.object({ ticketId: Id, sequence: z.int().check(z.minimum(0)) }),
  output: z.object({ readUpTo: z.int() }),
  outlivesPage: true,
});

export const downloadAttachment = operation({
  id: 'tickets.attachment',
  kind: 'query',
  http: 'GET /attachments/{attachmentId}/content',
  summary: 'The file of a message',
  input: z.object({ attachmentId: Id }),
  output: z.file(),
});

/** Who is there on the other side, and when an answer may be expected. */
export const Presence = /* @__PURE__ */ z.object({
  /** Who is typing right now. */
  typing: z.array(Text),
  /** Whether somebody of the other side is there; absent: not known. */
  online: z.optional(z.boolean()),
  lastSeenAt: z.optional(Instant),
  /** Such as "Mon–Fri 9:00–18:00". */
  hours: z.optional(Text),
  /** Whether it is one of these hours now. */
  open: z.optional(z.boolean()),
  /** Usual minutes until an answer. */
  answerMinutes: z.optional(z.int().check(z.minimum(1))),
});
export type Presence = z.output<typeof Presence>;

export const getPresence = operation({
  id: 'presence.get',
  kind: 'query',
  http: 'GET /tickets/{ticketId}/presence',
  summary: 'Whether the other side is there or typing, and when an answer may be expected',
  input: z.object({ ticketId: Id }),
  output: Presence,
});

export const sendTyping = operation({
  id: 'presence.type',
  kind: 'mutation',
  http: 'PUT /tickets/{ticketId}/typing',
  summary: 'The person is typing; forgotten after six seconds unless said again',
  input: z.object({ ticketId: Id, typing: z.boolean() }),
  output: z.object({}),
});
