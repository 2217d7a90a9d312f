import { combine } from '../../src/adapters/combine.ts';
import type { Adapter } from '../../src/adapters/adapter.ts';
import { defineAdapter } from '../../src/adapters/define-adapter.ts';
import { EventStream } from '../../src/adapters/memory/stream.ts';
import { CabinetError } from '../../src/contract/problem.ts';
import type { Message, Presence, Ticket, TicketKind } from '../../src/contract/tickets/index.ts';
import type { Upload } from '../../src/contract/uploads.ts';

export interface DeskTicket {
  ticket: Ticket;
  messages: Message[];
}

const you = { side: 'customer', name: 'Cosima Vale', you: true } as const;
const staff = { id: 's1', side: 'staff', name: 'Maren Holt', role: 'Support' } as const;
const openActions = ['reply', 'close', 'transcript'];
const closedActions = ['reopen', 'rate', 'transcript'];

/** A company's support desk: tickets, messages, files, with the company's side to play. */
export class HelpDesk {
  readonly tickets = new Map<string, DeskTicket>();
  readonly uploads = new Map<string, Upload>();
  readonly stream = new EventStream();
  presence: Presence = { typing: [], online: true, hours: 'Mon–Fri 9:00–18:00', open: true, answerMinutes: 15 };
  kinds: TicketKind[] = [
    { id: 'question', label: 'Question', hint: 'About goods, deliveries, papers, anything' },
    {
      id: 'delivery',
      label: 'Delivery claim',
      fields: {
        type: 'object',
        required: ['problem'],
        properties: {
          problem: { type: 'string', title: 'What is wrong', enum: ['missing', 'broken'] },
          packages: { type: 'integer', title: 'Packages concerned', minimum: 1, maximum: 999 },
          receivedOn: { type: 'string', format: 'date', title: 'Received on' },
          accepted: { type: 'boolean', title: 'Accepted with a note' },
        },
      },
    },
  ];
  /** What people of the customer said they were typing. */
  readonly typed: boolean[] = [];
  #clock = Date.parse('2026-11-20T09:00:00Z');
  readonly #answers = new Map<string, unknown>();

  /** Opens a ticket. */
  open(id: string, title: string, changes: Partial<Ticket> = {}): DeskTicket {
    const at = this.#now();
    const ticket: Ticket = {
      id,
      number: `T-${1000 + this.tickets.size + 1}`,
      title,
      kind: { id: 'question', label: 'Question' },
      status: { code: 'open' },
      createdAt: at,
      updatedAt: at,
      unread: 0,
      about: [],
      allowedActions: openActions,
      fields: [],
      lastSequence: 0,
      readUpTo: 0,
      othersReadUpTo: 0,
      ...changes,
    };
    const made = { ticket, messages: [] };
    this.tickets.set(id, made);
    return made;
  }

  /** Adds a message, of the company unless told otherwise, and tells who listens. */
  say(ticketId: string, text: string, changes: Partial<Message> = {}): Message {
    const { ticket, messages } = this.#find(ticketId);
    const sequence = (messages.at(-1)?.sequence ?? 0) + 1;
    const message: Message = {
      id: `${ticketId}-m${sequence}`,
      sequence,
      author: staff,
      at: this.#now(),
      text,
      attachments: [],
      ...changes,
    };
    messages.push(message);
    ticket.lastSequence = sequence;
    ticket.updatedAt = message.at;
    if (!message.event) {
      ticket.lastMessage = { author: message.author, text, at: message.at };
      ticket.status = { code: message.author.side === 'staff' ? 'answered' : 'open' };
    }
    if (message.author.you) ticket.readUpTo = sequence;
    this.changed(ticketId);
    return message;
  }

  /** The company has read everything. */
  readAll(ticketId: string): void {
    const { ticket } = this.#find(ticketId);
    ticket.othersReadUpTo = ticket.lastSequence;
    this.changed(ticketId);
  }

  changed(ticketId: string): void {
    this.stream.publish('ticket.updated', 'tickets', ticketId);
  }

  /** The texts of a conversation, in order. */
  textsOf(ticketId: string): (string | undefined)[] {
    return this.#find(ticketId).messages.map(({ text }) => text);
  }

  /** A backend that has this desk beside everything else. */
  beside(base: Adapter): Adapter {
    const desk = this.#adapter();
    const adapter = combine(base, { tickets: desk, presence: desk, uploads: desk });
    return { ...adapter, name: `desk-${this.#name}` };
  }

  readonly #name = Math.random();

  #now(): string {
    return new Date((this.#clock += 60_000)).toISOString();
  }

  #find(ticketId: string): DeskTicket {
    const found = this.tickets.get(ticketId);
    if (!found) throw new CabinetError('not_found', `There is no ticket ${ticketId}`);
    return found;
  }

  #shown({ ticket, messages }: DeskTicket): Ticket {
    const unread = messages.filter(
      ({ sequence, author, event }) => sequence > ticket.readUpTo && !author.you && !event,
    ).length;
    return { ...ticket, unread };
  }

  #once<Answer>(key: string | undefined, work: () => Answer): Answer {
    const name = key ?? '';
    if (!this.#answers.has(name)) this.#answers.set(name, work());
    return this.#answers.get(name) as Answer;
  }

  #change(ticketId: string, change: Partial<Ticket>, event: 'closed' | 'reopened' | 'rated' | 'assigned'): Ticket {
    const found = this.#find(ticketId);
    Object.assign(found.ticket, change);
    this.say(ticketId, '', { author: you, event: { kind: event } });
    return this.#shown(found);
  }

  #attachments(uploadIds: readonly string[] = []) {
    return uploadIds.flatMap((id) => {
      const upload = this.uploads.get(id);
      return upload ? [{ id, name: upload.name, mediaType: upload.mediaType, size: upload.size }] : [];
    });
  }

  #adapter(): Adapter {
    return defineAdapter(
      {
        tickets: {
          list: ({ search, state, unread, aboutId, cursor, limit = 20 }) => {
            const wanted = [...this.tickets.values()]
              .filter(({ ticket, messages }) => {
                const words = [ticket.number, ticket.title, ...messages.map(({ text }) => text)].join(' ');
                return (
                  (!search || words.toLowerCase().includes(search.toLowerCase())) &&
                  (!state?.length || (state as string[]).includes(ticket.status.code)) &&
                  (!aboutId || ticket.about.some(({ id }) => id === aboutId))
                );
              })
              .map((each) => this.#shown(each))
              .filter((ticket) => !unread || ticket.unread > 0)
              .sort((one, other) => (one.updatedAt < other.updatedAt ? 1 : -1));
            const start = Number(cursor ?? 0);
            const items = wanted.slice(start, start + limit);
            return {
              items,
              nextCursor: start + limit < wanted.length ? String(start + limit) : null,
              total: wanted.length,
            };
          },
          get: ({ ticketId }) => this.#shown(this.#find(ticketId)),
          kinds: () => ({ items: this.kinds }),
          messages: ({ ticketId, before = Infinity, after, limit = 50 }) => {
            const { ticket, messages } = this.#find(ticketId);
            const { readUpTo, othersReadUpTo } = ticket;
            const inside = messages.filter(({ sequence }) => sequence < before && sequence > (after ?? 0));
            const items = after === undefined ? inside.slice(-limit) : inside.slice(0, limit);
            const [first] = items;
            const last = items.at(-1);
            return {
              items,
              hasEarlier: first !== undefined && first !== messages[0],
              hasLater: last !== undefined && last !== messages.at(-1),
              readUpTo,
              othersReadUpTo,
            };
          },
          searchMessages: ({ ticketId, search }) => ({
            items: this.#find(ticketId)
              .messages.filter(({ text }) => text?.toLowerCase().includes(search.toLowerCase()))
              .map(({ sequence, author, at, text = '' }) => ({ sequence, author: author.name, at, text }))
              .reverse(),
          }),
          send: ({ ticketId, clientId, text, replyToId, uploadIds }) =>
            this.#once(clientId, () => {
              const quoted = this.#find(ticketId).messages.find(({ id }) => id === replyToId);
              return this.say(ticketId, text, {
                author: you,
                clientId,
                attachments: this.#attachments(uploadIds),
                replyTo: quoted && {
                  id: quoted.id,
                  sequence: quoted.sequence,
                  author: quoted.author.name,
                  text: quoted.text ?? '',
                },
              });
            }),
          create: ({ clientId, title, kindId, text, fields = {}, about = [], uploadIds }) =>
            this.#once(clientId, () => {
              const id = `new-${this.tickets.size + 1}`;
              const made = this.open(id, title, {
                kind: { id: kindId, label: this.kinds.find((kind) => kind.id === kindId)?.label ?? kindId },
                fields: Object.entries(fields).map(([label, value]) => ({ label, value: String(value) })),
                about: about.map((subject) => ({ ...subject, label: subject.id })),
              });
              this.say(id, text, { author: you, clientId, attachments: this.#attachments(uploadIds) });
              return this.#shown(made);
            }),
          markRead: ({ ticketId, sequence }) => {
            const { ticket } = this.#find(ticketId);
            ticket.readUpTo = Math.max(ticket.readUpTo, sequence);
            this.changed(ticketId);
            return { readUpTo: ticket.readUpTo };
          },
          assign: ({ ticketId }) =>
            this.#change(ticketId, { assignee: { id: 'cafe-amsel-cosima', name: 'Cosima Vale' } }, 'assigned'),
          close: ({ ticketId }) => {
            const closed = { code: 'closed' } as const;
            const answer = this.#change(ticketId, { status: closed, allowedActions: closedActions }, 'closed');
            return answer;
          },
          reopen: ({ ticketId }) =>
            this.#change(ticketId, { status: { code: 'open' }, allowedActions: openActions }, 'reopened'),
          rate: ({ ticketId, score, comment }) =>
            this.#change(ticketId, { rating: { score, comment, at: this.#now() } }, 'rated'),
          mailTranscript: () => ({ mailedTo: 'cosima@example.test' }),
          attachment: ({ attachmentId }) =>
            new File(['<svg xmlns="http://www.w3.org/2000/svg"/>'], this.uploads.get(attachmentId)?.name ?? 'file.txt'),
        },
        presence: {
          get: () => this.presence,
          type: ({ typing }) => {
            this.typed.push(typing);
            return {};
          },
        },
        uploads: {
          limits: () => ({
            maximumSize: 1_000_000,
            partSize: 500_000,
            mediaTypes: ['image/*', 'text/plain', 'application/pdf'],
          }),
          begin: ({ name, mediaType, size }, { idempotencyKey }) =>
            this.#once(idempotencyKey, () => {
              const id = `u${this.uploads.size + 1}`;
              const upload = { id, name, mediaType, size, received: 0, expiresAt: '2027-01-01T00:00:00Z' };
              this.uploads.set(id, upload);
              return upload;
            }),
          get: ({ uploadId }) => this.#upload(uploadId),
          append: ({ uploadId, offset, part }) => {
            const upload = { ...this.#upload(uploadId), received: offset + part.size };
            this.uploads.set(uploadId, upload);
            return upload;
          },
          cancel: ({ uploadId }) => {
            this.uploads.delete(uploadId);
            return {};
          },
        },
      },
      { subscribe: (context) => this.stream.subscribe(context) },
    );
  }

  #upload(uploadId: string): Upload {
    const found = this.uploads.get(uploadId);
    if (!found) throw new CabinetError('not_found', `There is no upload ${uploadId}`);
    return found;
  }
}

/** A desk with one conversation about an order, and two more tickets. */
export function demoDesk(): HelpDesk {
  const desk = new HelpDesk();
  desk.open('t3', 'Invoice for October is missing', { status: { code: 'closed' }, allowedActions: closedActions });
  desk.say('t3', 'Could you send the invoice again?', { author: you });
  desk.say('t3', 'It was mailed to you a minute ago.');
  Object.assign(desk.tickets.get('t3')?.ticket ?? {}, {
    status: { code: 'closed' },
    readUpTo: 2,
    othersReadUpTo: 2,
  });
  desk.open('t2', 'Delivery on Saturday?', { deadline: '2026-11-24T15:00:00Z' });
  desk.say('t2', 'Can you deliver on Saturday morning?', { author: you });
  desk.open('t1', 'Two boxes are missing', { about: [{ kind: 'order', id: 'o1', label: '10452' }] });
  desk.say('t1', 'Two boxes of cups are missing from the delivery.', { author: you });
  desk.say('t1', 'Sorry about that! See https://example.test/help and `PACK-7`.');
  desk.say('t1', 'We send them again today.');
  return desk;
}
