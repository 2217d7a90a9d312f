import type * as z from 'zod/mini';
import { messageOf } from '../http/shape.ts';
import type { Language } from '../http/texts.ts';
import type { RefusalReason } from '../store/records.ts';

/** Why a row was refused before it reached the database. */
export type RowReason =
  | 'tooLong'
  | 'brokenCsv'
  | 'notUtf8'
  | 'notJson'
  | 'unstorable'
  | 'missing'
  | 'notValid'
  | 'contradiction'
  | RefusalReason;

const reasons: Record<Language, Record<RowReason, string>> = {
  en: {
    tooLong: 'The row is longer than 1 MB.',
    brokenCsv:
      'From here on this is no table: a quotation mark is open or stray, a row is too long, or the encoding changes.',
    notUtf8: 'The row is not UTF-8.',
    notJson: 'The row is not JSON.',
    unstorable: 'This holds a character that is none (U+0000 or half a pair). Remove it.',
    missing: 'This is missing.',
    notValid: 'This is not valid.',
    contradiction: 'The row contradicts what is stored already.',
    unknownCustomer: 'This customer is unknown; send the customer first.',
    anotherCustomer: 'The order belongs to another customer; an order cannot change hands.',
    loginTaken: 'This login belongs to another person.',
    unknownOrder: 'This is no order of this customer; send the order first.',
    invoiceOfAnother: 'The invoice belongs to another customer; an invoice cannot change hands.',
    kindChanged: 'An invoice stays an invoice; send a credit note by an id of its own.',
    currencyChanged: 'An issued invoice keeps its currency.',
    alreadyVoid: 'What was taken back stays so; send a new invoice.',
    belowPaid: 'This is less than was settled already; send a credit note.',
    notPositive: 'This must be more than zero.',
    unknownInvoice: 'This is no invoice of this customer in this currency; send it first.',
    tooMuchAllocated: 'The parts add up to more than the amount.',
    unknownCreditNote: 'This is no credit note of this customer; send it first.',
    nothingAllocated: 'Credit is set against invoices; name them.',
    unknownProduct: 'This product is unknown, or has no name; send the catalogue first.',
    notRequested: 'No change with this id waits for a decision.',
    notDisputed: 'No customer disputes a movement of this id.',
  },
  ru: {
    tooLong: 'Строка длиннее 1 МБ.',
    brokenCsv: 'Отсюда это не таблица: кавычка не закрыта или лишняя, строка слишком длинна или сменилась кодировка.',
    notUtf8: 'Строка не в кодировке UTF-8.',
    notJson: 'Строка — не JSON.',
    unstorable: 'Здесь недопустимый символ (U+0000 или половина пары). Уберите его.',
    missing: 'Этого не хватает.',
    notValid: 'Такое значение не принимается.',
    contradiction: 'Строка противоречит тому, что уже сохранено.',
    unknownCustomer: 'Такой клиент неизвестен; сначала отправьте клиента.',
    anotherCustomer: 'Заказ принадлежит другому клиенту; передать его нельзя.',
    loginTaken: 'Этот логин принадлежит другому человеку.',
    unknownOrder: 'Такого заказа у этого клиента нет; сначала отправьте заказ.',
    invoiceOfAnother: 'Счёт принадлежит другому клиенту; передать его нельзя.',
    kindChanged: 'Счёт остаётся счётом; корректировочный счёт отправьте под своим номером.',
    currencyChanged: 'Валюта выставленного счёта не меняется.',
    alreadyVoid: 'Аннулированный счёт не восстановить; отправьте новый.',
    belowPaid: 'Это меньше, чем уже погашено; отправьте корректировочный счёт.',
    notPositive: 'Сумма должна быть больше нуля.',
    unknownInvoice: 'Такого счёта в этой валюте у клиента нет; сначала отправьте счёт.',
    tooMuchAllocated: 'Части вместе больше всей суммы.',
    unknownCreditNote: 'Такого корректировочного счёта у клиента нет; сначала отправьте его.',
    nothingAllocated: 'Укажите счета, на которые зачесть сумму.',
    unknownProduct: 'Такой товар неизвестен или без названия; сначала отправьте каталог.',
    notRequested: 'Заявка с таким номером решения не ждёт.',
    notDisputed: 'Движение с таким номером никто не оспаривает.',
  },
};

export function rowReasonText(reason: RowReason, language: Language): string {
  return reasons[language][reason];
}

const schemaText =
  (language: Language): z.core.$ZodErrorMap =>
  (issue) =>
    issue.code === 'invalid_type' && issue.input === undefined
      ? rowReasonText('missing', language)
      : messageOf(issue, language);

/** How the schemas word what is wrong with a value. */
export const schemaTexts: Record<Language, z.core.$ZodErrorMap> = { en: schemaText('en'), ru: schemaText('ru') };
