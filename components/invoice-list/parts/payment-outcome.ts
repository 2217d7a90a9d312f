import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { DocumentReference } from '../../../src/contract/documents.ts';
import { cancelPayment, getPayment, type Payment } from '../../../src/contract/payments/payment.ts';
import { commonMessages } from '../../../src/i18n/common.ts';
import { paymentMessages } from '../../../src/i18n/payment.ts';
import { CabinetElement } from '../../shared/cabinet-element.ts';
import { DocumentDownloads } from '../../shared/document-downloads.ts';
import { LocalizeController } from '../../shared/localize-controller.ts';
import { MutationController } from '../../shared/mutation-controller.ts';
import { QueryController } from '../../shared/query-controller.ts';
import { baseStyles } from '../../shared/styles.ts';
import { buttonStyles } from '../../ui/button.ts';
import { icon, type IconName } from '../../ui/icon.ts';
import { errorText } from '../../ui/state-panel.ts';
import './events.ts';
import type { PaymentWish } from './events.ts';
import { askAgain, safeRedirect } from './payment-redirect.ts';

/** Milliseconds between questions while the outcome is not known, each longer than the one before. */
const WAITS = [1000, 2000, 3000, 5000, 8000, 13_000, 20_000, 30_000];
/** So often a payment that is only created counts as being checked: the provider may be late with its word. */
const PATIENCE = 3;

type Shown = Exclude<Payment['status']['code'], 'pending' | 'unknown'> | 'checking' | 'asking' | 'lost';

const looks: Partial<Record<Shown, readonly [tone: string, icon: IconName]>> = {
  succeeded: ['positive', 'check'],
  failed: ['critical', 'warning'],
  lost: ['caution', 'info'],
  created: ['caution', 'clock'],
  refunded: ['neutral', 'undo'],
};

/**
 * What became of a payment, for somebody who is back from the payment page. As long as it is not known, it asks
 * again and says so; it never calls that a failure.
 *
 * @internal
 * @fires {CustomEvent} cabinet-payment-settled - The outcome is known for good. `detail.paymentId`, `detail.status`
 * @fires {CustomEvent} again - The same sums shall be paid once more. Does not bubble. `detail.allocations`
 * @fires {Event} close - It has been seen. Does not bubble.
 */
export class CabinetPaymentOutcome extends CabinetElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      /* Whoever is back far down the list sees it too. */
      :host {
        position: sticky;
        inset-block-start: var(--cabinet-sticky-top, 0);
        z-index: 2;
      }
      .outcome {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        align-items: start;
        gap: calc(var(--_space) * 3);
        padding: calc(var(--_space) * 4);
        border: 1px solid var(--_border);
        border-inline-start: 4px solid var(--_tone, var(--_info));
        border-radius: var(--_radius-small);
        background: var(--_surface);
        color: var(--_on-surface);
      }
      .outcome > svg {
        inline-size: 1.6em;
        block-size: 1.6em;
        color: var(--_tone, var(--_info));
      }
      .checking > svg,
      .asking > svg {
        animation: turn 1.6s linear infinite;
      }
      .positive {
        --_tone: var(--_positive);
      }
      .critical {
        --_tone: var(--_critical);
      }
      .caution {
        --_tone: var(--_caution);
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: calc(var(--_space) * 2);
        margin-block-start: calc(var(--_space) * 3);
      }
      p {
        overflow-wrap: anywhere;
      }
    `,
  ];

  #texts = new LocalizeController(this, paymentMessages);
  #common = new LocalizeController(this, commonMessages);
  #payment = new QueryController(this, getPayment, () => (this.paymentId ? { paymentId: this.paymentId } : undefined), {
    staleTime: 0,
  });
  #giveUp = new MutationController(this, cancelPayment);
  #downloads = new DocumentDownloads(this, () => undefined);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #told: string | undefined;

  @property({ attribute: false }) paymentId = '';
  /** The customer may pay here. */
  @property({ attribute: false }) mayPay = false;

  /** How often it was asked for. */
  @state() private _asked = 0;

  protected override firstUpdated(): void {
    this.setAttribute('exportparts', 'outcome, button');
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('paymentId')) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this._asked = 0;
  }

  protected override updated(): void {
    const { data, error, fetching } = this.#payment.state;
    const unknown = data ? ['created', 'pending'].includes(data.status.code) : error !== undefined && error.retryable;
    if (unknown && !fetching) this.#askLater();
    if (data && !unknown) this.#settle(data);
    if ((data || error) && this.#texts.ready && this.#common.ready) this.dispatchEvent(new CustomEvent('shown'));
  }

  #askLater(): void {
    this.#timer ??= setTimeout(
      () => {
        this.#timer = undefined;
        this._asked += 1;
        this.#payment.refetch();
      },
      WAITS[Math.min(this._asked, WAITS.length - 1)],
    );
  }

  /** Tells the page, and lets whatever shows the invoices, orders and balances ask again; once. */
  #settle({ id, status }: Payment): void {
    const told = `${id} ${status.code}`;
    if (this.#told === told) return;
    this.#told = told;
    askAgain(this.client);
    this.emit('cabinet-payment-settled', { paymentId: id, status: status.code });
  }

  #cancel = async (): Promise<void> => {
    // Refused: it has been paid after all, which asking again tells.
    if (!(await this.#giveUp.run({ paymentId: this.paymentId }))) this.#payment.refetch();
  };

  get #shown(): Shown {
    const { data, error } = this.#payment.state;
    if (!data) return error && !error.retryable ? 'lost' : 'asking';
    const { code } = data.status;
    if (code === 'pending' || code === 'unknown') return 'checking';
    return code === 'created' && this._asked < PATIENCE ? 'checking' : code;
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.#texts.ready || !this.#common.ready) return nothing;
    const { data } = this.#payment.state;
    const shown = this.#shown;
    const [tone, iconName] = looks[shown] ?? [
      'info',
      shown === 'cancelled' || shown === 'expired' ? 'info' : 'refresh',
    ];
    return html`<div class="outcome ${tone} ${shown}" part="outcome">
      ${icon(iconName)}
      <div>
        <div role=${shown === 'failed' ? 'alert' : 'status'}>${this.#renderWords(shown, data)}</div>
        ${this.#renderActions(shown, data)}
      </div>
      <button
        class="button plain icon-only"
        type="button"
        part="button"
        aria-label=${this.#common.t('close')}
        @click=${this.#close}
      >
        ${icon('close')}
      </button>
    </div>`;
  }

  #renderWords(shown: Shown, payment: Payment | undefined): TemplateResult {
    const { t } = this.#texts;
    const { error } = this.#payment.state;
    if (shown === 'asking') {
      return html`<h3>${t('outcome.asking')}</h3>
        ${error ? html`<p class="muted">${errorText(error, this.#common.t)}</p>` : nothing}`;
    }
    if (shown === 'lost' || !payment) {
      return html`<h3>${t('outcome.lost')}</h3>
        <p class="muted">${t('outcome.lost.text')}</p>`;
    }
    const amount = this.format.money(payment.total);
    const text = t(`outcome.${shown}.text`, { number: payment.number ?? payment.id });
    const { error: refused } = this.#giveUp;
    return html`<h3>${t(`outcome.${shown}`, { amount })}</h3>
      <p class="muted">${shown === 'failed' && payment.failure ? payment.failure : text}</p>
      ${refused && shown === 'created' ? html`<p>${errorText(refused, this.#common.t)}</p>` : nothing}`;
  }

  #renderActions(shown: Shown, payment: Payment | undefined): TemplateResult | typeof nothing {
    const { t } = this.#texts;
    if (payment?.receipt && shown === 'succeeded') return this.#renderReceipt(payment.receipt);
    if (!payment || !this.mayPay) return nothing;
    if (shown === 'created') {
      const href = safeRedirect(payment.redirectUrl);
      return html`<div class="actions">
        ${href ? html`<a class="button primary" part="button" href=${href}>${t('outcome.goOn')}</a>` : nothing}
        <button
          class="button"
          type="button"
          part="button"
          aria-busy=${this.#giveUp.pending ? 'true' : nothing}
          @click=${this.#cancel}
        >
          ${t('outcome.giveUp')}
        </button>
      </div>`;
    }
    if (!['failed', 'cancelled', 'expired'].includes(shown)) return nothing;
    const wish: PaymentWish = {
      allocations: payment.allocations.map(({ invoiceId, amount }) => ({ invoiceId, amount })),
    };
    return html`<div class="actions">
      <button
        class="button primary"
        type="button"
        part="button"
        @click=${() => this.dispatchEvent(new CustomEvent('again', { detail: wish }))}
      >
        ${t('outcome.again')}
      </button>
    </div>`;
  }

  #renderReceipt(receipt: DocumentReference): TemplateResult {
    const busy = this.#downloads.busy.has(receipt.id);
    const error = this.#downloads.errors.get(receipt.id);
    return html`${error ? html`<p role="alert">${errorText(error, this.#common.t)}</p>` : nothing}
      <div class="actions">
        <button
          class="button"
          type="button"
          part="button"
          aria-busy=${busy ? 'true' : nothing}
          @click=${() => void this.#downloads.download(receipt)}
        >
          ${icon(busy ? 'refresh' : 'download')} ${this.#texts.t('outcome.receipt')}
        </button>
      </div>`;
  }

  #close = (): void => void this.dispatchEvent(new Event('close'));
}
