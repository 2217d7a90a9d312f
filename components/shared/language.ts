import type { CabinetClient } from '../../src/client/types.ts';
import type { Session } from '../../src/contract/session.ts';
import { formatters } from '../../src/i18n/format.ts';
import type { Cabinet } from './context.ts';

/** What a host may say; read anew with each change. */
export type Wished = { [Name in 'locale' | 'timeZone' | 'theme']?: Cabinet[Name] | undefined };

/**
 * What the widgets around an element are given. Language: what the host says, else what the person chose in their
 * profile, else the page's. Time zone: the host's, else the person's, else the browser's.
 *
 * @param wished what the host says
 */
export function cabinetOf(client: CabinetClient, element: Element, wished: Wished): Cabinet {
  const { session } = client;
  let person: Partial<Session['person']> = session.status === 'signed-in' ? session.session.person : {};
  try {
    // A language or a zone that no browser knows would break every date.
    if (person.locale || person.timeZone) new Intl.DateTimeFormat(person.locale, person);
  } catch {
    person = {};
  }
  const locale = wished.locale || person.locale || nearestLanguage(element);
  const timeZone = wished.timeZone || person.timeZone;
  client.locale = locale;
  // A browser's first formatters take milliseconds each: they are made while the first answer is on its way.
  globalThis.requestIdleCallback?.(() => {
    const { money, when } = formatters(locale, timeZone);
    money({ amount: '0', currency: 'EUR' });
    when('2000-01-01');
  });
  return { client, locale, timeZone, theme: wished.theme };
}

/** The language of the page around an element, through shadow roots; at last the browser's. */
export function nearestLanguage(element: Element): string {
  for (let node: Element | null = element; node;) {
    const marked: HTMLElement | null = node.closest<HTMLElement>('[lang]:not([lang=""])');
    if (marked) return marked.lang;
    const root: Node = node.getRootNode();
    node = root instanceof ShadowRoot ? root.host : null;
  }
  return navigator.language;
}

/** Hears when the page changes its language, as language switches without a reload do. */
export function watchLanguage(onChange: () => void): () => void {
  const observer = new MutationObserver(onChange);
  observer.observe(document.documentElement, { attributeFilter: ['lang'] });
  return () => observer.disconnect();
}
