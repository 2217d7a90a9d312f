import { CabinetError } from '../../../contract/problem.ts';
import type { Author, Message, TicketSubject } from '../../../contract/tickets/index.ts';
import type { AdapterHandlers } from '../../define-adapter.ts';
import { demoAnswer } from '../demo/conversations.ts';
import { demoSupport } from '../demo/support.ts';
import { pageOfPlaces } from '../paging.ts';
import type { Served } from '../served.ts';
import { Conversation } from './conversation.ts';
import { memoryFiles } from './files.ts';
import { beginHistory } from './history.ts';

const DEFAULT_LIMIT = 50;
const TYPING = 6000;
/** Milliseconds after which the agent of the demo begins to type, and has answered. */
const AGENT_TYPES = 800;
const AGENT_ANSWERS = 2600;

export interface MemoryTicketOptions {
  /** Messages of one long conversation; default 30. 10 000 is fine. */
  messageCount?: number | undefined;
  /** Whether the company's agent answers by itself. */
  agent?: boolean | undefined;
  /** What tickets may be about; the first one is what the demo's first ticket is about. */
  subjects: () => Iterable<TicketSubject>;
}

/** Conversations with the company, who is there, and files. */
export function memoryTickets(served: Served, { messageCount = 30, agent = false, subjects }: MemoryTicketOptions) {
  const { company, customer, person, now, stream } = served;
  const support = demoSupport(company.locale);
  const files = memoryFiles(served);
  const [latest] = subjects();
  const conversations = beginHistory(served, files, latest, messageCount);
  const me: Author = { id: person.id, side: 'customer', name: person.name, you: true };
  const them: Author = {
    id: `${company.id}-agent-1`,
    side: 'staff',
    name: company.staff[0] ?? '',
    role: support.staffRole,
  };

  const find = (ticketId: string): Conversation => {
    const found = conversations.find(({ base }) => base.id === ticketId);
    if (!found) throw new CabinetError('not_found', `There is no ticket ${ticketId}`);
    return found;
  };
  const at = () => now().toISOString();
  const changed = (id: string) => stream.publish('ticket.updated', 'tickets', id);
  const refuse = (pointer: string, message: string) =>
    new CabinetError('invalid', message, { fields: { [pointer]: message } });

  const type = (ticketId: string, typing: boolean) => {
    find(ticketId).typingUntil = typing ? Date.now() + TYPING : 0;
    stream.publish('presence.updated', 'presence', ticketId);
  };
  /** The company's side, to be played. */
  const answer = (ticketId: string, text: string) => {
    const conversation = find(ticketId);
    conversation.othersReadUpTo = conversation.messages.length;
    conversation.add(them, at(), { text });
    conversation.base.status = { code: 'answered' };
    type(ticketId, false);
    changed(ticketId);
  };
  const answerSoon = (ticketId: string) => {
    if (!agent) return;
    setTimeout(() => type(ticketId, true), AGENT_TYPES);
    setTimeout(() => answer(ticketId, demoAnswer(company.locale)), AGENT_ANSWERS);
  };

  function write(
    conversation: Conversation,
    input: {
      clientId: string;
      text: string;
      uploadIds?: readonly string[] | undefined;
      replyToId?: string | undefined;
    },
  ): Message {
    const known = conversation.messages.find(({ clientId, author }) => clientId === input.clientId && author.you);
    if (known) return known;
    const uploadIds = input.uploadIds ?? [];
    if (input.text.trim() === '' && uploadIds.length === 0) throw refuse('/text', 'Write something, or attach a file.');
    const quoted = conversation.messages.find(({ id }) => id === input.replyToId);
    if (input.replyToId !== undefined && !quoted) throw refuse('/replyToId', 'There is no such message');
    const attachments = files.attach(uploadIds);
    if (conversation.base.status.code === 'closed') conversation.note(me, at(), 'reopened');
    conversation.base.status = { code: 'open' };
    const message = conversation.add(me, at(), {
      clientId: input.clientId,
      text: input.text,
      attachments,
      ...(quoted && {
        replyTo: {
          id: quoted.id,
          sequence: quoted.sequence,
          author: quoted.author.name,
          text: (quoted.text ?? '').slice(0, 300),
        },
      }),
    });
    changed(conversation.base.id);
    answerSoon(conversation.base.id);
    return message;
  }

  const handlers: Pick<AdapterHandlers, 'tickets' | 'presence' | 'uploads'> = {
    tickets: {
      list: ({ search, state, unread, kindId, aboutId, cursor, limit }) => {
        const words = (search ?? '').toLowerCase().split(/\s+/).filter(Boolean);
        const rows = conversations.map((conversation, ordinal) => ({
          conversation,
          ordinal,
          row: conversation.toSummary(),
        }));
        const wanted = rows.filter(({ conversation, row }) => {
          const texts = [row.number, row.title, ...conversation.messages.map(({ text }) => text ?? '')];
          const all = words.length === 0 ? '' : texts.join('\n').toLowerCase();
          return (
            words.every((word) => all.includes(word)) &&
            (!state?.length || state.some((each) => each === row.status.code)) &&
            (unread === undefined || unread === row.unread > 0) &&
            (kindId === undefined || row.kind.id === kindId) &&
            (aboutId === undefined || row.about.some(({ id }) => id === aboutId))
          );
        });
        const places = wanted
          .map(({ row, ordinal }) => [Date.parse(row.updatedAt), ordinal] as const)
          .sort((one, other) => other[0] - one[0] || other[1] - one[1]);
        return pageOfPlaces(places, { sort: '-updatedAt', cursor, limit }, (ordinal) => rows[ordinal]?.row);
      },
      get: ({ ticketId }) => find(ticketId).toTicket(),
      kinds: () => ({ items: support.kinds.map(({ answerMinutes: _minutes, ...kind }) => kind) }),
      create: (input) => {
        const kind = support.kinds.find(({ id }) => id === input.kindId);
        if (!kind) throw refuse('/kindId', 'There is no such kind');
        const given = input.fields ?? {};
        const missing = ((kind.fields?.['required'] ?? []) as string[]).filter((name) => (given[name] ?? '') === '');
        if (missing.length > 0) {
          const message = company.locale === 'ru' ? 'Заполните это поле.' : 'Fill this in.';
          throw new CabinetError('invalid', 'Fields are missing', {
            fields: Object.fromEntries(missing.map((name) => [`/fields/${name}`, message])),
          });
        }
        const titles = (kind.fields?.['properties'] ?? {}) as Record<string, { title?: string }>;
        const conversation = new Conversation({
          id: `${customer.id}-ticket-${conversations.length + 1}`,
          number: `${company.orderPrefix}-T${1001 + conversations.length}`,
          title: input.title,
          kind: { id: kind.id, label: kind.label },
          status: { code: 'open' },
          createdAt: at(),
          about: (input.about ?? []).map(({ id }, index) => {
            for (const subject of subjects()) if (subject.id === id) return subject;
            throw refuse(`/about/${index}/id`, 'There is no such subject');
          }),
          fields: Object.entries(given).map(([name, value]) => ({
            label: titles[name]?.title ?? name,
            value: String(value),
          })),
        });
        conversations.push(conversation);
        write(conversation, input);
        return conversation.toTicket();
      },
      messages: ({ ticketId, before, after, limit = DEFAULT_LIMIT }) => {
        const { messages, readUpTo, othersReadUpTo } = find(ticketId);
        const start = after ?? Math.max(0, (before ?? messages.length + 1) - 1 - limit);
        const end = Math.min(after === undefined ? Infinity : after + limit, (before ?? messages.length + 1) - 1);
        const items = messages.slice(start, end);
        return { items, hasEarlier: start > 0, hasLater: end < messages.length, readUpTo, othersReadUpTo };
      },
      searchMessages: ({ ticketId, search }) => {
        const words = search.toLowerCase().split(/\s+/).filter(Boolean);
        const found = find(ticketId).messages.filter(
          ({ text = '' }) => words.length > 0 && words.every((word) => text.toLowerCase().includes(word)),
        );
        return {
          items: found
            .slice(-100)
            .reverse()
            .map(({ sequence, author, at: moment, text = '' }) => ({
              sequence,
              author: author.name,
              at: moment,
              text: text.slice(0, 300),
            })),
        };
      },
      send: ({ ticketId, ...input }) => write(find(ticketId), input),
      markRead: ({ ticketId, sequence }) => {
        const conversation = find(ticketId);
        const readUpTo = Math.max(conversation.readUpTo, Math.min(sequence, conversation.messages.length));
        if (readUpTo > conversation.readUpTo) {
          conversation.readUpTo = readUpTo;
          changed(ticketId);
        }
        return { readUpTo: conversation.readUpTo };
      },
      attachment: ({ attachmentId }) => files.download(attachmentId),
      close: ({ ticketId }) => {
        const conversation = find(ticketId);
        if (conversation.base.status.code === 'closed') throw new CabinetError('conflict', 'It is closed already');
        conversation.base.status = { code: 'closed' };
        conversation.note(me, at(), 'closed');
        changed(ticketId);
        return conversation.toTicket();
      },
      reopen: ({ ticketId }) => {
        const conversation = find(ticketId);
        if (conversation.base.status.code !== 'closed') throw new CabinetError('conflict', 'It is not closed');
        conversation.base.status = { code: 'open' };
        conversation.note(me, at(), 'reopened');
        changed(ticketId);
        return conversation.toTicket();
      },
      rate: ({ ticketId, score, comment }) => {
        const conversation = find(ticketId);
        if (conversation.base.status.code !== 'closed') throw new CabinetError('conflict', 'It is not closed');
        conversation.base.rating = { score, at: at(), ...(comment !== undefined && { comment }) };
        conversation.note(me, at(), 'rated');
        changed(ticketId);
        return conversation.toTicket();
      },
      mailTranscript: ({ ticketId }) => {
        find(ticketId);
        return { mailedTo: person.email };
      },
    },
    presence: {
      get: ({ ticketId }) => ({
        typing: find(ticketId).typingUntil > Date.now() ? [them.name] : [],
        online: true,
        hours: support.hours,
        answerMinutes: support.answerMinutes,
      }),
      type: ({ ticketId }) => {
        find(ticketId);
        return {};
      },
    },
    uploads: files.handlers,
  };
  return { handlers, answer, type };
}
