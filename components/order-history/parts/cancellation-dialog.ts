import { css, html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { InputOf } from '../../../src/contract/operation.ts';
import { requestCancellation, type Order } from '../../../src/contract/orders/order.ts';
import { commonMessages } from '../../../src/i18n/common.ts';
import { cancellationMessages } from '../../../src/i18n/cancellation.ts';
import { CabinetElement } from '../../shared/cabinet-element.ts';
import { Draft } from '../../shared/draft.ts';
import { LocalizeController } from '../../shared/localize-controller.ts';
import { MutationController } from '../../shared/mutation-controller.ts';
import { SessionController } from '../../shared/session-controller.ts';
import { DialogController } from '../../ui/dialog.ts';
import { field } from '../../ui/field.ts';
import { icon } from '../../ui/icon.ts';
import { banner, errorText } from '../../ui/state-panel.ts';
import './events.ts';
import { reorderPartStyles } from './reorder-styles.ts';

const reasons = ['changed_mind', 'ordered_by_mistake', 'too_slow', 'found_cheaper', 'other'] as const;
type Reason = InputOf<typeof requestCancellation>['reason'];

interface Entered {
  reason?: Reason | undefined;
  comment: string;
}

/**
 * Asks why an order is to be cancelled, says what follows, and sends the request. What was entered
 * survives closing and reload. Open as long as it has an `order`.
 *
 * @fires {CustomEvent} cabinet-cancellation-requested - A cancellation was asked for.
 * @fires {Event} done - The request was sent. Does not bubble.
 * @fires {Event} close - The window is closed. Does not bubble.
 * @internal
 */
export class CabinetCancellationDialog extends CabinetElement {
  static override styles = [
    ...reorderPartStyles,
    css`
      :host {
        display: contents;
      }
      .dialog-content {
        display: grid;
        align-content: start;
        gap: calc(var(--_space) * 5);
      }
      fieldset {
        margin: 0;
        padding: 0;
        border: 0;
      }
      legend {
        margin-block-end: calc(var(--_space) * 1);
        padding: 0;
        font-weight: 500;
      }
      .choice {
        display: flex;
        align-items: center;
        gap: calc(var(--_space) * 2.5);
        min-block-size: 40px;
        cursor: pointer;
      }
      .choice input {
        inline-size: 18px;
        block-size: 18px;
        margin: 0;
        accent-color: var(--_brand);
      }
      @media (pointer: coarse) {
        .choice {
          min-block-size: 44px;
        }
      }
    `,
  ];

  #texts = new LocalizeController(this, cancellationMessages);
  #common = new LocalizeController(this, commonMessages);
  #session = new SessionController(this, () => this.#onSession());
  #send = new MutationController(this, requestCancellation);
  #dialog = new DialogController(this, { mayClose: () => !this.#send.pending, closed: () => this.#onClosed() });
  #draft: Draft<Entered> | undefined;
  /** Who is entering it, once that is known. */
  #owner: string | undefined;

  /** The order to cancel; none: closed. */
  @property({ attribute: false }) order: Order | undefined;

  @state() private _entered: Entered = { comment: '' };
  @state() private _reasonMissing = false;

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    super.willUpdate(changed);
    if (!this.order || !this.client) return;
    this.#draft ??= new Draft(this.client, `cancellation.${this.order.id}`);
    if (!this.#draft.owner || this.#draft.owner === this.#owner) return;
    // Somebody else is signed in now: what the one before typed is not theirs to see.
    if (this.#owner !== undefined) this._entered = { comment: '' };
    this.#owner = this.#draft.owner;
    this._entered = this.#draft.read() ?? this._entered;
  }

  protected override firstUpdated(): void {
    this.setAttribute('exportparts', 'dialog, input, button, button-confirm, banner');
  }

  #enter(entered: Partial<Entered>): void {
    this._entered = { ...this._entered, ...entered };
    if (this._entered.reason) this._reasonMissing = false;
    this.#draft?.write(this._entered);
  }

  #onSubmit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { order } = this;
    const { reason } = this._entered;
    const comment = this._entered.comment.trim();
    if (!order) return;
    if (!reason) {
      this._reasonMissing = true;
      this.renderRoot.querySelector<HTMLElement>('input[type="radio"]')?.focus();
      return;
    }
    const answer = await this.#send.run({ orderId: order.id, reason, ...(comment && { comment }) });
    if (!answer) return;
    this.#draft?.clear();
    this.emit('cabinet-cancellation-requested', { orderId: order.id, reason });
    this.dispatchEvent(new Event('done'));
    this.#dialog.close();
  };

  /** Signed in again: the refusal is over. */
  #onSession(): void {
    const { status } = this.#session.state;
    if (status === 'signed-in' && this.#send.error?.code === 'unauthenticated') this.#send.reset();
  }

  #onClosed(): void {
    this.order = undefined;
    this.#draft = undefined;
    this.#owner = undefined;
    this.dispatchEvent(new Event('close'));
  }

  protected override render(): TemplateResult | typeof nothing {
    const { order } = this;
    const { t } = this.#texts;
    if (!order || !this.#texts.ready || !this.#common.ready) return nothing;
    const { pending } = this.#send;
    return this.#dialog.render(
      html`<form novalidate @submit=${this.#onSubmit}>
        ${this.#dialog.head(t('title', { number: order.number }), this.#common.t)}
        <div class="dialog-content">
          <p>${t('consequence')}</p>
          ${this.#renderReasons()} ${this.#renderComment()}
          <div role="alert">${this.#renderFailure()}</div>
        </div>
        <div class="dialog-footer">
          <button class="button" type="button" part="button" ?disabled=${pending} @click=${() => this.#dialog.close()}>
            ${t('keep')}
          </button>
          <button
            class="button critical"
            type="submit"
            part="button button-confirm"
            aria-disabled=${pending ? 'true' : nothing}
          >
            ${pending ? t('sending') : t('send')}
          </button>
        </div>
      </form>`,
    );
  }

  #renderReasons(): TemplateResult {
    const { t } = this.#texts;
    return html`<fieldset
      ?disabled=${this.#send.pending}
      aria-describedby=${this._reasonMissing ? 'reason-error' : nothing}
    >
      <legend>${t('reason')}</legend>
      ${reasons.map(
        (reason) =>
          html`<label class="choice">
            <input
              type="radio"
              name="reason"
              value=${reason}
              .checked=${this._entered.reason === reason}
              @change=${() => this.#enter({ reason })}
            />
            ${t(`reason.${reason}`)}
          </label>`,
      )}
      ${
        this._reasonMissing
          ? html`<p class="field-error" id="reason-error" role="alert">${icon('warning')}${t('reasonMissing')}</p>`
          : nothing
      }
    </fieldset>`;
  }

  #renderComment(): TemplateResult {
    return field(
      { id: 'comment', label: this.#texts.t('comment') },
      ({ id }) =>
        html`<textarea
          class="input"
          part="input"
          id=${id}
          rows="3"
          maxlength="2000"
          .value=${this._entered.comment}
          ?disabled=${this.#send.pending}
          @input=${(event: Event) => this.#enter({ comment: (event.target as HTMLTextAreaElement).value })}
        ></textarea>`,
    );
  }

  #renderFailure(): TemplateResult | typeof nothing {
    const { error, pending } = this.#send;
    if (!error || pending) return nothing;
    if (error.code === 'unauthenticated') {
      return banner(errorText(error, this.#common.t), {
        label: this.#common.t('signIn'),
        run: () => this.requestSignIn(),
      });
    }
    return banner(error.code === 'conflict' ? this.#texts.t('conflict') : errorText(error, this.#common.t));
  }
}
