import { ContextProvider } from '@lit/context';
import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Adapter } from '../../src/adapters/adapter.ts';
import { createClient } from '../../src/client/client.ts';
import type { AccessToken, CabinetClient, SessionSource } from '../../src/client/types.ts';
import { cabinetContext, type Theme } from '../shared/context.ts';
import { cabinetOf, watchLanguage } from '../shared/language.ts';
import { watchSession } from '../shared/session-watch.ts';

/** What a change of these means another client. */
const clientProperties = ['client', 'adapter', 'backendUrl', 'session', 'tokenUrl', 'getToken', 'signInUrl'];

/**
 * Gives the cabinet's widgets inside it their backend, session, language, time zone and theme.
 *
 * @customElement cabinet-provider
 * @summary The backend, session and language of the widgets inside it.
 * @slot - The widgets, and whatever else stands between them.
 * @fires {CustomEvent} cabinet-session-ended - The session is over: open your login, then call `detail.renew()`.
 * @fires {CustomEvent} cabinet-sign-in-requested - The person wants to sign in: cancel it, open your login, then call `detail.renew()`.
 * @cssstate signed-in - Somebody is signed in.
 * @cssstate signed-out - Nobody is.
 * @example
 * ```html
 * <cabinet-provider backend-url="/cabinet" locale="en" time-zone="Europe/Berlin">
 *   <cabinet-order-history></cabinet-order-history>
 * </cabinet-provider>
 * ```
 */
export class CabinetProvider extends LitElement {
  static override styles = css`
    :host {
      display: contents;
    }
  `;

  #internals = this.attachInternals();
  #context = new ContextProvider(this, { context: cabinetContext });
  #current: CabinetClient | undefined;
  /** Ends what this provider made and listens to. */
  #release: (() => void) | undefined;
  #attempt = 0;
  #stopLanguage: (() => void) | undefined;

  /** Where the contract is served: `https://shop.example/cabinet`, or a path on the page's own origin. */
  @property({ attribute: 'backend-url' }) backendUrl: string | undefined;
  /** How the host's login becomes the cabinet's; default: `token-url` or `token` if they are given, else `cookie`. */
  @property() session: SessionSource['mode'] | undefined;
  /** An endpoint of the host's site that answers `{ token, expiresAt }` to its signed-in visitor. */
  @property({ attribute: 'token-url' }) tokenUrl: string | undefined;
  /**
   * Where people sign in, unless the page cancels `cabinet-sign-in-requested`: they are led there with `?return=` and the
   * address of the page. Links with `data-cabinet-sign-out` also forget them in this browser.
   */
  @property({ attribute: 'sign-in-url' }) signInUrl: string | undefined;
  /**
   * The site's page with `<cabinet-ticket-chat url-state="query">`: questions about orders and invoices are taken there,
   * unless the page has such an element itself or cancels `cabinet-ask-requested`.
   */
  @property({ attribute: 'tickets-url', reflect: true }) ticketsUrl: string | undefined;
  /**
   * BCP 47 language. Absent: what the person chose in their profile; else the nearest `lang`, whose changes on
   * `<html>` are followed; at last the browser's.
   */
  @property() locale: string | undefined;
  /** IANA time zone in which moments are shown. Absent: what the person chose in their profile, else the browser's. */
  @property({ attribute: 'time-zone' }) timeZone: string | undefined;
  /** `auto` follows the page's own `color-scheme`. */
  @property() theme: Theme = 'auto';
  /** The page's own function that gives a bearer token, or null when nobody is signed in. */
  @property({ attribute: false }) getToken: (() => Promise<AccessToken | string | null>) | undefined;
  /** The way to the backend, instead of `backend-url`. */
  @property({ attribute: false }) adapter: Adapter | undefined;
  /** A ready client, shared with other code of the page; it is not ended with this element. */
  @property({ attribute: false }) client: CabinetClient | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stopLanguage = watchLanguage(() => this.#provide());
    if (this.hasUpdated && !this.#current) void this.#connect();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopLanguage?.();
    // Moving an element takes it off the page for a moment only.
    queueMicrotask(() => {
      if (!this.isConnected) this.#disconnect();
    });
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!this.hasUpdated || clientProperties.some((name) => changed.has(name))) void this.#connect();
    else this.#provide();
  }

  /** The client that the widgets use; undefined until there is a backend. */
  get activeClient(): CabinetClient | undefined {
    return this.#current;
  }

  protected override render(): TemplateResult {
    return html`<slot></slot>`;
  }

  async #connect(): Promise<void> {
    this.#disconnect();
    const attempt = ++this.#attempt;
    const session = this.#sessionSource();
    if (this.client) return this.#use(this.client, false);
    if (!session) return;
    if (this.adapter) return this.#use(createClient({ adapter: this.adapter, session }), true);
    if (!this.backendUrl) return;
    // Pages with an adapter of their own do without this one.
    const { rest } = await import('../../src/adapters/rest/index.ts');
    if (attempt !== this.#attempt || !this.isConnected) return;
    try {
      const credentials = session.mode === 'cookie' ? 'include' : 'same-origin';
      const adapter = rest({ baseUrl: this.backendUrl, credentials });
      this.#use(createClient({ adapter, session }), true);
    } catch (error) {
      console.warn(`[cabinet] <cabinet-provider>: ${String(error)}`);
    }
  }

  #use(client: CabinetClient, own: boolean): void {
    const stop = watchSession(client, this, () => this.#showSession());
    const { signInUrl } = this;
    const links =
      signInUrl &&
      import('./sign-in-links.ts').then(({ followSignInLinks }) => followSignInLinks(this, signInUrl, client));
    this.#current = client;
    this.#release = () => {
      stop();
      if (links) void links.then((leave) => leave());
      if (own) client.destroy();
    };
    this.#showSession();
  }

  #disconnect(): void {
    this.#attempt++;
    if (!this.#current) return;
    this.#release?.();
    this.#release = undefined;
    this.#current = undefined;
    this.#context.setValue(undefined);
  }

  /** How to sign in, or undefined while the page has not yet given what that takes. */
  #sessionSource(): SessionSource | undefined {
    const { getToken, tokenUrl } = this;
    switch (this.session ?? (getToken ? 'token' : tokenUrl ? 'token-url' : 'cookie')) {
      case 'token':
        return getToken && { mode: 'token', getToken };
      case 'token-url':
        return tokenUrl === undefined ? undefined : { mode: 'token-url', url: tokenUrl };
      default:
        return { mode: 'cookie' };
    }
  }

  #provide(): void {
    const client = this.#current;
    if (client) this.#context.setValue(cabinetOf(client, this, this));
  }

  #showSession(): void {
    const status = this.#current?.session.status;
    for (const name of ['signed-in', 'signed-out']) {
      if (name === status) this.#internals.states.add(name);
      else this.#internals.states.delete(name);
    }
    this.#provide();
  }
}
