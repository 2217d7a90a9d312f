import type { CabinetClient } from '../../src/client/types.ts';
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
  const person: Wished = session.status === 'signed-in' ? usable(session.session.person) : {};
  const host = usable(wished);
  const locale = host.locale || person.locale || nearestLanguage(element);
  const timeZone = host.timeZone || person.timeZone;
  client.locale = locale;
  return { client, locale, timeZone, theme: wished.theme };
}

/**
 * A language or a zone that no browser knows would break every date: then nothing is wished. Where only a language is,
 * no formatter is made: a browser's first takes as long as drawing a widget.
 */
function usable(wish: Wished): Wished {
  try {
    Intl.getCanonicalLocales(wish.locale || []);
    if (wish.timeZone) new Intl.DateTimeFormat([], wish);
    return wish;
  } catch {
    return {};
  }
}

/** The language of the page around an element, through shadow roots; at last the browser's. A server has no page. */
export function nearestLanguage(element: Element): string {
  let marked: HTMLElement | null = null;
  for (let node: Partial<Element> | undefined = element; !marked && node?.closest;) {
    marked = node.closest('[lang]:not([lang=""])');
    node = (node.getRootNode?.() as Partial<ShadowRoot>).host;
  }
  const locale = (marked?.lang ?? globalThis.navigator?.language ?? 'en').replace('_', '-');
  return usable({ locale }).locale ?? 'en';
}

/** Hears when the page changes its language, as language switches without a reload do. */
export function watchLanguage(onChange: () => void): () => void {
  const observer = new MutationObserver(onChange);
  observer.observe(document.documentElement, { attributeFilter: ['lang'] });
  return () => observer.disconnect();
}
