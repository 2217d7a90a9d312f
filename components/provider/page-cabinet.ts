import { ContextProvider } from '@lit/context';
import type { Adapter } from '../../src/adapters/adapter.ts';
import { rest } from '../../src/adapters/rest/index.ts';
import { createClient } from '../../src/client/client.ts';
import type { CabinetClient, SessionSource } from '../../src/client/types.ts';
import { cabinetContext } from '../shared/context.ts';
import { cabinetOf, watchLanguage, type Wished } from '../shared/language.ts';
import { watchSession } from '../shared/session-watch.ts';

export interface PageCabinetOptions {
  backendUrl: string;
  /** The way to the backend, if it does not speak the contract. */
  adapter?: Adapter | '' | undefined;
  session: SessionSource;
  wished: Wished;
  /** Answers to requests that the loader has sent already. */
  early?: ((url: string) => Promise<Response> | undefined) | undefined;
}

/**
 * The one cabinet of a page that was set up by a script tag: for all widgets that have no
 * `<cabinet-provider>` nearer around them. Its events are fired on the document's root element.
 */
export function startPageCabinet(options: PageCabinetOptions): CabinetClient {
  const { backendUrl, adapter, session, wished, early } = options;
  const root = document.documentElement;
  const credentials = session.mode === 'cookie' ? 'include' : 'same-origin';
  const client = createClient({ adapter: adapter || rest({ baseUrl: backendUrl, credentials, early }), session });
  const provider = new ContextProvider(root, { context: cabinetContext });
  const provide = (): void => provider.setValue(cabinetOf(client, root, wished));
  provide();
  provider.hostConnected();
  watchLanguage(provide);
  watchSession(client, root, provide);
  return client;
}
