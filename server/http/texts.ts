import type { ErrorCode } from '../../src/contract/problem.ts';

export const languages = ['en', 'ru'] as const;
/** A language that this server writes in. */
export type Language = (typeof languages)[number];

/** What happened and what to do, for a person, by code. */
const titles: Record<Language, Record<ErrorCode, string>> = {
  en: {
    offline: 'There is no connection. Check it and try again.',
    timeout: 'The answer took too long. Try again.',
    unauthenticated: 'You are not signed in. Sign in and try again.',
    forbidden: 'You may not do this. Ask the person who manages your company’s account.',
    not_found: 'This was not found. It may have been removed: go back and refresh.',
    conflict: 'This has changed in the meantime. Reload it, then decide again.',
    invalid: 'The request cannot be accepted as it is. Correct what is named and send it again.',
    rate_limited: 'There were too many requests. Wait a little, then try again.',
    unavailable: 'The service is not available at the moment. Nothing was lost: try again in a minute.',
    unsupported: 'This service does not offer that.',
    contract:
      'The service gave an answer that cannot be used. Try again later, or tell support the number of the request.',
    unknown: 'Something went wrong on our side. Try again, or tell support the number of the request.',
  },
  ru: {
    offline: 'Нет связи. Проверьте подключение и повторите.',
    timeout: 'Ответа не было слишком долго. Повторите попытку.',
    unauthenticated: 'Вы не вошли. Войдите и повторите.',
    forbidden: 'Вам это недоступно. Обратитесь к тому, кто управляет кабинетом вашей компании.',
    not_found: 'Не найдено. Возможно, это удалили: вернитесь назад и обновите страницу.',
    conflict: 'За это время данные изменились. Обновите их и примите решение заново.',
    invalid: 'Запрос нельзя принять в таком виде. Исправьте указанное и отправьте снова.',
    rate_limited: 'Слишком много запросов. Подождите немного и повторите.',
    unavailable: 'Сервис сейчас недоступен. Ничего не потеряно: повторите через минуту.',
    unsupported: 'Этот сервис такого не умеет.',
    contract: 'Сервис прислал непригодный ответ. Повторите позже или сообщите поддержке номер запроса.',
    unknown: 'На нашей стороне что-то пошло не так. Повторите или сообщите поддержке номер запроса.',
  },
};

/** Why a request was refused before it reached the backend. `{name}` takes a value. */
const reasons = {
  en: {
    malformedJson: 'The body is not valid JSON in UTF-8.',
    jsonObjectExpected: 'The body must be a JSON object.',
    malformedForm: 'The form cannot be read. Send multipart/form-data as the API description shows.',
    jsonTypeExpected: 'Send the body as JSON, with Content-Type: application/json.',
    bodyTooLarge: 'The body is larger than {limit} MB. Send less at once.',
    tooDeep: 'The body is nested too deeply.',
    apiKeyNeeded: 'A valid API key of this company is needed: Authorization: Bearer <key>.',
    rowsMissing: 'The body is empty. Send the rows as application/x-ndjson or as a JSON array.',
    rowsTypeExpected: 'Content-Type must be application/x-ndjson, application/json or text/csv.',
    rowsTooLarge: 'The array is larger than 10 MB. Send the rows as application/x-ndjson.',
    arrayExpected: 'The body must be a JSON array.',
    idempotencyKeyMissing:
      'Send an Idempotency-Key header: a value made once for this action and repeated with every retry.',
    idempotencyKeyMalformed: 'The Idempotency-Key must be 1 to 255 visible ASCII characters.',
    ifMatchMissing: 'Send an If-Match header with the etag of the version that was edited.',
    ifMatchMalformed: 'The If-Match header must hold one etag in double quotes.',
    forgeryGuard: 'A request with the session cookie needs the header X-Cabinet and must come from an allowed site.',
    unknownTenant: 'No company is known by this name. Check the address of the service.',
    unknownInvitation: 'There is no such invitation: it has expired, or it was accepted already.',
    unknownPerson: 'No such person acts for any customer, or they are disabled. Push them with their customer first.',
    cookieNeedsTls:
      'Sign-in by cookie needs https, or http on localhost: put TLS in front of this server and set PUBLIC_URL to its https address.',
    unknownRoute: 'Nothing is served at this address. Check the path.',
    methodNotAllowed: 'This address takes only {methods}.',
    required: 'Fill this in.',
    unknownField: 'This field is not known here. Remove it or correct its name.',
    unknownFields: 'Not known here: {names}. Remove or correct this.',
    forbiddenKey: 'This name is not allowed.',
    repeated: 'Give this only once.',
    trueOrFalse: 'This is true or false.',
    unstorable: 'This contains characters that cannot be stored. Remove them.',
    wrongType: 'This must be: {expected}.',
    tooShort: 'At least {minimum} needed.',
    tooLong: 'At most {maximum} allowed.',
    tooSmall: 'This must be at least {minimum}.',
    tooBig: 'This must be at most {maximum}.',
    wrongFormat: 'This is not written as expected: {format}.',
    wrongValue: 'This must be one of: {values}.',
    wrong: 'This is not accepted.',
  },
  ru: {
    malformedJson: 'Тело запроса — не JSON в кодировке UTF-8.',
    jsonObjectExpected: 'Тело запроса должно быть объектом JSON.',
    malformedForm: 'Форму не удалось прочитать. Отправьте multipart/form-data, как показано в описании API.',
    jsonTypeExpected: 'Отправьте тело запроса как JSON, с Content-Type: application/json.',
    bodyTooLarge: 'Тело запроса больше {limit} МБ. Отправляйте меньше за раз.',
    tooDeep: 'Слишком много уровней вложенности.',
    apiKeyNeeded: 'Нужен действующий ключ API этой компании: Authorization: Bearer <ключ>.',
    rowsMissing: 'Тело запроса пустое. Отправьте строки как application/x-ndjson или массивом JSON.',
    rowsTypeExpected: 'Content-Type должен быть application/x-ndjson, application/json или text/csv.',
    rowsTooLarge: 'Массив больше 10 МБ. Отправьте строки как application/x-ndjson.',
    arrayExpected: 'Тело запроса должно быть массивом JSON.',
    idempotencyKeyMissing:
      'Пришлите заголовок Idempotency-Key: значение создаётся один раз на действие и повторяется при каждой попытке.',
    idempotencyKeyMalformed: 'Idempotency-Key — от 1 до 255 видимых символов ASCII.',
    ifMatchMissing: 'Пришлите заголовок If-Match с версией (etag), которую редактировали.',
    ifMatchMalformed: 'В заголовке If-Match должна быть одна версия (etag) в двойных кавычках.',
    forgeryGuard: 'Запрос с cookie входа должен нести заголовок X-Cabinet и приходить с разрешённого сайта.',
    unknownTenant: 'Компания с таким именем неизвестна. Проверьте адрес сервиса.',
    unknownInvitation: 'Такого приглашения нет: срок истёк, или его уже приняли.',
    unknownPerson: 'Такого человека нет ни у одного клиента, или он отключён. Сначала пришлите его вместе с клиентом.',
    cookieNeedsTls:
      'Вход по cookie требует https или http на localhost: поставьте перед сервером TLS и укажите его https-адрес в PUBLIC_URL.',
    unknownRoute: 'По этому адресу ничего нет. Проверьте путь.',
    methodNotAllowed: 'Этот адрес принимает только {methods}.',
    required: 'Заполните это поле.',
    unknownField: 'Такого поля здесь нет. Уберите его или исправьте название.',
    unknownFields: 'Таких полей здесь нет: {names}. Уберите их или исправьте названия.',
    forbiddenKey: 'Такое название недопустимо.',
    repeated: 'Укажите это один раз.',
    trueOrFalse: 'Здесь возможно только true или false.',
    unstorable: 'Здесь есть символы, которые нельзя сохранить. Уберите их.',
    wrongType: 'Здесь должно быть: {expected}.',
    tooShort: 'Нужно не меньше {minimum}.',
    tooLong: 'Можно не больше {maximum}.',
    tooSmall: 'Значение должно быть не меньше {minimum}.',
    tooBig: 'Значение должно быть не больше {maximum}.',
    wrongFormat: 'Записано не так, как ожидалось: {format}.',
    wrongValue: 'Допустимые значения: {values}.',
    wrong: 'Такое значение не принимается.',
  },
} as const satisfies Record<Language, Record<string, string>>;

/** Names a reason for a refusal. */
export type Reason = keyof (typeof reasons)['en'];

export function titleOf(code: ErrorCode, language: Language): string {
  return titles[language][code];
}

export function reasonText(reason: Reason, language: Language, values: Record<string, string> = {}): string {
  return reasons[language][reason].replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
}

const types: Record<Language, Record<string, string>> = {
  en: {
    string: 'text',
    number: 'a number',
    int: 'a whole number',
    boolean: 'true or false',
    array: 'a list',
    object: 'an object',
  },
  ru: {
    string: 'текст',
    number: 'число',
    int: 'целое число',
    boolean: 'true или false',
    array: 'список',
    object: 'объект',
  },
};

/** A type of JSON in words. */
export function typeText(type: string, language: Language): string {
  return types[language][type] ?? type;
}

const formats: Record<Language, Record<string, string>> = {
  en: {
    datetime: 'a moment such as 2026-03-01T10:00:00Z',
    date: 'a day such as 2026-03-01',
    email: 'an e-mail address',
    url: 'an address such as https://shop.example/',
  },
  ru: {
    datetime: 'момент, например 2026-03-01T10:00:00Z',
    date: 'день, например 2026-03-01',
    email: 'адрес электронной почты',
    url: 'адрес, например https://shop.example/',
  },
};

/** How a text of a format is written. */
export function formatText(format: string, language: Language): string {
  return formats[language][format] ?? format;
}

const MAX_LANGUAGES_READ = 10;

/** The languages of an `Accept-Language` header, most wanted first; what is no language is left out. */
export function wantedLocales(header: string | undefined): string[] {
  return (header ?? '')
    .split(',', MAX_LANGUAGES_READ)
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';');
      const quality = parameters.find((parameter) => parameter.trim().startsWith('q='));
      return { tag: tag.trim(), weight: quality === undefined ? 1 : Number(quality.trim().slice(2)) };
    })
    .filter(({ tag, weight }) => weight > 0 && isLocale(tag))
    .sort((one, other) => other.weight - one.weight)
    .map(({ tag }) => tag);
}

/** The first wanted language that this server writes in, else English. */
export function languageFor(locales: readonly string[]): Language {
  const bases = locales.map((locale) => locale.toLowerCase().split('-')[0]);
  const wanted = bases.find((base) => languages.some((language) => language === base));
  return languages.find((language) => language === wanted) ?? 'en';
}

function isLocale(tag: string): boolean {
  return /^[a-z]{2,8}(-[a-z0-9]{1,8}){0,6}$/i.test(tag);
}
