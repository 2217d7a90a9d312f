import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { createPayment, previewPayment, type PaymentPreview } from '../../../src/contract/payments/pay.ts';
import type { Payment } from '../../../src/contract/payments/payment.ts';
import type { CabinetError } from '../../../src/contract/problem.ts';
import { commonMessages } from '../../../src/i18n/common.ts';
import { paymentMessages } from '../../../src/i18n/payment.ts';
import { CabinetElement } from '../../shared/cabinet-element.ts';
import { LocalizeController } from '../../shared/localize-controller.ts';
import { MutationController } from '../../shared/mutation-controller.ts';
import { QueryController } from '../../shared/query-controller.ts';
import { SessionController } from '../../shared/session-controller.ts';
import { baseStyles } from '../../shared/styles.ts';
import { buttonStyles } from '../../ui/button.ts';
import { DialogController, dialogStyles } from '../../ui/dialog.ts';
import { fieldStyles } from '../../ui/field.styles.ts';
import { skeleton, skeletonStyles } from '../../ui/skeleton.ts';
import { banner, errorPanel, statePanel, statePanelStyles } from '../../ui/state-panel.ts';
import './events.ts';
import type { PaymentWish } from './events.ts';
import { payableLines, paymentContent, shownLines, type PaymentView } from './payment-content.ts';
import { paymentDialogStyles } from './payment-dialog.styles.ts';
import { paymentFooter } from './payment-footer.ts';
import { PaymentForm, type PaymentInput } from './payment-form.ts';
import { returnUrl, safeRedirect } from './payment-redirect.ts';
import { sumText } from './payment-sum.ts';

/** Whether the payment may or may not have been created, after this failure to send it. */
const isUnsure = ({ code }: CabinetError): boolean =>
  ['offline', 'timeout', 'unavailable', 'unknown', 'contract'].includes(code);

/**
 * The window in which invoices are paid: the sum, where it goes, how, and what is charged. What was entered
 * survives closing and reload. Open as long as it has a `wish`.
 *
 * @internal
 * @fires {CustomEvent} cabinet-payment-requested - Before the payment is created; cancelling it creates none.
 * @fires {CustomEvent} created - The payment was created. Does not bubble. `detail.payment`, `detail.redirectUrl`
 * @fires {Event} close - The window is closed. Does not bubble.
 */
export class CabinetPaymentDialog extends CabinetElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    dialogStyles,
    fieldStyles,
    skeletonStyles,
    statePanelStyles,
    paymentDialogStyles,
  ];

  #texts = new LocalizeController(this, paymentMessages);
  #common = new LocalizeController(this, commonMessages);
  #session = new SessionController(this, () => this.#onSession());
  #form = new PaymentForm(this);
  /** What is due before anything is entered. */
  #base = new QueryController(this, previewPayment, () => this.wish && this.#form.wish, { staleTime: 0 });
  #preview = new QueryController(this, previewPayment, () => this.wish && this.#form.asked, {
    staleTime: 0,
    keepPrevious: true,
  });
  #send = new MutationController(this, createPayment);
  #dialog = new DialogController(this, { mayClose: () => !this.#send.pending, closed: () => this.#onClosed() });

  /** What to pay; `{}`: all that is open; none: closed. */
  @property({ attribute: false }) wish: PaymentWish | undefined;

  @state() private _signingIn = false;
  /** The payment page's address was not safe to go to. */
  @state() private _badAddress = false;
  /** The page is being left. */
  @state() private _leaving = false;

  protected override firstUpdated(): void {
    this.setAttribute('exportparts', 'dialog, input, select, button, button-confirm, state, banner');
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (changed.has('wish') && this.wish) {
      this.#form.begin(this.wish);
      this.#send.error = undefined;
      this._badAddress = false;
      this._leaving = false;
    }
    const { data } = this.#base.state;
    if (data) this.#form.know(data);
  }

  /** What the customer sees is not yet what the backend says. */
  get #updating(): boolean {
    const { previous, fetching } = this.#preview.state;
    return this.#form.waiting || previous || (fetching && this.#send.error?.code === 'conflict');
  }

  #onSubmit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { data } = this.#preview.state;
    const repeated = this.#form.edits.sent;
    if (this.#send.pending || this._leaving || (!repeated && !data)) return;
    if (!repeated) {
      if (this.#form.hasFaults) {
        this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
        return;
      }
      if (this.#updating || !data?.payable) return;
    }
    const { asked } = this.#form;
    const input: PaymentInput = repeated ?? {
      ...asked,
      ...(data?.methodId !== undefined && { methodId: data.methodId }),
      terms: data?.terms ?? '',
      returnUrl: returnUrl(),
    };
    if (!repeated && !this.emit('cabinet-payment-requested', asked, { cancelable: true })) {
      this.#dialog.close();
      return;
    }
    this._badAddress = false;
    // Remembered before it is sent: after a reload in between the same act is repeated, not a new one begun.
    this.#form.remember(input);
    const payment = await this.#send.run(input);
    if (payment) this.#succeed(payment);
    else this.#fail();
  };

  #succeed(payment: Payment): void {
    const redirectUrl = safeRedirect(payment.redirectUrl);
    this.#form.clear();
    if (payment.redirectUrl !== undefined && redirectUrl === undefined) {
      this._badAddress = true;
      return;
    }
    this._leaving = true;
    this.dispatchEvent(new CustomEvent('created', { detail: { payment, redirectUrl } }));
  }

  #fail(): void {
    const { error } = this.#send;
    if (!error || isUnsure(error)) return;
    this.#form.remember(undefined);
    if (error.code === 'conflict') {
      this.#base.refetch();
      this.#preview.refetch();
    }
  }

  #startAnew = (): void => {
    this.#send.reset();
    this.#form.clear();
    this.#base.refetch();
  };

  /** The page's login must not lie behind a modal window: it steps aside and comes back when somebody is signed in. */
  #onSignIn = (): void => {
    this._signingIn = this.requestSignIn();
  };

  #onSession(): void {
    if (this.#session.state.status !== 'signed-in') return;
    if (this.#send.error?.code === 'unauthenticated') this.#send.reset();
    this._signingIn = false;
  }

  #onClosed(): void {
    if (this._signingIn) return;
    this.wish = undefined;
    this.dispatchEvent(new Event('close'));
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.wish || this._signingIn) return nothing;
    const { t } = this.#texts;
    const { data } = this.#base.state;
    const count = data && payableLines(data).length;
    const ready = this.#texts.ready && this.#common.ready;
    const title = ready ? (count ? t('title', { count }) : t('titleAll')) : nothing;
    return this.#dialog.render(
      html`<form novalidate @submit=${this.#onSubmit}>
        ${this.#dialog.head(title, this.#common.t)} ${ready ? this.#renderBody() : this.#renderSkeleton()}
      </form>`,
    );
  }

  #renderSkeleton(): TemplateResult {
    return html`<div class="dialog-content" aria-busy="true">
        <p class="muted" role="status">${this.#texts.ready ? `${this.#texts.t('loading')}…` : nothing}</p>
        ${[0, 1, 2].map(() => skeleton())}
      </div>
      <div class="dialog-footer">${skeleton('short')}</div>`;
  }

  #renderBody(): TemplateResult {
    const { data: base, error } = this.#base.state;
    const { t } = this.#texts;
    const common = this.#common.t;
    if (this._badAddress || this._leaving) {
      return html`<div class="dialog-content" aria-busy=${this._leaving}>
        <div role="alert">${this._badAddress ? banner(t('badAddress')) : html`<p>${t('leaving')}</p>`}</div>
      </div>`;
    }
    if (!base && !error) return this.#renderSkeleton();
    if (!base) {
      return html`<div class="dialog-content">
        ${
          error &&
          errorPanel(error, {
            title: t('failedTitle'),
            text: common,
            retry: () => this.#base.refetch(),
            signIn: this.#onSignIn,
          })
        }
      </div>`;
    }
    if (payableLines(base).length === 0 && !this.#form.edits.sent) {
      return html`<div class="dialog-content">
        ${statePanel({ kind: 'empty', title: base.reason ?? t('nothing') })}
      </div>`;
    }
    const preview = this.#preview.state.data ?? base;
    const view: PaymentView = {
      base,
      preview,
      form: this.#form,
      t,
      common,
      format: this.format,
      pending: this.#send.pending,
      updating: this.#updating,
      refused: this.#send.error,
      unknown: this.#preview.state.error,
      typeAmount: (amount) => this.#form.change({ amount, lines: {} }),
      typeLine: (invoiceId, text) => this.#typeLine(base, preview, invoiceId, text),
      retry: () => this.#preview.refetch(),
      reset: this.#startAnew,
      signIn: this.#onSignIn,
    };
    return html`${paymentContent(view)} ${paymentFooter(view)}`;
  }

  /** From the first line that is changed on, all lines are the customer's. */
  #typeLine(base: PaymentPreview, preview: PaymentPreview, invoiceId: string, text: string): void {
    const before = shownLines(base, preview).map(
      (line) => [line.invoiceId, sumText(line.amount, this.format)] as const,
    );
    this.#form.change({
      amount: undefined,
      lines: { ...Object.fromEntries(before), ...this.#form.edits.lines, [invoiceId]: text },
    });
  }
}
