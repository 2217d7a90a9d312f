import { CabinetError } from '../../contract/problem.ts';
import type { Attachment, Author, Message } from '../../contract/tickets/index.ts';
import type { CallContext } from '../adapter.ts';
import { fromBase64 } from '../base64.ts';
import { Kept, mapBounded } from './kept.ts';
import type { FieldNames } from './options.ts';
import { valueOf, type Scope, type TrackerTicket } from './scope.ts';
import { isClosed } from './states.ts';
import type { Tracker } from './tracker.ts';

/** Tickets whose history is remembered, and texts of messages, which never change. */
const REMEMBERED_TICKETS = 200;
const REMEMBERED_TEXTS = 2000;
/** Texts that are read at once: each is a request of its own. */
const AT_ONCE = 4;
const MAX_TEXT = 10_000;
const MAX_HTML = 200_000;

/** Something that was said or done. */
interface Transaction {
  id: string;
  Type: string;
  Created: string;
  Field: string;
  OldValue: string;
  NewValue: string;
  Creator: { id: string; EmailAddress?: string; RealName?: string };
  CustomFields?: TrackerTicket['CustomFields'];
}

/** A part of a message: its text, or a file. */
interface Part {
  id: string;
  TransactionId: string;
  ContentType: string;
  Filename: string;
  ContentLength: string;
}

interface History {
  transactions: Transaction[];
  parts: Part[];
}

/** What is known of a conversation before the texts of its messages are read. */
export interface Outline {
  id: string;
  sequence: number;
  at: string;
  event?: NonNullable<Message['event']>['kind'];
  clientId?: string | undefined;
  transaction: Transaction;
  parts: readonly Part[];
}

const isText = ({ ContentType, Filename }: Part): boolean => !Filename && /^text\/(plain|html)$/.test(ContentType);
const isFile = (part: Part): boolean => !isText(part) && !part.ContentType.startsWith('multipart/');

/** Reads conversations: the history by its version, each text once. */
export class Conversations {
  readonly #tracker: Tracker;
  readonly #account: string;
  readonly #fields: FieldNames;
  readonly #histories = new Kept<History>(REMEMBERED_TICKETS);
  readonly #texts = new Kept<string>(REMEMBERED_TEXTS);

  constructor(tracker: Tracker, account: string, fields: FieldNames) {
    this.#tracker = tracker;
    this.#account = account;
    this.#fields = fields;
  }

  /** The ticket's version is the number of what happened last: while it stays, nothing else has to be read. */
  async #history(ticketId: string, context: CallContext): Promise<History> {
    const tracker = this.#tracker;
    const { changed } = await tracker.getKept(`/ticket/${ticketId}`, {}, context);
    const known = this.#histories.get(ticketId);
    if (known && !changed) return known;
    const [transactions, parts] = await Promise.all([
      tracker.getAll<Transaction>(
        `/ticket/${ticketId}/history`,
        {
          fields: 'Type,Creator,Created,Field,OldValue,NewValue,CustomFields',
          'fields[Creator]': 'EmailAddress,RealName',
        },
        context,
      ),
      tracker.getAll<Part>(
        `/ticket/${ticketId}/attachments`,
        { fields: 'ContentType,Filename,TransactionId,ContentLength' },
        context,
      ),
    ]);
    const history = { transactions, parts };
    this.#histories.set(ticketId, history);
    return history;
  }

  /** What the customer may see, oldest first: what is on no list of ours, such as a comment, is never shown. */
  async outlines(ticket: TrackerTicket, context: CallContext): Promise<Outline[]> {
    const { transactions, parts } = await this.#history(ticket.id, context);
    const rating = ticket.CustomFields?.find(({ name }) => name === this.#fields.rating)?.id;
    return transactions
      .flatMap((transaction): Outline[] => {
        const { id, Type, Created, Field, OldValue, NewValue, CustomFields } = transaction;
        const own = parts.filter(({ TransactionId }) => TransactionId === id);
        const outline = { id, sequence: Number(id), at: Created, transaction, parts: own };
        switch (Type) {
          case 'Create':
            return [{ ...outline, clientId: valueOf(ticket.CustomFields, this.#fields.request) }];
          case 'Correspond':
            return [{ ...outline, clientId: valueOf(CustomFields, this.#fields.message) }];
          case 'Status':
            if (isClosed(NewValue)) return isClosed(OldValue) ? [] : [{ ...outline, event: 'closed' }];
            return isClosed(OldValue) ? [{ ...outline, event: 'reopened' }] : [];
          case 'CustomField':
            return Field === rating && NewValue !== '' ? [{ ...outline, event: 'rated' }] : [];
          default:
            return [];
        }
      })
      .toSorted((one, other) => one.sequence - other.sequence);
  }

  /** The messages of outlines with their texts. */
  async read(
    outlines: readonly Outline[],
    ticket: TrackerTicket,
    scope: Scope,
    context: CallContext,
  ): Promise<Message[]> {
    return mapBounded(
      outlines,
      AT_ONCE,
      async ({ id, sequence, at, event, clientId, transaction, parts }): Promise<Message> => {
        const author = this.#author(transaction, ticket, scope);
        if (event !== undefined) return { id, sequence, at, author, attachments: [], event: { kind: event } };
        const body = parts.find((part) => isText(part) && part.ContentType === 'text/plain') ?? parts.find(isText);
        const text = body && (await this.#text(body.id, context));
        const html = body?.ContentType === 'text/html';
        return {
          id,
          sequence,
          at,
          author,
          ...(clientId !== undefined && { clientId }),
          ...(html ? { html: text?.slice(0, MAX_HTML) } : { text: text?.slice(0, MAX_TEXT) ?? '' }),
          attachments: parts.filter(isFile).map((part) => toAttachment(part, ticket.id)),
        };
      },
    );
  }

  /** A file of a message that the customer may see. */
  async file(attachmentId: string, ticket: TrackerTicket, context: CallContext): Promise<File> {
    const visible = await this.outlines(ticket, context);
    const part = visible.flatMap(({ parts }) => parts).find(({ id }) => id === attachmentId);
    if (!part || !isFile(part))
      throw new CabinetError('not_found', `request-tracker: there is no file ${attachmentId}`);
    const { Content } = await this.#tracker.get<{ Content: string | null }>(`/attachment/${part.id}`, {}, context);
    const { name, mediaType } = toAttachment(part, ticket.id);
    return new File([fromBase64(Content ?? '')], name, { type: mediaType });
  }

  async #text(partId: string, context: CallContext): Promise<string> {
    const known = this.#texts.get(partId);
    if (known !== undefined) return known;
    const { Content } = await this.#tracker.get<{ Content: string | null }>(`/attachment/${partId}`, {}, context);
    const text = new TextDecoder().decode(fromBase64(Content ?? ''));
    this.#texts.set(partId, text);
    return text;
  }

  #author({ Creator }: Transaction, ticket: TrackerTicket, { email }: Scope): Author {
    const requestor = (address: string) =>
      ticket.Requestors.find(({ EmailAddress }) => EmailAddress?.toLowerCase() === address.toLowerCase());
    const address = Creator.id === this.#account ? email : (Creator.EmailAddress ?? '');
    const customer = requestor(address);
    if (customer) {
      const you = address.toLowerCase() === email.toLowerCase();
      return { side: 'customer', name: customer.RealName || address, ...(you && { you }) };
    }
    if (Creator.id === 'RT_System') return { side: 'system', name: ticket.Queue.Name };
    // Addresses of staff are nobody's business.
    return { side: 'staff', name: Creator.RealName || ticket.Queue.Name };
  }
}

function toAttachment({ id, Filename, ContentType, ContentLength }: Part, ticketId: string): Attachment {
  return {
    // A file is asked for without its ticket.
    id: `${ticketId}-${id}`,
    name: Filename || ContentType.replace('/', '.'),
    mediaType: ContentType,
    size: Number(ContentLength) || 0,
  };
}
