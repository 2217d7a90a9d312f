import type { nothing, TemplateResult } from 'lit';
import type { Order, Shipment } from '../../../src/contract/orders/order.ts';
import type { CabinetError } from '../../../src/contract/problem.ts';
import { documentsMessages } from '../../../src/i18n/documents.ts';
import { messagesFor } from '../../../src/i18n/messages.ts';
import { orderSectionsMessages } from '../../../src/i18n/order-sections.ts';
import type { CabinetElement } from '../../shared/cabinet-element.ts';
import { askButton, askStyles } from '../../shared/ask-button.ts';
import { DocumentDownloads } from '../../shared/document-downloads.ts';
import { documentList, documentListStyles } from '../../shared/documents.ts';
import { LocalizeController } from '../../shared/localize-controller.ts';
import { printElement } from '../../shared/print-element.ts';
import { fieldStyles } from '../../ui/field.styles.ts';
import { errorText, type CommonText } from '../../ui/state-panel.ts';
import { orderShipments, orderShipmentsStyles } from './order-shipments.ts';

/** What of an order is loaded once its first view stands: parcels, documents, questions, printing. */
export class OrderSections {
  /** Looks of these sections, beside those of the first view. */
  static readonly styles = [askStyles, fieldStyles, documentListStyles, orderShipmentsStyles];

  #host: CabinetElement;
  #say: (text: string) => void;
  #texts: LocalizeController<keyof typeof orderSectionsMessages.english>;
  #documentTexts: LocalizeController<keyof typeof documentsMessages.english>;
  #downloads: DocumentDownloads;

  /**
   * @param say tells a screen reader what was done.
   * @returns the sections, their texts in the host's language at hand
   */
  static async create(host: CabinetElement, say: (text: string) => void): Promise<OrderSections> {
    await messagesFor(orderSectionsMessages, host.locale);
    await messagesFor(documentsMessages, host.locale);
    return new OrderSections(host, say);
  }

  private constructor(host: CabinetElement, say: (text: string) => void) {
    this.#host = host;
    this.#say = say;
    this.#texts = new LocalizeController(host, orderSectionsMessages);
    this.#documentTexts = new LocalizeController(host, documentsMessages);
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
