import type { RequestContext } from './environment.ts';
import { languageFor, wantedLocales } from './texts.ts';

/** Finds the languages that the asker wishes, for our own texts and for the backend's. */
export function readLanguage(context: RequestContext, next: () => Promise<void>): Promise<void> {
  const locales = wantedLocales(context.req.header('Accept-Language'));
  context.set('locale', locales[0]);
  context.set('language', languageFor(locales));
  return next();
}
