import { CabinetError } from '../../contract/problem.ts';
import type { CallContext } from '../adapter.ts';
import type { RequestTrackerOptions } from './options.ts';
import type { Tracker, TrackerPage } from './tracker.ts';

/** A ticket as a search answers it, with the fields of {@link ticketFields}. */
export interface TrackerTicket {
  id: string;
  Subject: string;
  Status: string;
  Created: string;
  LastUpdated: string;
  Queue: { Name: string };
  Owner: { id: string; RealName?: string };
  Requestors: readonly { EmailAddress?: string; RealName?: string }[];
  CustomFields?: readonly { id: string; name: string; values: readonly string[] }[];
}

/** All that a custom field holds. */
export const valuesOf = (fields: TrackerTicket['CustomFields'], field: string): readonly string[] =>
  fields?.find(({ name }) => name === field)?.values ?? [];

/** What a custom field holds. */
export const valueOf = (fields: TrackerTicket['CustomFields'], field: string): string | undefined =>
  valuesOf(fields, field)[0];

export const ticketFields = {
  fields: 'Subject,Status,Queue,Created,LastUpdated,Owner,Requestors,CustomFields',
  'fields[Queue]': 'Name',
  'fields[Owner]': 'RealName',
  'fields[Requestors]': 'EmailAddress,RealName',
};

/** A text in a search. What could end the text early is left out: the rest of the search says whose tickets are seen. */
export const quoted = (text: string): string => `'${text.replace(/['"\\\p{Cc}]/gu, ' ')}'`;

/** Who asks, and what is theirs. */
export interface Scope {
  email: string;
  /** TicketSQL that only tickets of this customer in the customers' queues fulfil. */
  condition: string;
}

/** @throws CabinetError `unauthenticated` where the server has verified nobody */
export async function scopeOf(options: RequestTrackerOptions, { customer }: CallContext): Promise<Scope> {
  if (!customer) throw new CabinetError('unauthenticated', 'request-tracker: there is no verified customer');
  const email = await options.requestor(customer);
  if (!/^[^\s'"\\]+@[^\s'"\\]+$/.test(email)) {
    throw new CabinetError('unavailable', 'request-tracker: requestor() answered no e-mail address');
  }
  const queues = options.queues.map(({ name }) => `Queue = ${quoted(name)}`).join(' OR ');
  return { email, condition: `Requestor.EmailAddress = ${quoted(email)} AND (${queues})` };
}

/** Whether the customer is really among the requestors of what a search found. */
export const isTheirs = ({ Requestors }: TrackerTicket, { email }: Scope): boolean =>
  Requestors.some(({ EmailAddress }) => EmailAddress?.toLowerCase() === email.toLowerCase());

/** Searches among the customer's own tickets only. */
export async function searchOwn(
  tracker: Tracker,
  scope: Scope,
  { condition, ...page }: { condition?: string; per_page: number; page?: number; orderby?: 'id' },
  context: CallContext,
): Promise<TrackerPage<TrackerTicket>> {
  const query = condition === undefined ? scope.condition : `${scope.condition} AND ${condition}`;
  const answer = await tracker.get<TrackerPage<TrackerTicket>>(
    '/tickets',
    { query, ...ticketFields, orderby: 'LastUpdated', order: 'DESC', ...page },
    context,
  );
  return { ...answer, items: answer.items.filter((ticket) => isTheirs(ticket, scope)) };
}

/** One of the customer's own; somebody else's is answered as one that is not there. */
export async function findOwn(
  tracker: Tracker,
  scope: Scope,
  ticketId: string,
  context: CallContext,
): Promise<TrackerTicket> {
  const { items } = /^\d{1,10}$/.test(ticketId)
    ? await searchOwn(tracker, scope, { condition: `id = ${ticketId}`, per_page: 1 }, context)
    : { items: [] };
  const [ticket] = items;
  if (!ticket) throw new CabinetError('not_found', `request-tracker: there is no ticket ${ticketId}`);
  return ticket;
}
