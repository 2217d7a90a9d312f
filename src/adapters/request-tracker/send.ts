import type { ParsedInputOf } from '../../contract/operation.ts';
import { CabinetError } from '../../contract/problem.ts';
import type { createTicket, Message, sendMessage } from '../../contract/tickets/index.ts';
import type { CallContext } from '../adapter.ts';
import { writeSubject } from './about.ts';
import type { Conversations } from './conversation.ts';
import type { FieldNames, RequestTrackerOptions } from './options.ts';
import { findOwn, quoted, scopeOf, searchOwn, type TrackerTicket } from './scope.ts';
import type { Tracker } from './tracker.ts';

/** What both a first and a further message bring. */
interface Content {
  clientId: string;
  text: string;
  uploadIds?: readonly string[] | undefined;
}

/**
 * Sends messages once: Request Tracker knows no idempotency keys, so the sender's own id of a message is written into a
 * custom field and looked for before anything is sent again.
 */
export function sender(parts: {
  options: RequestTrackerOptions;
  fields: FieldNames;
  tracker: Tracker;
  conversations: Conversations;
}) {
  const { options, fields, tracker, conversations } = parts;
  /** Sent by this process at this moment: the same message waits for itself. */
  const underWay = new Map<string, Promise<unknown>>();

  async function once<Result>(key: string, act: () => Promise<Result>): Promise<Result> {
    const before = underWay.get(key);
    const acting = (async () => {
      await before?.catch(() => undefined);
      return act();
    })();
    underWay.set(key, acting);
    try {
      return await acting;
    } finally {
      if (underWay.get(key) === acting) underWay.delete(key);
    }
  }

  function check({ clientId, text, uploadIds = [] }: Content): void {
    if (!/^[\w.:-]+$/.test(clientId)) {
      throw new CabinetError('invalid', '/clientId has characters that a search cannot hold', {
        fields: { '/clientId': 'must be letters, digits and . : - _' },
      });
    }
    if (uploadIds.length > 0 && !options.takeFiles) {
      throw new CabinetError('unsupported', 'request-tracker: there is no takeFiles, so messages bring no files');
    }
    if (text.trim() === '' && uploadIds.length === 0) {
      throw new CabinetError('invalid', 'The message is empty', { fields: { '/text': 'must not be empty' } });
    }
  }

  async function nameSubject(subject: { kind: string; id: string }, index: number, context: CallContext) {
    const label = options.numberOf ? await options.numberOf(subject, context) : subject.id;
    if (label !== undefined) return writeSubject({ ...subject, label });
    const path = `/about/${index}/id`;
    throw new CabinetError('invalid', `${path} is none of the customer's`, { fields: { [path]: 'is not known' } });
  }

  const takeFiles = async ({ uploadIds = [] }: Content, context: CallContext): Promise<readonly File[]> =>
    uploadIds.length > 0 && options.takeFiles ? options.takeFiles(uploadIds, context) : [];

  async function create(input: ParsedInputOf<typeof createTicket>, context: CallContext): Promise<TrackerTicket> {
    const { clientId, kindId, title, about = [] } = input;
    const scope = await scopeOf(options, context);
    if (!options.queues.some(({ name }) => name === kindId)) {
      throw new CabinetError('invalid', `/kindId ${kindId} is unknown`, {
        fields: { '/kindId': 'must be a known kind' },
      });
    }
    check(input);
    return once(`${scope.email} ${clientId}`, async () => {
      const condition = `CF.{${fields.request}} = ${quoted(clientId)}`;
      const [present] = (await searchOwn(tracker, scope, { condition, per_page: 1 }, context)).items;
      if (present) return present;
      const subjects = await Promise.all(about.map((subject, index) => nameSubject(subject, index, context)));
      const ticket = {
        Content: input.text,
        ContentType: 'text/plain',
        Queue: kindId,
        Subject: title.replace(/\s+/g, ' '),
        // Whoever asks, the ticket is theirs, and no one else's.
        Requestor: scope.email,
        CustomFields: { [fields.request]: clientId, ...(subjects.length > 0 && { [fields.about]: subjects }) },
      };
      const id = await tracker.write('POST', '/ticket', ticket, context, await takeFiles(input, context));
      return findOwn(tracker, scope, id ?? '', context);
    });
  }

  async function send(input: ParsedInputOf<typeof sendMessage>, context: CallContext): Promise<Message> {
    const { clientId, ticketId, text } = input;
    check(input);
    const scope = await scopeOf(options, context);
    const ticket = await findOwn(tracker, scope, ticketId, context);
    return once(`${ticket.id} ${clientId}`, async () => {
      const find = async (id?: string): Promise<Message | undefined> => {
        const outlines = await conversations.outlines(ticket, context);
        const found = outlines.filter((outline) => outline.clientId === clientId || outline.id === id).slice(0, 1);
        return (await conversations.read(found, ticket, scope, context))[0];
      };
      const present = await find();
      if (present) return present;
      const message = { Content: text, ContentType: 'text/plain', TxnCustomFields: { [fields.message]: clientId } };
      const files = await takeFiles(input, context);
      const id = await tracker.write('POST', `/ticket/${ticket.id}/correspond`, message, context, files);
      const sent = await find(id);
      if (!sent) throw new CabinetError('contract', 'request-tracker: the message that was sent is not there');
      return sent;
    });
  }

  return { create, send };
}
