import type { Message } from '../contract/tickets/message.ts';

/** Messages that are kept; those furthest from what is looked at go first, and are asked for again. */
export const MOST_MESSAGES = 400;

/** A page of messages, by sequence. */
export interface MessagePage {
  items: readonly Message[];
  hasEarlier: boolean;
  hasLater: boolean;
}

/** A part of a conversation without gaps: by sequence, each message once, of bounded length. */
export class MessageWindow {
  messages: readonly Message[] = [];
  hasEarlier = false;
  hasLater = false;

  get first(): number | undefined {
    return this.messages[0]?.sequence;
  }

  /** Sequence of the last one; 0: there is none. */
  get last(): number {
    return this.messages.at(-1)?.sequence ?? 0;
  }

  has(sequence: number): boolean {
    return this.messages.some((message) => message.sequence === sequence);
  }

  clear(): void {
    this.replace({ items: [], hasEarlier: false, hasLater: false });
  }

  replace({ items, hasEarlier, hasLater }: MessagePage): void {
    this.messages = inOrder(items);
    this.hasEarlier = hasEarlier;
    this.hasLater = hasLater;
  }

  addEarlier({ items, hasEarlier }: MessagePage): void {
    this.messages = inOrder([...items, ...this.messages]);
    // A page that brings nothing would be asked for without end.
    this.hasEarlier = hasEarlier && items.length > 0;
    if (this.messages.length > MOST_MESSAGES) {
      this.messages = this.messages.slice(0, MOST_MESSAGES);
      this.hasLater = true;
    }
  }

  /**
   * @param followed the end is looked at, so that the earliest may go
   * @returns those that were not there yet
   */
  addLater({ items, hasLater }: MessagePage, followed: boolean): readonly Message[] {
    const { last } = this;
    const added = inOrder(items).filter(({ sequence }) => sequence > last);
    this.messages = inOrder([...this.messages, ...items]);
    this.hasLater = hasLater && added.length > 0;
    const surplus = this.messages.length - MOST_MESSAGES;
    // Who reads the earliest keeps them; only a whole page more than that is let go even so.
    if (surplus > 0 && (followed || surplus > MOST_MESSAGES / 2)) {
      this.messages = this.messages.slice(surplus);
      this.hasEarlier = true;
    }
    return added;
  }
}

/** By sequence, each once; of two the one that came last. */
function inOrder(messages: readonly Message[]): readonly Message[] {
  const bySequence = new Map(messages.map((message) => [message.sequence, message]));
  return [...bySequence.values()].sort((one, other) => one.sequence - other.sequence);
}
