import * as z from 'zod/mini';
import type { Language } from '../http/texts.ts';
import type { RefusalReason } from '../store/records.ts';

/** Why a row was refused before it reached the database. */
export type RowReason = 'tooLong' | 'notUtf8' | 'notJson' | 'unstorable' | 'notValid' | 'contradiction' | RefusalReason;

const reasons: Record<Language, Record<RowReason, string>> = {
  en: {
    tooLong: 'The row is longer than 1 MB.',
    notUtf8: 'The row is not UTF-8.',
    notJson: 'The row is not JSON.',
    unstorable: 'This holds a character that is none (U+0000 or half a pair). Remove it.',
    notValid: 'This is not valid.',
    contradiction: 'The row contradicts what is stored already.',
    unknownCustomer: 'This customer is unknown; send the customer first.',
    anotherCustomer: 'The order belongs to another customer; an order cannot change hands.',
    loginTaken: 'This login belongs to another person.',
  },
  ru: {
    tooLong: 'Строка длиннее 1 МБ.',
    notUtf8: 'Строка не в кодировке UTF-8.',
    notJson: 'Строка — не JSON.',
    unstorable: 'Здесь недопустимый символ (U+0000 или половина пары). Уберите его.',
    notValid: 'Такое значение не принимается.',
    contradiction: 'Строка противоречит тому, что уже сохранено.',
    unknownCustomer: 'Такой клиент неизвестен; сначала отправьте клиента.',
    anotherCustomer: 'Заказ принадлежит другому клиенту; передать его нельзя.',
    loginTaken: 'Этот логин принадлежит другому человеку.',
  },
};

export function rowReasonText(reason: RowReason, language: Language): string {
  return reasons[language][reason];
}

/** How the schemas word what is wrong with a value. */
export const schemaTexts: Record<Language, z.core.$ZodErrorMap> = {
  en: z.locales.en().localeError,
  ru: z.locales.ru().localeError,
};
