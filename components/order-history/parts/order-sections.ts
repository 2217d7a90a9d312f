import { html, nothing, type TemplateResult } from 'lit';
import type { Order, Shipment } from '../../../src/contract/orders/order.ts';
import type { CabinetError } from '../../../src/contract/problem.ts';
import { documentsMessages } from '../../../src/i18n/documents.ts';
import { messagesFor } from '../../../src/i18n/messages.ts';
import { orderSectionsMessages } from '../../../src/i18n/order-sections.ts';
import { askButton, askStyles } from '../../shared/ask-button.ts';
import { DocumentDownloads } from '../../shared/document-downloads.ts';
import { documentList, documentListStyles } from '../../shared/documents.ts';
import { LazyParts } from '../../shared/lazy-parts.ts';
import { LocalizeController } from '../../shared/localize-controller.ts';
import { printElement } from '../../shared/print-element.ts';
import { fieldStyles } from '../../ui/field.styles.ts';
import { errorText, type CommonText } from '../../ui/state-panel.ts';
import type { CabinetOrderDetails } from './order-details.ts';
import { orderShipments, orderShipmentsStyles } from './order-shipments.ts';

/** A window over the details of an order. */
export type OrderWindow = 'reorder' | 'cancellation';

/** What of an order is loaded once its first view stands: parcels, documents, questions, printing, windows. */
export class OrderSections {
  /** Looks of these sections, beside those of the first view. */
  static readonly styles = [askStyles, fieldStyles, documentListStyles, orderShipmentsStyles];

  #host: CabinetOrderDetails;
  #say: (text: string) => void;
  #texts: LocalizeController<keyof typeof orderSectionsMessages.english>;
  #documentTexts: LocalizeController<keyof typeof documentsMessages.english>;
  #downloads: DocumentDownloads;
  #windows: LazyParts<OrderWindow>;
  #open: OrderWindow | undefined;

  /**
   * @param say tells a screen reader what was done.
   * @returns the sections, their texts in the host's language at hand
   */
  static async create(host: CabinetOrderDetails, say: (text: string) => void): Promise<OrderSections> {
    await messagesFor(orderSectionsMessages, host.locale);
    await messagesFor(documentsMessages, host.locale);
    return new OrderSections(host, say);
  }

  private constructor(host: CabinetOrderDetails, say: (text: string) => void) {
    this.#host = host;
    this.#say = say;
    this.#texts = new LocalizeController(host, orderSectionsMessages);
    this.#documentTexts = new LocalizeController(host, documentsMessages);
    this.#windows = new LazyParts(host, {
      reorder: () => import('./define-reorder-dialog.ts'),
      cancellation: () => import('./define-cancellation-dialog.ts'),
    });
    this.#downloads = new DocumentDownloads(host, ({ title }) => say(this.#documentTexts.t('downloaded', { title })));
  }

  parcels({ lines }: Order, shipments: readonly Shipment[]): TemplateResult {
    const copy = (trackingNumber: string): void => void this.#copy(trackingNumber);
    return orderShipments({ shipments, lines, texts: this.#texts, format: this.#host.format, copy });
  }

  documents({ documents }: Order, common: CommonText): TemplateResult {
    const { format } = this.#host;
    const words = (error: CabinetError): string => errorText(error, common);
    return documentList({
      documents,
      downloads: this.#downloads,
      texts: this.#documentTexts,
      format,
      errorText: words,
    });
  }

  /** What leads to a conversation about the order. */
  ask({ id, number, allowedActions }: Order): TemplateResult | typeof nothing {
    return askButton(this.#host, { kind: 'order', id, label: number }, allowedActions, this.#texts.t('ask'));
  }

  /** @returns whether the window could be loaded */
  async open(name: OrderWindow): Promise<boolean> {
    const isThere = await this.#windows.need(name);
    this.#show(isThere ? name : undefined);
    return isThere;
  }

  close = (): void => this.#show(undefined);

  #show(name: OrderWindow | undefined): void {
    this.#open = name;
    this.#host.requestUpdate();
  }

  /** The window that is open over the order. */
  window(order: Order): TemplateResult | typeof nothing {
    if (this.#open === 'reorder') {
      return html`<cabinet-reorder-dialog
        .orderIds=${[order.id]}
        @close=${this.close}
        @open-order=${({ detail }: CustomEvent<{ orderId: string }>) => (this.#host.orderId = detail.orderId)}
      ></cabinet-reorder-dialog>`;
    }
    return this.#open
      ? html`<cabinet-cancellation-dialog
          .order=${order}
          @close=${this.close}
          @done=${() => this.#say(this.#texts.t('cancelSent'))}
        ></cabinet-cancellation-dialog>`
      : nothing;
  }

  print(): void {
    printElement(this.#host);
  }

  async #copy(trackingNumber: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(trackingNumber);
      this.#say(this.#texts.t('copied'));
    } catch {
      this.#say(this.#texts.t('copyFailed'));
    }
  }
}
