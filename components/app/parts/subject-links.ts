import type { ReactiveController } from 'lit';
import { AskController, askParameters, type AskSubject } from '../../shared/ask.ts';
import type { CabinetElement } from '../../shared/cabinet-element.ts';
import { sections, type AppSection } from './sections.ts';

/** What the frame of the sections does with what they say of each other. */
export interface SubjectHost extends CabinetElement {
  open: (section: AppSection, place?: string) => Promise<unknown>;
}

/**
 * Leads from one section to another: from an invoice to its order, from a conversation to what it is about, and with
 * questions to the conversations. The page may take each of them first, by cancelling its event.
 */
export class SubjectLinks implements ReactiveController {
  #host: SubjectHost;
  #offers: (section: AppSection) => boolean;
  #listening: AbortController | undefined;
  #answers = false;

  /** @param offers whether there is such a section for certain */
  constructor(host: SubjectHost, offers: (section: AppSection) => boolean) {
    this.#host = host;
    this.#offers = offers;
    host.addController(this);
  }

  hostConnected(): void {
    const { signal } = (this.#listening = new AbortController());
    // On the window, where events come last.
    window.addEventListener('cabinet-order-open-requested', this.#onOrder, { signal });
    window.addEventListener('cabinet-ticket-subject-requested', this.#onSubject, { signal });
  }

  hostDisconnected(): void {
    this.#listening?.abort();
  }

  hostUpdated(): void {
    if (this.#answers || !this.#offers('requests')) return;
    this.#answers = true;
    new AskController(this.#host, ({ kind, id, label }: AskSubject) => {
      const names = askParameters;
      const place = new URLSearchParams({ [names.kind]: kind, [names.id]: id, [names.label]: label });
      void this.#host.open('requests', String(place));
    });
  }

  #onOrder = (event: Event): void => {
    if (event instanceof CustomEvent) this.#take(event, 'orders', (event.detail as { orderId: string }).orderId);
  };

  #onSubject = (event: Event): void => {
    if (!(event instanceof CustomEvent)) return;
    const { kind, id } = event.detail as { kind: string; id: string };
    if (kind === 'order') this.#take(event, 'orders', id);
    if (kind === 'invoice') this.#take(event, 'invoices', id);
  };

  #take(event: Event, section: AppSection, id: string): void {
    const { open } = sections[section];
    if (event.defaultPrevented || !open || !this.#offers(section)) return;
    if (!event.composedPath().includes(this.#host)) return;
    event.preventDefault();
    void this.#host.open(section, String(new URLSearchParams({ [open.parameter]: id })));
  }
}
