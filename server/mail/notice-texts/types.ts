import type { MailKind, MailPayload } from '../payload.ts';

/** A short letter. */
export interface Notice {
  subject: string;
  heading: string;
  paragraphs: readonly string[];
  /** Shown large. */
  code?: string;
  button?: { label: string; url: string };
}

/** What became of a paper that the books keep. */
export type PaperChange = 'credited' | 'changed' | 'voided';

type Compose = (values: Partial<MailPayload>, locale: string) => Notice;

/** The letters of one language. */
export interface NoticeTexts extends Record<Exclude<MailKind, 'invoice'>, Compose> {
  unsubscribe: string;
}

/** A moment in words, in UTC: nobody knows where a letter is read. */
export function moment(at: string | undefined, locale: string): string {
  if (at === undefined || at === '') return '';
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
  return `${format.format(new Date(at))} UTC`;
}
