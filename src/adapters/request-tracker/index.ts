import { MAX_MESSAGES, type Ticket, type TicketFilter, type TicketSummary } from '../../contract/tickets/index.ts';
import type { Page } from '../../contract/page.ts';
import { CabinetError } from '../../contract/problem.ts';
import type { Adapter, CallContext } from '../adapter.ts';
import { defineAdapter } from '../define-adapter.ts';
import { once } from '../once.ts';
import { aboutCondition, readSubjects } from './about.ts';
import { Conversations } from './conversation.ts';
import { defaultFields, type RequestTrackerOptions } from './options.ts';
import { findOwn, quoted, scopeOf, searchOwn, valueOf, valuesOf, type Scope, type TrackerTicket } from './scope.ts';
import { sender } from './send.ts';
import { isClosed, statusesFor, statusOf } from './states.ts';
import { openTracker } from './tracker.ts';

export type { FieldNames, RequestTrackerOptions } from './options.ts';

const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 100;

/**
 * Where a list stands: the next page, and the newest ticket when it began. What was begun since then is left out of its
 * further pages, or every row would move on by one.
 */
const writeCursor = (page: number, newest: string): string => `${page}~${newest}`;

function readCursor(cursor: string | undefined): { page: number; newest?: string | undefined } {
  if (cursor === undefined) return { page: 1 };
  const [, page, newest] = /^([1-9]\d{0,5})~(\d{1,10})$/.exec(cursor) ?? [];
  if (page === undefined) {
    const message = 'is none of this list: start again without it';
    throw new CabinetError('invalid', `/cursor ${message}`, { fields: { '/cursor': message } });
  }
  return { page: Number(page), newest };
}

/**
 * Tickets of Request Tracker 5, through its REST interface under a service account: it runs on the server only, where
 * the customer is verified. A customer sees the tickets of which they are a requestor, in the queues that are named.
 *
 * @example
 * ```ts
 * const tickets = requestTracker({
 *   url: 'https://rt.example', token, account: 'cabinet',
 *   requestor: ({ personId }) => emailOf(personId),
 *   queues: [{ name: 'Support', label: 'Question' }],
 * });
 * const adapter = combine(store, { tickets });
 * ```
 * @throws TypeError at once if `url` is no http(s) address, or no queue is named.
 */
export function requestTracker(options: RequestTrackerOptions): Adapter {
  if (options.queues.length === 0) throw new TypeError('requestTracker: queues must name at least one');
  const fields = { ...defaultFields, ...options.fields };
  const tracker = openTracker(options);
  const conversations = new Conversations(tracker, options.account, fields);
  const labelOf = (queue: string) => options.queues.find(({ name }) => name === queue)?.label ?? queue;

  function toSummary(ticket: TrackerTicket): TicketSummary {
    const { id, Subject, Status, Queue, Created, LastUpdated, Owner, CustomFields } = ticket;
    const closed = isClosed(Status);
    return {
      id,
      number: id,
      title: Subject,
      kind: { id: Queue.Name, label: labelOf(Queue.Name) },
      status: statusOf(Status),
      createdAt: Created,
      updatedAt: LastUpdated,
      // Request Tracker keeps no place up to which a customer has read.
      unread: 0,
      about: readSubjects(valuesOf(CustomFields, fields.about)),
      ...(Owner.id !== 'Nobody' && { assignee: { id: Owner.id, name: Owner.RealName || labelOf(Queue.Name) } }),
      allowedActions: closed ? ['reply', 'reopen', 'rate'] : ['reply', 'close'],
    };
  }

  async function toTicket(ticket: TrackerTicket, context: CallContext): Promise<Ticket> {
    const outlines = await conversations.outlines(ticket, context);
    const last = outlines.at(-1)?.sequence ?? 0;
    const score = Number(valueOf(ticket.CustomFields, fields.rating));
    const ratedAt = outlines.findLast(({ event }) => event === 'rated')?.at;
    const comment = valueOf(ticket.CustomFields, fields.ratingComment);
    return {
      ...toSummary(ticket),
      ...(score >= 1 &&
        score <= 5 &&
        ratedAt !== undefined && { rating: { score, at: ratedAt, ...(comment && { comment }) } }),
      fields: [],
      lastSequence: last,
      readUpTo: last,
      othersReadUpTo: 0,
    };
  }

  /** The last ticket that the customer has begun. */
  async function newestOf(scope: Scope, context: CallContext): Promise<string | undefined> {
    return (await searchOwn(tracker, scope, { per_page: 1, orderby: 'id' }, context)).items[0]?.id;
  }

  async function list(filter: TicketFilter, context: CallContext): Promise<Page<TicketSummary>> {
    const { search, state, unread, kindId, aboutId, cursor, limit = DEFAULT_LIMIT } = filter;
    const scope = await scopeOf(options, context);
    const { page, newest } = readCursor(cursor);
    const conditions = newest === undefined ? [] : [`id <= ${newest}`];
    if (state?.length) {
      const statuses = statusesFor(state).map((status) => `Status = ${quoted(status)}`);
      conditions.push(statuses.length > 0 ? `(${statuses.join(' OR ')})` : 'id = 0');
    }
    if (kindId !== undefined) conditions.push(`Queue = ${quoted(kindId)}`);
    if (aboutId !== undefined) conditions.push(aboutCondition(fields.about, aboutId));
    // Nothing is unread there.
    if (unread === true) conditions.push('id = 0');
    for (const word of search?.trim().split(/\s+/).filter(Boolean) ?? []) {
      const number = /^\d{1,10}$/.test(word) ? ` OR id = ${word}` : '';
      // Not in the messages: that search looks into hidden comments too, and would tell what is in them.
      conditions.push(`(Subject LIKE ${quoted(word)}${number})`);
    }
    const condition = conditions.join(' AND ');
    const narrowed = condition ? { condition } : {};
    const per_page = Math.min(limit, MAX_LIMIT);
    const found = await searchOwn(tracker, scope, { ...narrowed, per_page, page }, context);
    const more = found.pages === null ? found.items.length > 0 : page < found.pages;
    const last = more ? (newest ?? (await newestOf(scope, context))) : undefined;
    const items = found.items.map(toSummary);
    return {
      items: items.filter(({ about }) => aboutId === undefined || about.some(({ id }) => id === aboutId)),
      nextCursor: last === undefined ? null : writeCursor(page + 1, last),
      ...(found.total !== null && { total: found.total }),
    };
  }

  const own = async (ticketId: string, context: CallContext) => {
    const scope = await scopeOf(options, context);
    return { scope, ticket: await findOwn(tracker, scope, ticketId, context) };
  };

  /** Refusals of a change stand in an answer of 200: only the ticket itself tells whether it happened. */
  async function change(
    ticketId: string,
    change: object,
    happened: (ticket: TrackerTicket) => boolean,
    context: CallContext,
  ): Promise<Ticket> {
    const { scope, ticket } = await own(ticketId, context);
    if (happened(ticket)) return toTicket(ticket, context);
    await tracker.write('PUT', `/ticket/${ticket.id}`, change, context);
    const changed = await findOwn(tracker, scope, ticketId, context);
    if (!happened(changed)) throw new CabinetError('conflict', 'request-tracker: the ticket does not allow it');
    return toTicket(changed, context);
  }

  const { create, send } = sender({ options, fields, tracker, conversations });
  const adapter = defineAdapter(
    {
      tickets: {
        list,
        get: async ({ ticketId }, context) => toTicket((await own(ticketId, context)).ticket, context),
        kinds: () => ({
          items: options.queues.map(({ name, label, hint }) => ({
            id: name,
            label,
            ...(hint !== undefined && { hint }),
          })),
        }),
        async messages({ ticketId, before, after, limit = MAX_MESSAGES }, context) {
          const { scope, ticket } = await own(ticketId, context);
          const all = await conversations.outlines(ticket, context);
          const within = all.filter(
            ({ sequence }) => (before === undefined || sequence < before) && (after === undefined || sequence > after),
          );
          const shown = after === undefined ? within.slice(-limit) : within.slice(0, limit);
          const last = all.at(-1)?.sequence ?? 0;
          const [first] = shown;
          return {
            items: await conversations.read(shown, ticket, scope, context),
            hasEarlier: first !== undefined && all[0] !== first,
            hasLater: shown.length > 0 && all.at(-1) !== shown.at(-1),
            readUpTo: last,
            othersReadUpTo: 0,
          };
        },
        create: async (input, context) => toTicket(await create(input, context), context),
        send,
        async attachment({ attachmentId }, context) {
          const [, ticketId = '', partId = ''] = /^(\d{1,10})-(\d{1,10})$/.exec(attachmentId) ?? [];
          const { ticket } = await own(ticketId, context);
          return conversations.file(partId, ticket, context);
        },
        close: ({ ticketId }, context) =>
          change(ticketId, { Status: 'resolved' }, ({ Status }) => isClosed(Status), context),
        reopen: ({ ticketId }, context) =>
          change(ticketId, { Status: 'open' }, ({ Status }) => !isClosed(Status), context),
        rate({ ticketId, score, comment = '' }, context) {
          const rating = { [fields.rating]: String(score), [fields.ratingComment]: comment };
          const rated = ({ CustomFields }: TrackerTicket) =>
            Object.entries(rating).every(([field, value]) => (valueOf(CustomFields, field) ?? '') === value);
          return change(ticketId, { CustomFields: rating }, rated, context);
        },
      },
    },
    { name: options.url, runsIn: ['server'] },
  );
  return once(adapter);
}
