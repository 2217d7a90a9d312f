import { en } from './en.ts';
import { ru } from './ru.ts';
import type { NoticeTexts } from './types.ts';

export type { Notice } from './types.ts';

/** The letters in the language nearest to a person's. */
export function noticeTexts(locale: string): NoticeTexts {
  return locale.toLowerCase().startsWith('ru') ? ru : en;
}
