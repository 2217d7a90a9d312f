import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Conversation } from '../../../src/client/conversation.ts';
import type { Message } from '../../../src/contract/tickets/message.ts';

export interface ArrivalsOptions {
  conversation: () => Conversation | undefined;
  /** Says aloud what others wrote. */
  say: (messages: readonly Message[]) => void;
  /** The tab is looked at again. */
  onSeen: () => void;
}

/** What a person here did not write. */
export const fromOthers = (messages: readonly Message[]): readonly Message[] =>
  messages.filter(({ author, event }) => !author.you && !event);

/**
 * Says what has come in the tab that is looked at, and in no other: whoever has two of them hears it once. A tab that
 * comes to the front says what came meanwhile and was read in none. Of two windows side by side each says it: a screen
 * reader speaks for the one in front, and which that is a page cannot know while it looks elsewhere.
 */
export class Arrivals implements ReactiveController {
  #options: ArrivalsOptions;
  /** The first that came while the tab was in the background. */
  #unsaid: number | undefined;

  constructor(host: ReactiveControllerHost, options: ArrivalsOptions) {
    this.#options = options;
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.#onVisible);
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#onVisible);
  }

  /** Another conversation: nothing of this one is said any more. */
  reset(): void {
    this.#unsaid = undefined;
  }

  /** Messages of others have come. */
  take(messages: readonly Message[]): void {
    if (document.hidden) this.#unsaid ??= messages[0]?.sequence;
    else if (messages.length > 0) this.#options.say(messages);
  }

  #onVisible = (): void => {
    if (document.hidden) return;
    const { messages = [], readUpTo = 0 } = this.#options.conversation() ?? {};
    const from = Math.max(this.#unsaid ?? Infinity, readUpTo + 1);
    this.reset();
    this.take(fromOthers(messages.filter(({ sequence }) => sequence >= from)));
    this.#options.onSeen();
  };
}
