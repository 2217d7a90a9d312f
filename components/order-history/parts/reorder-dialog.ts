import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { InputOf, OutputOf } from '../../../src/contract/operation.ts';
import type { Order } from '../../../src/contract/orders/order.ts';
import { previewReorder, reorder, type ReorderPreview } from '../../../src/contract/orders/reorder.ts';
import { commonMessages } from '../../../src/i18n/common.ts';
import { orderMessages } from '../../../src/i18n/order.ts';
import { reorderMessages } from '../../../src/i18n/reorder.ts';
import { Announcer } from '../../shared/announcer.ts';
import { CabinetElement } from '../../shared/cabinet-element.ts';
import { LocalizeController } from '../../shared/localize-controller.ts';
import { MutationController } from '../../shared/mutation-controller.ts';
import { QueryController } from '../../shared/query-controller.ts';
import { SessionController } from '../../shared/session-controller.ts';
import { DialogController } from '../../ui/dialog.ts';
import './events.ts';
import { reorderDialogStyles } from './reorder-dialog.styles.ts';
import { isEdited, isUnsure, reorderInput, withTyped } from './reorder-edits.ts';
import { reorderFailure, reorderSkeleton } from './reorder-waiting.ts';
import { reorderFooter } from './reorder-footer.ts';
import { ReorderForm } from './reorder-form.ts';
import { lineFault } from './reorder-line.ts';
import { reorderContent } from './reorder-content.ts';
import { ReorderReview } from './reorder-review.ts';
import { reorderPartStyles } from './reorder-styles.ts';
import { reorderSuccess } from './reorder-success.ts';

/**
 * Shows what repeating orders would mean today, line by line, and places the new order.
 *
 * It is open as long as it has `orderIds`; set them to open it.
 *
 * @customElement cabinet-reorder-dialog
 * @summary The window in which an order is repeated.
 * @fires {CustomEvent} cabinet-reorder-requested - Before the order is sent; cancelling it sends nothing. `detail.orderIds`, `detail.lines`
 * @fires {CustomEvent} cabinet-order-created - The order is made. `detail.orderId`, `detail.number`, `detail.orderIds`
 * @fires {CustomEvent} cabinet-sign-in-requested - A person wants to sign in: cancel it, open your login, then call `detail.renew()`.
 * @fires {CustomEvent} done - The order is made; `detail.order` is the new order. Does not bubble.
 * @fires {CustomEvent} open-order - The button that shows the new order was pressed; `detail.orderId` says which. Does not bubble.
 * @fires {Event} close - The window is closed. Does not bubble.
 * @csspart dialog - The window.
 * @csspart reorder-line - One line of the order.
 * @csspart input - A quantity.
 * @csspart button - Every button; also `button-confirm`, which places the order.
 * @csspart state - What stands instead of the lines; also `state-empty`, `state-error`.
 * @csspart banner - A note on what changed or failed.
 * @cssstate done - The order is made.
 */
export class CabinetReorderDialog extends CabinetElement {
  static override styles = [...reorderPartStyles, reorderDialogStyles];

  #texts = new LocalizeController(this, reorderMessages);
  #orderTexts = new LocalizeController(this, orderMessages);
  #common = new LocalizeController(this, commonMessages);
  #session = new SessionController(this, () => this.#onSession());
  #form = new ReorderForm(this);
  #preview = new QueryController(this, previewReorder, () => this.#question(), { staleTime: 0, keepPrevious: true });
  #review = new ReorderReview(
    this,
    () => this.#preview.state,
    () => this.#form.asked,
  );
  #send = new MutationController(this, reorder);
  #announcer = new Announcer(this);
  #dialog = new DialogController(this, { mayClose: () => !this.#send.pending, closed: () => this.#onClosed() });

  /** The customer was taken to what changed under their eyes. */
  #shownChange = false;

  /** Ids of the orders to repeat as one; none: closed. */
  @property({ attribute: false }) orderIds: readonly string[] = [];

  @state() private _onlyChanged = false;
  @state() private _signingIn = false;
  @state() private _result: OutputOf<typeof reorder> | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    this.setStates({ done: this._result !== undefined });
    if (changed.has('orderIds')) this._signingIn = false;
    if (changed.has('orderIds') && String(changed.get('orderIds') ?? '') !== String(this.orderIds)) this.#begin();
  }

  protected override firstUpdated(): void {
    this.setAttribute('exportparts', 'dialog, reorder-line, input, button, button-confirm, state, banner');
  }

  protected override updated(changed: PropertyValues): void {
    if (this.#review.termsChanged && !this.#shownChange) {
      this.renderRoot.querySelector('.just-changed')?.scrollIntoView({ block: 'nearest' });
    }
    this.#shownChange = this.#review.termsChanged;
    if (changed.has('_result') && this._result) this.renderRoot.querySelector<HTMLElement>('h2')?.focus();
  }

  /** Closes the window; what was changed is kept. */
  close(): void {
    this.#dialog.close();
  }

  #question(): InputOf<typeof previewReorder> | undefined {
    if (this.orderIds.length === 0 || this._result) return undefined;
    const { asked } = this.#form;
    return { orderIds: [...this.orderIds], ...(asked.length > 0 && { lines: [...asked] }) };
  }

  #begin(): void {
    this.#form.begin(this.orderIds);
    this.#review.reset();
    this.#send.error = undefined;
    this._onlyChanged = false;
    this._result = undefined;
  }

  #startOver = (): void => {
    this.#begin();
    this.#form.clear();
    this.#preview.refetch();
  };

  /** What the customer sees is not yet what the backend says. */
  get #updating(): boolean {
    const { previous, fetching, data } = this.#preview.state;
    const asking = this.#form.waiting || previous;
    return asking || (fetching && (!data || this.#send.error?.code === 'conflict'));
  }

  #faults(preview: ReorderPreview): number[] {
    return preview.lines.flatMap((line, index) =>
      lineFault({
        line,
        edits: this.#form.edits,
        texts: this.#texts,
        format: this.format,
        refused: this.#refused(line.lineId),
      })
        ? [index]
        : [],
    );
  }

  /** What the backend said about the quantity of a line. */
  #refused(lineId: string): string | undefined {
    const error = this.#preview.state.error ?? this.#send.error;
    const index = this.#form.asked.findIndex((line) => line.lineId === lineId);
    return index < 0 ? undefined : error?.fields?.[`/lines/${index}/quantity`];
  }

  #confirm = async (): Promise<void> => {
    const { data } = this.#preview.state;
    const repeated = this.#form.edits.sent;
    if (this.#send.pending || !(repeated || data)) return;
    if (!repeated && data) {
      const first = this.#faults(data)[0];
      if (first !== undefined) {
        this._onlyChanged = false;
        await this.updateComplete;
        this.renderRoot.querySelector<HTMLElement>(`#line-${first}-quantity`)?.focus();
        return;
      }
      if (this.#updating || !data.orderable) return;
    }
    const input = repeated ?? reorderInput(this.orderIds, this.#form.edits, data?.terms ?? '');
    const { orderIds, lines = [] } = input;
    if (!repeated && !this.emit('cabinet-reorder-requested', { orderIds, lines }, { cancelable: true })) return;

    this.#review.acknowledge();
    // Remembered before it is sent: after a reload in between the same act is repeated, not a new one begun.
    this.#form.change({ sent: input, sentOn: repeated ? this.#form.edits.sentOn : data });
    this.#announcer.say(this.#texts.t('sending'));
    const answer = await this.#send.run(input);
    if (answer) this.#succeed(answer, orderIds);
    else this.#fail();
  };

  #succeed(answer: OutputOf<typeof reorder>, orderIds: string[]): void {
    this.#form.clear();
    this._result = answer;
    const { order } = answer;
    this.emit('cabinet-order-created', { orderId: order.id, number: order.number, orderIds });
    this.dispatchEvent(new CustomEvent<{ order: Order }>('done', { detail: { order } }));
  }

  #fail(): void {
    const { error } = this.#send;
    if (!error || isUnsure(error)) return;
    this.#form.change({ sent: undefined, sentOn: undefined });
    if (error.code === 'conflict') this.#preview.refetch();
  }

  /** The page's login must not lie behind a modal window: it steps aside and comes back when somebody is signed in. */
  #onSignIn = (): void => {
    this._signingIn = this.requestSignIn();
  };

  #onSession(): void {
    if (this.#session.state.status !== 'signed-in') return;
    // Signed in again, here or in another tab: nothing stands in the way any more.
    if (this.#send.error?.code === 'unauthenticated') this.#send.reset();
    this._signingIn = false;
  }

  #onClosed(): void {
    if (this._signingIn) return;
    this.orderIds = [];
    this.dispatchEvent(new Event('close'));
  }

  #onOpenOrder = (): void => {
    const orderId = this._result?.order.id;
    this.close();
    if (orderId) this.dispatchEvent(new CustomEvent<{ orderId: string }>('open-order', { detail: { orderId } }));
  };

  protected override render(): TemplateResult | typeof nothing {
    if (this.orderIds.length === 0 || this._signingIn) return nothing;
    const { t } = this.#texts;
    const count = this.orderIds.length;
    const title = this._result
      ? t('doneTitle', { number: this._result.order.number })
      : count > 1
        ? t('titleMany', { count })
        : t('title');
    return this.#dialog.render(
      html`<div>
        ${this.#dialog.head(this.#texts.ready ? title : nothing, this.#common.t)} ${this.#renderBody()}
        ${this.#announcer.region()}
      </div>`,
    );
  }

  #renderBody(): TemplateResult {
    const { error, pending } = this.#preview.state;
    // What may have been ordered stands still, whatever it would cost now.
    const { sent, sentOn } = this.#form.edits;
    const data = sentOn ?? this.#preview.state.data;
    const texts = this.#texts;
    if (this._result) {
      return reorderSuccess({
        result: this._result,
        texts,
        format: this.format,
        openOrder: this.#onOpenOrder,
        done: () => this.close(),
      });
    }
    const ready = texts.ready && this.#orderTexts.ready && this.#common.ready;
    if (!ready || (!data && (pending || !error))) return reorderSkeleton(texts);
    if (!data) {
      return reorderFailure({
        error: error ?? this.#send.error,
        entered: this.#send.error?.code === 'unauthenticated' || isEdited(this.#form.edits),
        texts,
        common: this.#common.t,
        retry: () => this.#preview.refetch(),
        signIn: this.#onSignIn,
      });
    }
    const shared = { preview: data, edits: this.#form.edits, texts, format: this.format };
    return html`${reorderContent({
      ...shared,
      orderTexts: this.#orderTexts,
      changed: sent ? new Set() : this.#review.changed,
      onlyChanged: this._onlyChanged,
      kept: this.#form.kept && !sent,
      updating: this.#updating,
      disabled: this.#send.pending || sent !== undefined,
      refused: (lineId) => this.#refused(lineId),
      want: (lineId, wanted) => this.#form.want(lineId, wanted),
      typed: (lineId, text) => this.#form.change(withTyped(this.#form.edits, lineId, text)),
      write: (fields) => this.#form.change(fields),
      toggle: (onlyChanged) => (this._onlyChanged = onlyChanged),
      reset: this.#startOver,
    })}
    ${reorderFooter({
      ...shared,
      common: this.#common.t,
      termsChanged: this.#review.termsChanged ? this.#review.changed.size : undefined,
      faults: this.#faults(data).length,
      updating: this.#updating,
      sending: this.#send.pending,
      previewError: error,
      sendError: this.#send.error,
      confirm: () => void this.#confirm(),
      retryPreview: () => this.#preview.refetch(),
      signIn: this.#onSignIn,
      startOver: this.#startOver,
    })}`;
  }
}
