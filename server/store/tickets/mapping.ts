import type { Selectable } from 'kysely';
import type { VerifiedCustomer } from '../../../src/adapters/adapter.ts';
import type { Author, Message, Ticket, TicketSummary } from '../../../src/contract/tickets/index.ts';
import { present } from '../orders/mapping.ts';
import type { MessageTable, TicketTable } from '../tickets-schema.ts';
import type { TicketSettings } from './settings.ts';
import { sideOf } from './side.ts';

/** A ticket as it is read, with what the reader's side has to be told of it. */
export type TicketRow = Selectable<TicketTable> & { unread: number; customer_name: string | null };

const DAY = 86_400_000;

/** Whether a closed ticket may be opened again; staff always may. */
export function mayReopen(
  { closed_at: closedAt }: Pick<TicketRow, 'closed_at'>,
  settings: TicketSettings,
  side: 'customer' | 'staff',
  now: Date,
): boolean {
  if (closedAt === null) return false;
  return side === 'staff' || now.getTime() - closedAt.getTime() <= settings.reopenDays * DAY;
}

function allowedActions(row: TicketRow, settings: TicketSettings, side: 'customer' | 'staff', now: Date): string[] {
  const isClosed = row.state === 'closed';
  const mayClose = !isClosed && (side === 'staff' || settings.mayClose);
  const reopenable = isClosed && mayReopen(row, settings, side, now);
  return [
    ...(!isClosed || reopenable ? ['reply'] : []),
    ...(mayClose ? ['close'] : []),
    ...(reopenable ? ['reopen'] : []),
    ...(isClosed && side === 'customer' && settings.mayRate ? ['rate'] : []),
    'transcript',
  ];
}

export function toSummary(
  row: TicketRow,
  customer: VerifiedCustomer,
  settings: TicketSettings,
  now = new Date(),
): TicketSummary {
  const side = sideOf(customer);
  const { last_message: last, rating_score: score, rated_at: ratedAt } = row;
  return {
    id: row.id,
    number: row.number,
    title: row.title,
    kind: { id: row.kind_id, label: row.kind_label },
    status: { code: row.state },
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    ...(last !== null && { lastMessage: { ...last, author: withYou(last.author, customer) } }),
    unread: row.unread,
    ...(row.deadline !== null && row.state === 'open' && { deadline: row.deadline.toISOString() }),
    about: row.about,
    ...(row.assignee_id !== null && { assignee: { id: row.assignee_id, name: row.assignee_name ?? '' } }),
    ...(side === 'staff' && { customer: { id: row.customer_id, name: row.customer_name ?? '' } }),
    ...(score !== null &&
      ratedAt !== null && {
        rating: { score, at: ratedAt.toISOString(), ...present({ comment: row.rating_comment }) },
      }),
    allowedActions: allowedActions(row, settings, side, now),
  };
}

export function toTicket(row: TicketRow, customer: VerifiedCustomer, settings: TicketSettings): Ticket {
  const isStaff = sideOf(customer) === 'staff';
  return {
    ...toSummary(row, customer, settings),
    fields: row.fields,
    lastSequence: row.last_sequence,
    readUpTo: isStaff ? row.staff_read : row.customer_read,
    othersReadUpTo: isStaff ? row.customer_read : row.staff_read,
  };
}

export function toMessage(row: Selectable<MessageTable>, customer: VerifiedCustomer): Message {
  return {
    id: row.id,
    sequence: row.sequence,
    ...present({ clientId: row.client_id, text: row.text, html: row.html, replyTo: row.reply_to }),
    author: withYou(authorOf(row), customer),
    at: row.at.toISOString(),
    attachments: row.files ?? [],
    ...(row.event_kind !== null && { event: { kind: row.event_kind as NonNullable<Message['event']>['kind'] } }),
  };
}

export function authorOf(
  row: Pick<Selectable<MessageTable>, 'person_id' | 'side' | 'author_name' | 'author_role'>,
): Omit<Author, 'you'> {
  return { side: row.side, name: row.author_name, ...present({ id: row.person_id, role: row.author_role }) };
}

function withYou(author: Omit<Author, 'you'>, { personId }: VerifiedCustomer): Author {
  return author.id === personId ? { ...author, you: true } : author;
}
