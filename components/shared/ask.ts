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
    /** A person wants to ask about something. Who answers it cancels it. */
    'cabinet-ask-requested': CustomEvent<AskSubject>;
  }
}

let answering = 0;

/** Whether a widget on the page takes questions. */
export const isAnswered = (): boolean => answering > 0;

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

/** How an address names what it asks about. */
export const askParameters = {
  kind: 'tickets.about-kind',
  id: 'tickets.about-id',
  label: 'tickets.about-label',
} as const;

/** What an address asks about. */
export function subjectOf(address: URLSearchParams): AskSubject | undefined {
  const [kind, id, label] = Object.values(askParameters).map((name) => address.get(name) ?? '');
  return id && (kind === 'order' || kind === 'invoice' || kind === 'document')
    ? { kind, id, label: label || id }
    : undefined;
}
