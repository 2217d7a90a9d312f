import type { InputOf } from '../../../src/contract/operation.ts';
import { MAX_MESSAGE_LENGTH, type createTicket } from '../../../src/contract/tickets/ticket.ts';
import type { ticketFormMessages } from '../../../src/i18n/ticket-form.ts';
import type { AskSubject } from '../../shared/ask.ts';
import type { LocalizeController } from '../../shared/localize-controller.ts';
import type { TicketTexts } from './message-view.ts';
import { fieldError, fieldValues, typedInto, type SchemaField } from './schema-fields.ts';

type FormTexts = LocalizeController<keyof typeof ticketFormMessages.english>;

/** What a new request begins with. */
export interface RequestDraft {
  about: readonly AskSubject[];
  /** One that was taken back, to be changed. */
  taken?: { input: Readonly<Record<string, unknown>>; files: readonly File[] } | undefined;
}

/** What is in the form. */
export interface Written {
  kindId: string;
  title: string;
  text: string;
  fields: Record<string, string>;
  about: readonly AskSubject[];
}

export const nothingYet: Written = { kindId: '', title: '', text: '', fields: {}, about: [] };

/** What is wrong with what is written, by the name of the field, in the person's words. */
export function faultsOf(
  { title, text, fields: values }: Written,
  fields: readonly SchemaField[],
  { t }: FormTexts,
  words: TicketTexts,
): Record<string, string> {
  const wrong = new Map<string, string | undefined>(
    fields.map((each) => [`field-${each.name}`, fieldError(each, typedInto(values, each), t)]),
  );
  if (!title.trim()) wrong.set('title', t('wrong.title'));
  const surplus = text.trim().length - MAX_MESSAGE_LENGTH;
  if (!text.trim()) wrong.set('text', t('wrong.text'));
  else if (surplus > 0) wrong.set('text', words.t('wrong.length', { count: surplus }));
  return Object.fromEntries([...wrong].filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** What is written as it is sent; `kindId` of the kind whose fields these are. */
export function inputOf(
  { title, text, about, fields: values }: Written,
  kindId: string,
  fields: readonly SchemaField[],
): Omit<InputOf<typeof createTicket>, 'clientId'> {
  return {
    kindId,
    title: title.trim(),
    text: text.trim(),
    ...(fields.length > 0 && { fields: fieldValues(fields, values) }),
    ...(about.length > 0 && { about: about.map(({ kind, id }) => ({ kind, id })) }),
  };
}

/** What was sent, as it stood in the form. */
export function writtenOf(input: Readonly<Record<string, unknown>>): Written {
  const {
    kindId = '',
    title = '',
    text = '',
    fields = {},
    about = [],
  } = input as Partial<Omit<Written, 'fields'>> & { fields?: Record<string, unknown> };
  return {
    kindId,
    title,
    text,
    fields: Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)])),
    about: about.map((subject) => ({ ...subject, label: subject.label ?? subject.id })),
  };
}
