import type { Author, Message, Ticket, TicketSummary } from '../../../contract/tickets/index.ts';

type Event = NonNullable<Message['event']>['kind'];

/** One ticket of the backend in memory, with everything that was said in it. */
export class Conversation {
  readonly messages: Message[] = [];
  readonly base: Omit<
    Ticket,
    'updatedAt' | 'unread' | 'lastSequence' | 'readUpTo' | 'othersReadUpTo' | 'allowedActions'
  >;
  readUpTo = 0;
  othersReadUpTo = 0;
  updatedAt: string;
  /** Until when the company's agent types; milliseconds. */
  typingUntil = 0;

  constructor(base: Conversation['base']) {
    this.base = base;
    this.updatedAt = base.createdAt;
  }

  add(
    author: Author,
    at: string,
    content: Partial<Pick<Message, 'clientId' | 'text' | 'html' | 'replyTo' | 'attachments'>>,
  ): Message {
    const sequence = this.messages.length + 1;
    const message: Message = { id: `${this.base.id}-m${sequence}`, sequence, author, at, attachments: [], ...content };
    this.messages.push(message);
    this.updatedAt = at;
    return message;
  }

  note(author: Author, at: string, kind: Event): void {
    this.add(author, at, {}).event = { kind };
  }

  toSummary(): TicketSummary {
    const closed = this.base.status.code === 'closed';
    const last = this.messages.findLast(({ event }) => !event);
    const unread = this.messages.filter(
      ({ sequence, author, event }) => sequence > this.readUpTo && author.side === 'staff' && !event,
    );
    const { fields: _fields, ...base } = this.base;
    return {
      ...base,
      updatedAt: this.updatedAt,
      unread: unread.length,
      ...(last && {
        lastMessage: {
          author: last.author,
          text: (last.text ?? last.attachments[0]?.name ?? '…').slice(0, 200),
          at: last.at,
        },
      }),
      allowedActions: closed ? ['reply', 'reopen', 'rate', 'transcript'] : ['reply', 'close', 'transcript'],
    };
  }

  toTicket(): Ticket {
    return {
      ...this.toSummary(),
      fields: this.base.fields,
      lastSequence: this.messages.length,
      readUpTo: this.readUpTo,
      othersReadUpTo: this.othersReadUpTo,
    };
  }
}
