/** Forms of a text by plural category of its `count`, as `Intl.PluralRules` names them. */
export interface PluralMessage {
  readonly zero?: string;
  readonly one?: string;
  readonly two?: string;
  readonly few?: string;
  readonly many?: string;
  readonly other: string;
}

/**
 * A text with `{name}` placeholders, or its plural forms chosen by the parameter `count`. Plain data,
 * so that a host can override it from JSON and a translator needs no code.
 */
export type Message = string | PluralMessage;

/** Texts of one namespace by key. */
export type Messages = Readonly<Record<string, Message>>;

/** What fills a text's placeholders; format numbers, dates and money before. */
export type MessageParameters = Readonly<Record<string, string | number>>;

/**
 * Texts of one part of the cabinet: English at hand, other languages loaded when wanted.
 *
 * @example
 * ```ts
 * export const ordersMessages = namespace('orders', en, { ru: () => import('./locales/ru/orders.ts') });
 * ```
 */
export interface Namespace<Key extends string = string> {
  readonly name: string;
  readonly english: Readonly<Record<Key, Message>>;
  readonly loaders: Readonly<Record<string, () => Promise<{ default: Readonly<Record<Key, Message>> }>>>;
}

export function namespace<Key extends string>(
  name: string,
  english: Readonly<Record<Key, Message>>,
  loaders: Namespace<Key>['loaders'],
): Namespace<Key> {
  return { name, english, loaders };
}

const loaded = new Map<string, Messages>();
const registered = new Map<string, Messages>();

const languageOf = (locale: string): string => locale.toLowerCase().split('-', 1)[0] ?? 'en';

/**
 * Adds or overrides texts of a language, for one namespace. Texts given here win over ours; keys
 * left out stay ours, or English in a language that we do not have.
 *
 * @example
 * ```ts
 * registerMessages('de', 'orders', { title: 'Bestellungen' });
 * ```
 */
export function registerMessages(locale: string, namespaceName: string, messages: Messages): void {
  const key = `${languageOf(locale)}/${namespaceName}`;
  registered.set(key, { ...registered.get(key), ...messages });
}

/** Languages written from right to left. */
const rightToLeft = /^(ar|fa|he|ur)$/;

/** Whether the texts of a locale read from right to left; a language that nobody gave texts for is shown in English. */
export function readsRightToLeft(locale: string): boolean {
  const language = languageOf(locale);
  return rightToLeft.test(language) && [...registered.keys()].some((key) => key.startsWith(`${language}/`));
}

/**
 * The texts of a namespace in a language, if they are at hand; otherwise a promise that ends when
 * they are. A language without texts, or one that cannot be loaded, is English.
 */
export function messagesFor(source: Namespace, locale: string): Messages | Promise<void> {
  const language = languageOf(locale);
  const key = `${language}/${source.name}`;
  const own = loaded.get(key) ?? (language === 'en' || !source.loaders[language] ? source.english : undefined);
  if (own) {
    const overrides = registered.get(key);
    return overrides ? { ...own, ...overrides } : own;
  }
  const load = source.loaders[language];
  return (load ? load() : Promise.resolve({ default: source.english }))
    .then((module) => module.default)
    .catch(() => source.english)
    .then((messages) => void loaded.set(key, messages));
}

const pluralRules = new Map<string, Intl.PluralRules>();

/** Fills a text; an unknown placeholder stays as it is, so that the fault is seen. */
export function formatMessage(message: Message, locale: string, parameters: MessageParameters = {}): string {
  let text: string;
  if (typeof message === 'string') text = message;
  else {
    let rules = pluralRules.get(locale);
    if (!rules) pluralRules.set(locale, (rules = new Intl.PluralRules(locale)));
    text = message[rules.select(Number(parameters['count'] ?? 0))] ?? message.other;
  }
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = parameters[name];
    return value === undefined ? placeholder : typeof value === 'number' ? formatNumber(value, locale) : value;
  });
}

const numberFormats = new Map<string, Intl.NumberFormat>();

/** A number as people of the locale write it; integers grouped, at most three decimals. */
export function formatNumber(value: number, locale: string): string {
  let format = numberFormats.get(locale);
  if (!format) numberFormats.set(locale, (format = new Intl.NumberFormat(locale)));
  return format.format(value);
}
