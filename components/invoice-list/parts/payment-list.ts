import { css, html, nothing, type TemplateResult } from 'lit';
import { cancelPayment, listPayments, type Payment } from '../../../src/contract/payments/payment.ts';
import { commonMessages } from '../../../src/i18n/common.ts';
import { documentsMessages } from '../../../src/i18n/documents.ts';
import { paymentMessages } from '../../../src/i18n/payment.ts';
import { CabinetElement } from '../../shared/cabinet-element.ts';
import { DocumentDownloads } from '../../shared/document-downloads.ts';
import { LocalizeController } from '../../shared/localize-controller.ts';
import { MutationController } from '../../shared/mutation-controller.ts';
import { PagedList } from '../../shared/paged-list.ts';
import { RowBlocks } from '../../shared/row-blocks.ts';
import { baseStyles } from '../../shared/styles.ts';
import { buttonStyles } from '../../ui/button.ts';
import { icon, type IconName } from '../../ui/icon.ts';
import { skeleton, skeletonStyles } from '../../ui/skeleton.ts';
import { banner, errorPanel, errorText, leftOutNote, statePanel, statePanelStyles } from '../../ui/state-panel.ts';
import { statusMark, statusStyles, type Tone } from '../../ui/status.ts';
import { linkStyles } from '../invoice-list.styles.ts';
import { askAgain, safeRedirect } from './payment-redirect.ts';

const PAGE = 50;

const looks: Readonly<Record<Payment['status']['code'], readonly [Tone, IconName]>> = {
  created: ['caution', 'clock'],
  pending: ['info', 'refresh'],
  succeeded: ['positive', 'check'],
  failed: ['critical', 'warning'],
  cancelled: ['neutral', 'close'],
  expired: ['neutral', 'clock'],
  refunded: ['neutral', 'undo'],
  unknown: ['neutral', 'info'],
};

/**
 * The payments made in the cabinet, newest first, with what they were for.
 *
 * @internal
 * @fires {CustomEvent} open-invoice - An invoice that was paid is wanted. Does not bubble. `detail.invoiceId`
 */
export class CabinetPaymentList extends CabinetElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    skeletonStyles,
    statePanelStyles,
    statusStyles,
    linkStyles,
    css`
      .payment {
        display: grid;
        grid-template-columns: minmax(8em, 1fr) minmax(0, 2fr) minmax(9em, 1fr) 8em var(--_control);
        grid-template-areas: 'number for state amount receipt';
        align-items: center;
        gap: calc(var(--_space) * 1) calc(var(--_space) * 3);
        min-block-size: var(--_row);
        padding: calc(var(--_space) * 2);
        border-block-end: 1px solid var(--_border);
      }
      .number-cell {
        grid-area: number;
      }
      .number-cell strong {
        display: block;
        font-weight: 600;
      }
      .for {
        grid-area: for;
        overflow-wrap: anywhere;
      }
      .state {
        grid-area: state;
        display: flex;
        flex-wrap: wrap;
        gap: calc(var(--_space) * 1) calc(var(--_space) * 3);
      }
      .amount {
        grid-area: amount;
        font-weight: 600;
      }
      .receipt {
        grid-area: receipt;
      }
      .more {
        display: grid;
        justify-content: center;
        padding: calc(var(--_space) * 4);
      }
      @container (inline-size < 640px) {
        .payment {
          grid-template-columns: minmax(0, 1fr) auto;
          grid-template-areas: 'number amount' 'for for' 'state receipt';
          padding-block: calc(var(--_space) * 3);
        }
      }
    `,
  ];

  #texts = new LocalizeController(this, paymentMessages);
  #documentTexts = new LocalizeController(this, documentsMessages);
  #common = new LocalizeController(this, commonMessages);
  #payments = new PagedList(this, listPayments, { input: () => ({ limit: PAGE }), idOf: ({ id }) => id });
  #blocks = new RowBlocks(this, {
    count: () => this.#payments.length,
    draw: () => (this.requestUpdate(), this.performUpdate()),
  });
  #giveUp = new MutationController(this, cancelPayment);
  #downloads = new DocumentDownloads(this, () => this.requestUpdate());

  /** Pages out of sight are let go. */
  protected override updated(): void {
    const { first, end } = this.#blocks.drawn;
    this.#payments.show(first - PAGE, end + PAGE, first);
  }

  protected override firstUpdated(): void {
    this.setAttribute('exportparts', 'payment, status, button, state, banner');
  }

  protected override render(): TemplateResult {
    const { pending, error, refreshError, moreError, more, loadingMore, length } = this.#payments;
    if (!this.#texts.ready || !this.#common.ready || !this.#documentTexts.ready || (pending && !error)) {
      return html`<div aria-busy="true">${[0, 1, 2].map(() => this.#renderUnknown())}</div>`;
    }
    const { t } = this.#texts;
    const common = this.#common.t;
    const retry = (): void => this.#payments.retry();
    if (error) {
      return errorPanel(error, { title: t('failed.title'), text: common, retry, signIn: () => this.requestSignIn() });
    }
    if (length === 0) return statePanel({ kind: 'empty', title: t('empty.title'), text: t('empty.text') });
    const failure = refreshError ?? moreError ?? this.#giveUp.error;
    return html`<div role="list" aria-label=${t('heading')} part="payments">
        ${this.#blocks.blocks.map(
          ({ index, first, end, drawn }) =>
            html`<div role="presentation" data-block=${index}>
              ${
                drawn
                  ? [...Array(end - first).keys()].map((place) => {
                      const payment = this.#payments.at(first + place);
                      return payment ? this.#renderPayment(payment) : this.#renderUnknown();
                    })
                  : nothing
              }
            </div>`,
        )}
      </div>
      ${leftOutNote(this.#payments.leftOut, common)}
      ${failure ? banner(errorText(failure, common), { label: common('retry'), run: retry }) : nothing}
      ${
        more || loadingMore
          ? html`<div class="more">
              <button
                class="button"
                type="button"
                part="button"
                aria-busy=${loadingMore ? 'true' : nothing}
                @click=${() => this.#payments.loadMore()}
              >
                ${t('showMore')}
              </button>
            </div>`
          : nothing
      }`;
  }

  #renderUnknown(): TemplateResult {
    return html`<div class="payment">${skeleton('medium')}${skeleton()}${skeleton('short')}</div>`;
  }

  #renderPayment(payment: Payment): TemplateResult {
    const { t } = this.#texts;
    const { format } = this;
    const { id, number, status, createdAt, allocations, advance, total, method, receipt } = payment;
    const [tone, iconName] = looks[status.code];
    return html`<div role="listitem" class="payment" part="payment">
      <span class="number-cell">
        <strong>${number ?? id}</strong>
        <span class="muted small" title=${format.dateTime(createdAt)}>
          ${[format.when(createdAt), method].filter(Boolean).join(' · ')}
        </span>
      </span>
      <span class="for">
        ${allocations.map(
          ({ invoiceId, number: invoice }, index) =>
            html`${index > 0 ? ', ' : nothing}<button
                class="link"
                type="button"
                @click=${() => this.dispatchEvent(new CustomEvent('open-invoice', { detail: { invoiceId } }))}
              >
                ${invoice}
              </button>`,
        )}
        ${advance ? html`<span class="muted small">${t('advance')}: ${format.money(advance)}</span>` : nothing}
      </span>
      <span class="state"
        >${statusMark(tone, iconName, status.label ?? t(`state.${status.code}`))}
        ${status.code === 'created' && this.client?.may(cancelPayment) ? this.#renderActions(payment) : nothing}</span
      >
      <span class="amount number">${format.money(total)}</span>
      <span class="receipt">${receipt ? this.#renderReceipt(receipt) : nothing}</span>
    </div>`;
  }

  /** It may have been left in another tab, or on another device. */
  #renderActions({ id, redirectUrl }: Payment): TemplateResult {
    const { t } = this.#texts;
    const href = safeRedirect(redirectUrl);
    return html`${href ? html`<a class="link" href=${href}>${t('outcome.goOn')}</a>` : nothing}
      <button class="link" type="button" @click=${() => void this.#cancel(id)}>${t('outcome.giveUp')}</button>`;
  }

  async #cancel(paymentId: string): Promise<void> {
    await this.#giveUp.run({ paymentId });
    // Refused too: it has been paid after all.
    askAgain(this.client);
  }

  #renderReceipt(receipt: NonNullable<Payment['receipt']>): TemplateResult {
    const busy = this.#downloads.busy.has(receipt.id);
    const label = this.#documentTexts.t(busy ? 'downloading' : 'download', { title: receipt.title });
    return html`<button
      class="button plain icon-only"
      type="button"
      part="button"
      aria-label=${label}
      title=${label}
      @click=${() => void this.#downloads.download(receipt)}
    >
      ${icon(busy ? 'refresh' : 'download')}
    </button>`;
  }
}
