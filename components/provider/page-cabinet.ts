import { ContextProvider } from '@lit/context';
import { rest } from '../../src/adapters/rest/index.ts';
import { createClient } from '../../src/client/client.ts';
import type { CabinetClient, SessionSource } from '../../src/client/types.ts';
import { cabinetContext, type Theme } from '../shared/context.ts';
import { watchLanguage } from '../shared/language.ts';
import { watchSession } from '../shared/session-watch.ts';

export interface PageCabinetOptions {
  backendUrl: string;
  session: SessionSource;
  /** Read again whenever the page changes its language. */
  locale: () => string;
  timeZone?: string | undefined;
  theme?: Theme | undefined;
  /** Answers to requests that the loader has sent already. */
  early?: ((url: string) => Promise<Response> | undefined) | undefined;
}

/**
 * The one cabinet of a page that was set up by a script tag: for all widgets that have no
 * `<cabinet-provider>` nearer around them. Its events are fired on the document's root element.
 */
export function startPageCabinet(options: PageCabinetOptions): CabinetClient {
  const { backendUrl, session, locale, timeZone, theme, early } = options;
  const root = document.documentElement;
  const credentials = session.mode === 'cookie' ? 'include' : 'same-origin';
  const client = createClient({
    adapter: rest({ baseUrl: backendUrl, credentials, early }),
    session,
    locale: locale(),
  });
  const value = () => ({ client, locale: locale(), timeZone, theme });
  const provider = new ContextProvider(root, { context: cabinetContext, initialValue: value() });
  provider.hostConnected();
  watchLanguage(() => {
    client.locale = locale();
    provider.setValue(value());
  });
  watchSession(client, root, () => {});
  return client;
}
