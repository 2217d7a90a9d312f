import { ContextConsumer } from '@lit/context';
import { adoptStyles, LitElement, type PropertyValues } from 'lit';
import type { CabinetClient } from '../../src/client/types.ts';
import { formatters, type Formatters } from '../../src/i18n/format.ts';
import { readsRightToLeft } from '../../src/i18n/messages.ts';
import { cabinetContext, type Cabinet } from './context.ts';
import { nearestLanguage } from './language.ts';

declare global {
  interface HTMLElementEventMap {
    'cabinet-sign-in-requested': CustomEvent<{
      /** Asks again who is signed in: call it when the login is done. */
      renew: () => Promise<void>;
    }>;
  }
}

/** The base of every widget and part: the cabinet it belongs to, formatters, events and states. */
export abstract class CabinetElement extends LitElement {
  #internals = this.attachInternals();
  #cabinet = new ContextConsumer(this, { context: cabinetContext, subscribe: true });

  /** The cabinet of the nearest provider; undefined until there is one. */
  protected get cabinet(): Cabinet | undefined {
    return this.#cabinet.value;
  }

  /** @internal Controllers of this element use it. */
  get client(): CabinetClient | undefined {
    return this.cabinet?.client;
  }

  /** @internal Language of the texts: the provider's, else that of the page around the element. */
  get locale(): string {
    return this.cabinet?.locale ?? nearestLanguage(this);
  }

  /** @internal */
  get format(): Formatters {
    return formatters(this.locale, this.cabinet?.timeZone);
  }

  /** What a server has drawn (declarative shadow DOM) is a placeholder, which the element's own first view replaces. */
  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const drawn = this.shadowRoot;
    if (!drawn) return super.createRenderRoot();
    drawn.replaceChildren();
    adoptStyles(drawn, (this.constructor as typeof LitElement).elementStyles);
    return drawn;
  }

  protected override update(changed: PropertyValues): void {
    const theme = this.cabinet?.theme;
    this.setStates({ light: theme === 'light', dark: theme === 'dark' });
    // English reads as English on a right-to-left page too, unless the tag itself says how it is to read.
    if (!this.dir && this.matches(':dir(rtl)') && !readsRightToLeft(this.locale)) this.dir = 'ltr';
    super.update(changed);
  }

  /**
   * Asks the page to open its login. Where nobody cancels the event to do so, the cabinet only asks
   * the backend again: the person may have signed in elsewhere.
   * @returns whether the page opens its login
   */
  protected requestSignIn(): boolean {
    const renew = async (): Promise<void> => this.client?.renewSession();
    const isIgnored = this.emit('cabinet-sign-in-requested', { renew }, { cancelable: true });
    if (isIgnored) void renew();
    return !isIgnored;
  }

  /** Tells the page what a person did; `false` if a listener cancelled it. */
  protected emit<Name extends keyof HTMLElementEventMap>(
    name: Name,
    detail: HTMLElementEventMap[Name] extends CustomEvent<infer Detail> ? Detail : never,
    options?: { cancelable?: boolean },
  ): boolean {
    return this.dispatchEvent(
      new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable: options?.cancelable ?? false }),
    );
  }

  /** Shows states to the page's CSS as `:state(name)`. */
  protected setStates(states: Readonly<Record<string, boolean>>): void {
    const current = this.#internals.states;
    for (const [name, on] of Object.entries(states)) {
      // Even a change to what it is already makes the browser compute the element's style again.
      if (on === current.has(name)) continue;
      if (on) current.add(name);
      else current.delete(name);
    }
  }
}
