import type { Conversation } from '../../../src/client/conversation.ts';
import type { CabinetElement } from '../../shared/cabinet-element.ts';
import { FRAMES } from '../../shared/lazy-parts.ts';

/** Of a conversation that is opened the end is drawn first, and what stands far above it once that is on the screen. */
export class EndFirst {
  #host: CabinetElement;
  #drawn: () => void;
  #opened: Conversation | undefined;
  #whole: Conversation | undefined;

  /** @param drawn all of it is drawn now */
  constructor(host: CabinetElement, drawn: () => void) {
    this.#host = host;
    this.#drawn = drawn;
  }

  /** Its messages are drawn. @returns whether for the first time */
  open(conversation: Conversation): boolean {
    if (this.isOpened(conversation)) return false;
    this.#opened = conversation;
    setTimeout(() => void this.#drawAll(conversation), FRAMES);
    return true;
  }

  isOpened(conversation: Conversation | undefined): boolean {
    return this.#opened === conversation;
  }

  isWhole(conversation: Conversation | undefined): boolean {
    return this.#whole === conversation;
  }

  async #drawAll(conversation: Conversation): Promise<void> {
    this.#whole = conversation;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    this.#drawn();
  }
}
