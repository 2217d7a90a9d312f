import { languageFor, wantedLocales, type Language } from '../http/texts.ts';

const texts = {
  ru: {
    signInNeeded: 'Неверный ключ. Логин любой, пароль — ключ API: npm run company -- add-key <компания> 1c',
    sessionNeeded: 'Сеанс обмена не открыт или истёк. Начните обмен заново.',
    unknownMode: 'Такой команды обмена здесь нет: type={type}, mode={mode}.',
    fileNameMissing: 'Не указано имя файла (filename).',
    unknownFile: 'Файл {name} не загружен. Начните обмен заново.',
    unfinishedFile: 'Файл {name} загружен не до конца. Начните обмен заново.',
    fileTooLarge: 'Файл {name} больше {limit} МБ.',
    sessionTooLarge: 'За один обмен загружено больше {limit} МБ.',
    brokenArchive: 'Архив {name} повреждён.',
    archiveName: 'В архиве {name} недопустимое имя файла.',
    archiveBomb: 'Архив {name} распаковывается в слишком большой объём.',
    unknownEncoding: 'Кодировка {encoding} не поддерживается; нужна UTF-8 или windows-1251.',
    wrongEncoding: 'Файл не в той кодировке, которая в нём указана ({encoding}).',
    malformedXml: 'Файл — не XML или оборван: ошибка в строке {line}.',
    documentType: 'В файле есть DOCTYPE; такие файлы не принимаются.',
    notCommerceMl: 'Файл — не CommerceML: корневой элемент «{name}».',
    emptyFile: 'Файл пуст.',
    unitTooLarge: 'Документ в файле слишком велик (строка {line}).',
    nothingAccepted: 'Из файла не принято ничего:',
    crashed: 'Внутренняя ошибка сервера. Повторите обмен; ничего не потеряно.',
    progress: 'Обработано записей: {units}',
    accepted: 'Принято: {accepted}',
    rejected: 'Не принято: {rejected}',
    unnamed: 'Нет ни Ид, ни номера.',
    purchase: 'Документ «{operation}», в котором вы — покупатель: это не заказ клиента.',
    unknownOperation: 'Документы «{operation}» не принимаются.',
    noOrder: 'Документ «{operation}» без заказа, к которому он относится.',
    noBuyer: 'В документе нет покупателя.',
    unknownCurrency: 'Валюта «{currency}» не известна.',
    otherCurrency: 'Цена в {currency}, а компания считает в {expected}.',
    unknownDate: 'Дата «{date}» не читается.',
    unknownStatus:
      'Статус «{status}» показан как есть. Его смысл задаётся так: npm run company -- change <компания> --exchange-status "{status}=ready"',
  },
  en: {
    signInNeeded: 'Wrong key. Any login, and as the password an API key: npm run company -- add-key <company> 1c',
    sessionNeeded: 'No exchange is open, or it has expired. Start the exchange again.',
    unknownMode: 'There is no such command of the exchange: type={type}, mode={mode}.',
    fileNameMissing: 'The name of the file (filename) is missing.',
    unknownFile: 'The file {name} has not come. Start the exchange again.',
    unfinishedFile: 'The file {name} has not come whole. Start the exchange again.',
    fileTooLarge: 'The file {name} is larger than {limit} MB.',
    sessionTooLarge: 'One exchange brought more than {limit} MB.',
    brokenArchive: 'The archive {name} is damaged.',
    archiveName: 'The archive {name} holds a file name that is not allowed.',
    archiveBomb: 'The archive {name} unpacks into too much.',
    unknownEncoding: 'The encoding {encoding} is not read; UTF-8 or windows-1251 is needed.',
    wrongEncoding: 'The file is not in the encoding that it names ({encoding}).',
    malformedXml: 'The file is no XML, or was cut off: wrong in line {line}.',
    documentType: 'The file has a DOCTYPE; such files are not taken.',
    notCommerceMl: 'The file is no CommerceML: its root is “{name}”.',
    emptyFile: 'The file is empty.',
    unitTooLarge: 'A document of the file is too large (line {line}).',
    nothingAccepted: 'Nothing of the file was accepted:',
    crashed: 'Something went wrong on the server. Repeat the exchange; nothing was lost.',
    progress: 'Records done: {units}',
    accepted: 'Accepted: {accepted}',
    rejected: 'Refused: {rejected}',
    unnamed: 'It has neither an id nor a number.',
    purchase: 'A document “{operation}” in which you are the buyer: it is no order of a customer.',
    unknownOperation: 'Documents “{operation}” are not taken.',
    noOrder: 'A document “{operation}” without the order that it belongs to.',
    noBuyer: 'The document has no buyer.',
    unknownCurrency: 'The currency “{currency}” is not known.',
    otherCurrency: 'The price is in {currency}, and the company counts in {expected}.',
    unknownDate: 'The date “{date}” cannot be read.',
    unknownStatus:
      'The status “{status}” is shown as it is. Say what it means: npm run company -- change <company> --exchange-status "{status}=ready"',
  },
} as const satisfies Record<Language, Record<string, string>>;

export type ExchangeReason = keyof (typeof texts)['en'];

/** A text of the exchange. `{name}` takes a value. */
export function exchangeText(
  reason: ExchangeReason,
  language: Language,
  values: Readonly<Record<string, string>> = {},
): string {
  return texts[language][reason].replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** 1C names no language of its own, and who reads its log reads Russian. */
export function languageOf(acceptLanguage: string | undefined): Language {
  return acceptLanguage === undefined ? 'ru' : languageFor(wantedLocales(acceptLanguage));
}
