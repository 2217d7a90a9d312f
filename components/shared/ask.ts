import type { ReactiveController } from 'lit';
import type { CabinetElement } from './cabinet-element.ts';

/** What a question is about. */
export interface AskSubject {
  kind: 'order' | 'invoice' | 'document';
  id: string;
  /** Its number. */
  label: string;
}

declare global {
  interface HTMLElementEventMap {
    'cabinet-ask-requested': CustomEvent<AskSubject>;
  }
}

let answering = 0;

/** Whether a widget on the page takes questions. */
export const canAsk = (): boolean => answering > 0;

/** Takes the questions of the page's other widgets, unless the page has taken them itself. */
export class AskController implements ReactiveController {
  #onAsked: (subject: AskSubject) => void;

  constructor(host: CabinetElement, onAsked: (subject: AskSubject) => void) {
    this.#onAsked = onAsked;
    host.addController(this);
  }

  hostConnected(): void {
    answering += 1;
    window.addEventListener('cabinet-ask-requested', this.#listen);
  }

  hostDisconnected(): void {
    answering -= 1;
    window.removeEventListener('cabinet-ask-requested', this.#listen);
  }

  #listen = (event: Event): void => {
    if (event.defaultPrevented || !(event instanceof CustomEvent)) return;
    // One answers it.
    event.preventDefault();
    this.#onAsked(event.detail as AskSubject);
  };
}
