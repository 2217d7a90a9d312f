import { ContextConsumer } from '@lit/context';
import { LitElement } from 'lit';
import type { CabinetClient } from '../../src/client/types.ts';
import { formatters, type Formatters } from '../../src/i18n/format.ts';
import { cabinetContext, type Cabinet } from './context.ts';

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
    return this.cabinet?.locale ?? (this.closest<HTMLElement>('[lang]')?.lang || navigator.language);
  }

  /** @internal */
  get format(): Formatters {
    return formatters(this.locale, this.cabinet?.timeZone);
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
    for (const [name, on] of Object.entries(states)) {
      if (on) this.#internals.states.add(name);
      else this.#internals.states.delete(name);
    }
  }
}
