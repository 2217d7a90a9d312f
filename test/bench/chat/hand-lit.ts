// The floor: what a good engineer writes by hand in Lit for the same messages, and nothing else: no days, no states, no
// unread mark, no quotes or files, no keyboard, no validation, one language.
import { html, LitElement, unsafeCSS } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Message } from '../../../src/contract/tickets/message.ts';
import { enter } from './contestant.ts';
import { KEPT, looks, OPENED, times } from './looks.ts';

class HandChat extends LitElement {
  static override properties = { messages: { state: true } };
  static override styles = unsafeCSS(looks);
  messages: Message[] = [];

  protected override updated(): void {
    const scroller = this.renderRoot.querySelector('.scroller');
    if (scroller) scroller.scrollTop = scroller.scrollHeight;
  }

  protected override render() {
    return html`<div class="scroller">
      ${repeat(
        this.messages,
        ({ id }) => id,
        (message) =>
          guard(
            [message],
            () =>
              html`<div class=${message.author.you ? 'message mine' : 'message'}>
                <strong>${message.author.name}</strong>
                <p>${message.text}</p>
                <time datetime=${message.at}>${times.format(Date.parse(message.at))}</time>
              </div>`,
          ),
      )}
    </div>`;
  }
}
customElements.define('hand-chat', HandChat);

const chat = new HandChat();

enter({
  ready: async () => undefined,
  mount(messages) {
    chat.messages = messages.slice(-OPENED);
    document.body.append(chat);
  },
  latest: () => chat.shadowRoot?.querySelector('.scroller')?.lastElementChild,
  add: (message) => (chat.messages = [...chat.messages, message].slice(-KEPT)),
});
