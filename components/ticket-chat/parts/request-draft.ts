import type { AskSubject } from '../../shared/ask.ts';

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
