import type { ReactiveController } from 'lit';
import {
  formatMessage,
  messagesFor,
  type Message,
  type MessageParameters,
  type Messages,
  type Namespace,
} from '../../src/i18n/messages.ts';
import type { CabinetElement } from './cabinet-element.ts';

/**
 * The texts of a namespace in the element's language. While another language than English is
 * loading, `ready` is false and the element shows its skeleton: no flash of English.
 */
export class LocalizeController<Key extends string> implements ReactiveController {
  #host: CabinetElement;
  #namespace: Namespace<Key>;
  #locale = 'en';
  #messages: Messages | undefined;

  constructor(host: CabinetElement, source: Namespace<Key>) {
    this.#host = host;
    this.#namespace = source;
    host.addController(this);
  }

  /** Texts are at hand. */
  get ready(): boolean {
    return this.#messages !== undefined;
  }

  /** Language of the texts; undefined until they are at hand. */
  get locale(): string | undefined {
    return this.#messages && this.#locale;
  }

  /** A text, its placeholders filled. */
  t = (key: Key, parameters?: MessageParameters): string => {
    const message: Message | undefined = this.#messages?.[key] ?? this.#namespace.english[key];
    return formatMessage(message, this.#locale, parameters);
  };

  /** Whether there is a text for a key that came from data, such as a status code. */
  has(key: string): key is Key {
    return key in this.#namespace.english;
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostUpdate(): void {
    const locale = this.#host.locale;
    if (locale === this.#locale && this.#messages) return;
    const found = messagesFor(this.#namespace, locale);
    if (found instanceof Promise) {
      // The old language stays until the new one is here; on the first paint there is none.
      void found.then(() => this.#host.requestUpdate());
      return;
    }
    this.#locale = locale;
    this.#messages = found;
  }
}
