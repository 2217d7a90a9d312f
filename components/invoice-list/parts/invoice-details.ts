import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { getInvoice, type Invoice } from '../../../src/contract/invoices/invoice.ts';
import { commonMessages } from '../../../src/i18n/common.ts';
import { documentsMessages } from '../../../src/i18n/documents.ts';
import { invoiceMessages } from '../../../src/i18n/invoice.ts';
import { invoicesMessages } from '../../../src/i18n/invoices.ts';
import { Announcer } from '../../shared/announcer.ts';
import { askButton, askStyles } from '../../shared/ask-button.ts';
import { block } from '../../shared/blocks.ts';
import { CabinetElement } from '../../shared/cabinet-element.ts';
import { handOnParts } from '../../shared/detail-header.ts';
import { DocumentDownloads } from '../../shared/document-downloads.ts';
import { headingFocus } from '../../shared/heading-focus.ts';
import { LocalizeController } from '../../shared/localize-controller.ts';
import { printElement } from '../../shared/print-element.ts';
import { QueryController } from '../../shared/query-controller.ts';
import { backButton } from '../../ui/back-button.ts';
import { banner, errorPanel, errorText, statePanel } from '../../ui/state-panel.ts';
import { linkStyles } from '../invoice-list.styles.ts';
import './events.ts';
import { invoiceBody, invoiceSkeleton } from './invoice-body.ts';
import { invoiceDetailsStyles, invoicePartStyles } from './invoice-details.styles.ts';
import { invoiceHeader } from './invoice-header.ts';
import { invoiceStatusText } from './invoice-status.ts';
import type { QrModules } from './qr-image.ts';

/**
 * One invoice of the customer: lines, taxes, what was paid, documents, and how to pay what is left.
 *
 * @internal
 * @fires {CustomEvent} cabinet-order-open-requested - The invoice's order is wanted. `detail.orderId`, `detail.number`
 * @fires {CustomEvent} pay - It is to be paid. Does not bubble. `detail.invoiceIds`
 * @fires {Event} close - Back was pressed. Does not bubble.
 * @csspart header - Number, status and actions.
 * @csspart heading - The number.
 * @csspart lines - The table of lines.
 * @csspart totals - The sums.
 * @csspart documents - The documents.
 * @csspart requisites - What to type into the bank's form.
 * @csspart payment-code - The QR code.
 * @csspart button - Every button.
 */
export class CabinetInvoiceDetails extends CabinetElement {
  static override styles = [...invoicePartStyles, linkStyles, askStyles, invoiceDetailsStyles];

  #texts = new LocalizeController(this, invoiceMessages);
  #words = new LocalizeController(this, invoicesMessages);
  #documentTexts = new LocalizeController(this, documentsMessages);
  #common = new LocalizeController(this, commonMessages);
  #invoice = new QueryController(this, getInvoice, () => (this.invoiceId ? { invoiceId: this.invoiceId } : undefined));
  #announcer = new Announcer(this);
  #downloads = new DocumentDownloads(this, ({ title }) =>
    this.#announcer.say(this.#documentTexts.t('downloaded', { title })),
  );
  /** The code that is drawn, and the text that it was made of. */
  #code: { text: string; modules: QrModules | undefined } | undefined;
  #focusHeading = headingFocus(this);
  #said: { invoiceId: string; status: string } | undefined;

  /** Which invoice is shown. */
  @property({ attribute: 'invoice-id' }) invoiceId: string | undefined;
  /** It was opened from a list: it has a way back. */
  @property({ type: Boolean }) nested = false;
  /** Names of blocks that are not to be there, separated by spaces. */
  @property({ attribute: false }) hiddenParts = '';
  /** The customer may pay here. */
  @property({ attribute: false }) mayPay = false;

  protected override willUpdate(): void {
    const { data } = this.#invoice.state;
    this.#announceStatus(data);
    if (data?.paymentCode && data.paymentCode.text !== this.#code?.text) void this.#drawCode(data.paymentCode.text);
  }

  protected override firstUpdated(): void {
    handOnParts(this, 'requisites, payment-code');
  }

  protected override updated(_changed: PropertyValues): void {
    const { data, error } = this.#invoice.state;
    this.setStates({ loading: !data && !error, error: !data && error !== undefined, content: data !== undefined });
  }

  /** Puts the focus on the heading, as soon as there is one. */
  override focus(options?: FocusOptions): void {
    this.#focusHeading(options);
  }

  /** The encoder comes only when there is something to encode. */
  async #drawCode(text: string): Promise<void> {
    this.#code = { text, modules: [] };
    const modules = await import('./payment-code.ts').then(({ encode }) => encode(text)).catch(() => undefined);
    if (this.#code.text === text) this.#code = { text, modules };
    this.requestUpdate();
  }

  /** Says a status that has changed while the invoice was on screen. */
  #announceStatus(invoice: Invoice | undefined): void {
    if (!invoice || !this.#words.ready || !this.#texts.ready) return;
    const status = invoiceStatusText(invoice, this.#words.t);
    const before = this.#said;
    this.#said = { invoiceId: invoice.id, status };
    if (before?.invoiceId !== invoice.id || before.status === status) return;
    this.#announcer.say(this.#texts.t('statusChanged', { number: invoice.number, status }));
  }

  #copy = async (text: string, done: string): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      this.#announcer.say(done);
    } catch {
      this.#announcer.say(this.#texts.t('copyFailed'));
    }
  };

  protected override render(): TemplateResult {
    const ready = [this.#texts, this.#words, this.#documentTexts, this.#common].every((texts) => texts.ready);
    return html`${ready ? this.#renderState() : invoiceSkeleton()} ${this.#announcer.region()}`;
  }

  #renderState(): TemplateResult {
    const { data, error } = this.#invoice.state;
    const { t } = this.#texts;
    const close = (): void => void this.dispatchEvent(new Event('close'));
    const back = this.nested ? backButton(t('back'), close) : nothing;
    if (data) return this.#renderInvoice(data, back);
    if (!error) return html`${back}${invoiceSkeleton(t('loading'))}`;
    if (error.code === 'not_found') {
      return html`${back}${statePanel({ kind: 'empty', title: t('notFoundTitle'), text: t('notFoundText') })}`;
    }
    return html`${back}${errorPanel(error, {
      title: t('failedTitle'),
      text: this.#common.t,
      retry: () => this.#invoice.refetch(),
      signIn: () => this.requestSignIn(),
    })}`;
  }

  #renderInvoice(invoice: Invoice, back: TemplateResult | typeof nothing): TemplateResult {
    const { t } = this.#texts;
    const { format } = this;
    const { order, document } = invoice;
    const payable = this.mayPay && invoice.allowedActions.includes('pay');
    const mayDownload = this.client?.may({ id: 'documents.download' }) !== false;
    return html`<article class="detail">
      ${block(
        this,
        'header',
        invoiceHeader({
          host: this,
          invoice,
          t,
          words: this.#words.t,
          format,
          back,
          pay: payable
            ? () => this.dispatchEvent(new CustomEvent('pay', { detail: { invoiceIds: [invoice.id] } }))
            : undefined,
          openOrder: order
            ? () =>
                this.emit(
                  'cabinet-order-open-requested',
                  { orderId: order.id, number: order.number },
                  { cancelable: true },
                )
            : undefined,
          download: document && mayDownload ? () => void this.#downloads.download(document) : undefined,
          downloading: document !== undefined && this.#downloads.busy.has(document.id),
          print: () => printElement(this),
        }),
      )}
      ${
        this.#invoice.state.error
          ? banner(t('stale'), { label: this.#common.t('retry'), run: () => this.#invoice.refetch() })
          : nothing
      }
      ${invoiceBody({
        host: this,
        invoice,
        t,
        format,
        code: invoice.paymentCode?.text === this.#code?.text ? this.#code?.modules : undefined,
        copy: (text, done) => void this.#copy(text, done),
        ask: askButton(
          this,
          { kind: 'invoice', id: invoice.id, label: invoice.number },
          invoice.allowedActions,
          t('ask'),
        ),
        documents: mayDownload
          ? {
              downloads: this.#downloads,
              texts: this.#documentTexts,
              errorText: (failure) => errorText(failure, this.#common.t),
            }
          : undefined,
      })}
    </article>`;
  }
}
