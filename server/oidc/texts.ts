import type { Language } from '../http/texts.ts';

/** What a page of the sign-in says: a title, and what to do. `{company}` is the company's name. */
const english = {
  notSetUp: [
    'There is no sign-in here',
    'No company signs its customers in at this address. Go back to the site you came from and tell its support.',
  ],
  needsTls: [
    'This site is not set up yet',
    'Sign-in needs https, or http on localhost. Tell the support of {company}.',
  ],
  foreignReturn: [
    'This link leads elsewhere',
    'After signing in it would lead to a site that does not belong to {company}, so it was stopped. Nothing has happened. You can sign in and go to the site of {company}.',
  ],
  expired: [
    'This sign-in cannot be finished',
    'It took too long, was finished already, or was begun in another browser. If your browser refuses all cookies, allow them for this site. Sign in once more.',
  ],
  denied: ['You have not signed in', 'The sign-in was cancelled. You can sign in at any time.'],
  unavailable: [
    'The sign-in is not available at the moment',
    'The service at which you sign in does not answer. Nothing was lost: try again in a minute.',
  ],
  failed: [
    'The sign-in did not succeed',
    'What the sign-in service answered cannot be accepted. Try again; if that does not help, tell the support of {company} this number: {number}.',
  ],
  unknownPerson: [
    'You are not known here yet',
    'You have signed in, but the cabinet of {company} is not open to this account. Sign in with another account, or ask {company} for access.',
  ],
  signedOut: ['You are signed out', 'You have left the cabinet of {company}.'],
  signedOutHere: [
    'You are signed out here',
    'You have left the cabinet of {company}. The service at which you signed in could not be reached: you may still be signed in there. On a device that others use, close the browser too.',
  ],
  confirmSignOut: [
    'Sign out?',
    'You leave the cabinet of {company} on this device, and the service at which you signed in.',
  ],
} as const satisfies Record<string, readonly [title: string, text: string]>;

/** What happened to a sign-in or sign-out. */
export type PageKind = keyof typeof english;

const russian: Record<PageKind, readonly [title: string, text: string]> = {
  notSetUp: [
    'Здесь нет входа',
    'По этому адресу ни одна компания не принимает вход клиентов. Вернитесь на сайт, с которого пришли, и сообщите в его поддержку.',
  ],
  needsTls: [
    'Сайт ещё не настроен',
    'Для входа нужен https или http на localhost. Сообщите в поддержку компании «{company}».',
  ],
  foreignReturn: [
    'Эта ссылка ведёт на чужой сайт',
    'После входа она привела бы на сайт, который не принадлежит компании «{company}», поэтому переход остановлен. Ничего не произошло. Вы можете войти и перейти на её сайт.',
  ],
  expired: [
    'Этот вход не удалось завершить',
    'Прошло слишком много времени, вход уже завершён или начат в другом браузере. Если браузер отклоняет все cookie, разрешите их для этого сайта. Войдите ещё раз.',
  ],
  denied: ['Вы не вошли', 'Вход отменён. Войти можно в любой момент.'],
  unavailable: [
    'Вход сейчас недоступен',
    'Служба, через которую вы входите, не отвечает. Ничего не потеряно: повторите через минуту.',
  ],
  failed: [
    'Войти не удалось',
    'Ответ службы входа нельзя принять. Повторите; если не поможет, сообщите в поддержку компании «{company}» этот номер: {number}.',
  ],
  unknownPerson: [
    'Вас здесь пока не знают',
    'Вы вошли, но этой учётной записи кабинет компании «{company}» не открыт. Войдите с другой учётной записью или попросите компанию о доступе.',
  ],
  signedOut: ['Вы вышли', 'Вы вышли из кабинета компании «{company}».'],
  signedOutHere: [
    'Здесь вы вышли',
    'Вы вышли из кабинета компании «{company}». Служба, через которую вы входили, не отвечает: возможно, там вы ещё не вышли. На чужом устройстве закройте и браузер.',
  ],
  confirmSignOut: [
    'Выйти?',
    'Вы выйдете на этом устройстве из кабинета компании «{company}» и из службы, через которую входили.',
  ],
};

const pages: Record<Language, Record<PageKind, readonly [title: string, text: string]>> = {
  en: english,
  ru: russian,
};

const actions = {
  en: {
    signIn: 'Sign in',
    again: 'Sign in once more',
    other: 'Use another account',
    home: 'To the site of {company}',
    signOut: 'Sign out',
  },
  ru: {
    signIn: 'Войти',
    again: 'Войти ещё раз',
    other: 'Другая учётная запись',
    home: 'На сайт «{company}»',
    signOut: 'Выйти',
  },
} as const satisfies Record<Language, Record<string, string>>;

/** What a person can go on with. */
export type Action = keyof (typeof actions)['en'];

const filled = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');

export function pageTexts(kind: PageKind, language: Language, values: Readonly<Record<string, string>>) {
  const [title, text] = pages[language][kind];
  return { title: filled(title, values), text: filled(text, values) };
}

export const actionText = (action: Action, language: Language, values: Readonly<Record<string, string>>): string =>
  filled(actions[language][action], values);
