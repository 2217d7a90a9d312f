import { html, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';

/**
 * Says things to screen readers without moving the focus. Put {@link region} in the template once,
 * always, since a region that appears together with its text is not read.
 *
 * @example
 * ```ts
 * #announcer = new Announcer(this);
 * this.#announcer.say(this.#messages.t('ordersFound', { count }));
 * // in render(): ${this.#announcer.region()}
 * ```
 */
export class Announcer implements ReactiveController {
  #host: ReactiveControllerHost;
  #text = '';

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#text = '';
  }

  /** Says a text; the same text again is said again. */
  say(text: string): void {
    this.#text = text === this.#text ? `${text}\u00a0` : text;
    this.#host.requestUpdate();
  }

  region(): TemplateResult {
    return html`<div class="visually-hidden" role="status" part="announcer">${this.#text}</div>`;
  }
}
