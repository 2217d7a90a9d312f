import type { Message } from '../../../src/contract/tickets/message.ts';
import { isAt, painted, until } from '../browser/in-page.ts';
import { makeMessages, messageAt } from './messages.ts';

/** What a conversation under test can do. */
export interface Contestant {
  /** Loads whatever its code still wants, and draws what stands around the conversation, before anything is measured. */
  ready(messages: Message[]): Promise<void>;
  /** Puts the conversation on the page, at its end. */
  mount(messages: Message[]): void;
  /** The element of the last message, so that looking for it costs next to nothing. */
  latest(): Element | null | undefined;
  /** One more has come. */
  add(message: Message): void;
}

/** What the bench asks of a page. */
export interface ChatPage {
  prepare(count: number): Promise<void>;
  /** Milliseconds until the last message is seen. */
  mount(): Promise<number>;
  /** Messages that come one after another: milliseconds between frames meanwhile, and until the last one is seen. */
  flow(count: number, perSecond: number): Promise<{ gaps: number[]; shown: number }>;
}

declare global {
  interface Window {
    chat?: ChatPage;
  }
}

export function enter(contestant: Contestant): void {
  let messages: Message[] = [];
  const seen = () => until(() => isAt(contestant.latest(), `#${messages.length}`));
  window.chat = {
    async prepare(count) {
      messages = makeMessages(count);
      await contestant.ready(messages);
    },
    mount() {
      const shown = seen();
      contestant.mount(messages);
      return shown;
    },
    async flow(count, perSecond) {
      await painted();
      const gaps: number[] = [];
      const start = performance.now();
      let last = start;
      for (let sent = 0; sent < count;) {
        const now = await new Promise<number>(requestAnimationFrame);
        gaps.push(now - last);
        last = now;
        for (const due = ((now - start) / 1000) * perSecond; sent < Math.min(due, count); sent++) {
          const message = messageAt(messages.length + 1);
          messages.push(message);
          contestant.add(message);
        }
      }
      return { gaps, shown: await seen() };
    },
  };
}
