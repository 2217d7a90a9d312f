import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { sectionNames, type SectionName } from './sections.ts';

const PARAMETER = 'profile.section';

interface SectionHost extends ReactiveControllerHost {
  section: SectionName | undefined;
  readonly urlState: 'query' | 'hash' | undefined;
}

/** Keeps the open section and the page's address the same, the host's own parameters untouched. */
export class SectionUrl implements ReactiveController {
  #host: SectionHost;

  constructor(host: SectionHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    // An address that says nothing leaves what the page has set.
    if (this.#named !== null) this.#read();
    window.addEventListener('popstate', this.#read);
  }

  hostDisconnected(): void {
    window.removeEventListener('popstate', this.#read);
  }

  /** Writes the open section as a new step for the Back button. */
  write(): void {
    const { section, urlState } = this.#host;
    if (!urlState) return;
    const url = new URL(location.href);
    const parameters = new URLSearchParams(urlState === 'hash' ? url.hash.slice(1) : url.search);
    if (section) parameters.set(PARAMETER, section);
    else parameters.delete(PARAMETER);
    if (urlState === 'hash') url.hash = String(parameters);
    else url.search = String(parameters);
    if (url.href !== location.href) history.pushState(history.state, '', url);
  }

  get #named(): string | null {
    const { urlState } = this.#host;
    if (!urlState) return null;
    return new URLSearchParams(urlState === 'hash' ? location.hash.slice(1) : location.search).get(PARAMETER);
  }

  #read = (): void => {
    if (this.#host.urlState) this.#host.section = sectionNames.find((name) => name === this.#named);
  };
}
