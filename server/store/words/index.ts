import { type Words, en } from './en.ts';
import { ru } from './ru.ts';

export type { Words } from './en.ts';

/** What the store says to people, in the language nearest to theirs. */
export function wordsFor(locale: string | undefined): Words {
  return locale?.toLowerCase().startsWith('ru') === true ? ru : en;
}
