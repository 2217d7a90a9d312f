import { adoptStyles, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { QueryState } from '../../../src/client/types.ts';
import type { OperationId } from '../../../src/contract/operations.ts';
import { getOrder, getOrderTimeline, listShipments, type Order } from '../../../src/contract/orders/order.ts';
import { commonMessages } from '../../../src/i18n/common.ts';
import { orderMessages } from '../../../src/i18n/order.ts';
import { ordersMessages } from '../../../src/i18n/orders.ts';
import { Announcer } from '../../shared/announcer.ts';
import { block } from '../../shared/blocks.ts';
import { CabinetElement } from '../../shared/cabinet-element.ts';
import { handOnParts } from '../../shared/detail-header.ts';
import { headingFocus } from '../../shared/heading-focus.ts';
import { LazyParts } from '../../shared/lazy-parts.ts';
import { LocalizeController } from '../../shared/localize-controller.ts';
import { QueryController } from '../../shared/query-controller.ts';
import { SessionController } from '../../shared/session-controller.ts';
import { backButton } from '../../ui/back-button.ts';
import { banner, errorPanel, partFailed, reloadPage, statePanel } from '../../ui/state-panel.ts';
import './events.ts';
import { orderBody, orderSkeleton } from './order-body.ts';
import { orderDetailsStyles } from './order-details.styles.ts';
import { orderHeader } from './order-header.ts';
import type { OrderSections, OrderWindow } from './order-sections.ts';
import { orderPartStyles } from './order-styles.ts';

/**
 * One order of the customer: how far it is, where its parcels are, its lines, sums and documents,
 * with buttons to repeat it, to ask for its cancellation and to print it.
 *
 * @customElement cabinet-order-details
 * @summary Everything about one order.
 * @fires {CustomEvent} cabinet-cancellation-requested - A cancellation was asked for. `detail.orderId`, `detail.reason`
 * @fires {CustomEvent} cabinet-reorder-requested - Before a repeated order is sent; cancelling it sends nothing. `detail.orderIds`, `detail.lines`
 * @fires {CustomEvent} cabinet-order-created - The order was repeated. `detail.orderId`, `detail.number`, `detail.orderIds`
 * @fires {CustomEvent} cabinet-ask-requested - A person asks about the order; cancel it to answer yourself. Default: the conversations on the page, or at the provider's `tickets-url`. `detail.kind`, `detail.id`, `detail.label`
 * @fires {CustomEvent} cabinet-sign-in-requested - A person wants to sign in: cancel it, open your login, then call `detail.renew()`.
 * @fires {Event} close - With `nested`: back was pressed. Does not bubble.
 * @fires {CustomEvent} reorder - With `nested`: the order is to be repeated. Does not bubble. `detail.orderIds`
 * @slot header-before - Above number, statuses and actions.
 * @slot header-after - Below them.
 * @slot timeline-before - Above the stages.
 * @slot timeline-after - Below the stages.
 * @slot shipments-before - Above the parcels.
 * @slot shipments-after - Below the parcels.
 * @slot lines-before - Above the table of lines.
 * @slot lines-after - Below the table of lines.
 * @slot totals-before - Above the sums.
 * @slot totals-after - Below the sums.
 * @slot details-before - Above addresses, delivery, payment and notes.
 * @slot details-after - Below them.
 * @slot documents-before - Above the documents.
 * @slot documents-after - Below the documents.
 * @slot ask-before - Above the button that asks.
 * @slot ask-after - Below it.
 * @slot empty - Instead of the message that there is no such order.
 * @slot error - Instead of the message that the order could not be loaded.
 * @slot offline - Instead of the message that there is no network, while the order has not been loaded.
 * @slot unsupported - Instead of the message that the backend has no details.
 * @slot unauthenticated - Instead of the request to sign in.
 * @csspart header - Number, statuses and actions.
 * @csspart heading - The number.
 * @csspart statuses - The three statuses.
 * @csspart timeline - The stages.
 * @csspart parcel - One parcel.
 * @csspart lines - The table of lines.
 * @csspart totals - The sums.
 * @csspart documents - The documents.
 * @csspart dialog - The windows in which it is repeated and a cancellation asked for; also `reorder-line`.
 * @csspart button - Every button; also `button-repeat`, `button-cancel`, `button-print`, and `button-confirm` of a window.
 * @csspart input - A field to write in.
 * @csspart state - What stands instead of the order; also `state-empty`, `state-error`, `state-offline`, `state-unauthenticated`, `state-unsupported`.
 * @csspart banner - A note above what is still good.
 * @cssstate loading - The order is not here yet.
 * @cssstate error - The order could not be loaded.
 * @cssstate content - The order is shown.
 * @example
 * ```html
 * <cabinet-order-details order-id="1042"></cabinet-order-details>
 * ```
 */
export class CabinetOrderDetails extends CabinetElement {
  static override styles = [...orderPartStyles, orderDetailsStyles];

  #texts = new LocalizeController(this, orderMessages);
  #words = new LocalizeController(this, ordersMessages);
  #common = new LocalizeController(this, commonMessages);
  #session = new SessionController(this);
  #order = new QueryController(this, getOrder, () => this.#input());
  #timeline = new QueryController(this, getOrderTimeline, () => this.#inputIf(getOrderTimeline));
  #shipments = new QueryController(this, listShipments, () => this.#inputIf(listShipments));
  #announcer = new Announcer(this);
  #parts = new LazyParts(this, { sections: () => this.#loadSections() });
  #sections: OrderSections | undefined;

  /** Which order is shown. */
  @property({ attribute: 'order-id' }) orderId: string | undefined;
  /** It was opened from a list: it has a way back, and the list repeats orders. */
  @property({ type: Boolean }) nested = false;
  /**
   * What is not to be there, separated by spaces: the blocks `header`, `timeline`, `shipments`, `lines`, `totals`, `details`,
   * `documents`, `ask`; the actions `repeat`, `cancel`, `print`.
   */
  @property({ attribute: 'hidden-parts' }) hiddenParts = '';

  /** What was pressed could not be done: what does it could not be loaded. */
  @state() private _failed = false;
  #focusHeading = headingFocus(this);
  #said: { orderId: string; statuses: string } | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (changed.has('orderId')) this.#sections?.close();
    this.#announceStatus(this.#order.state.data);
  }

  protected override firstUpdated(): void {
    handOnParts(this, 'statuses, timeline, parcel, reorder-line');
  }

  protected override updated(): void {
    const { data, error } = this.#order.state;
    this.setStates({ loading: !data && !error, error: !data && !!error, content: !!data });
    // Beside the first view, not before it.
    if (data) void this.#parts.need('sections');
  }

  /** Puts the focus on the heading, as soon as there is one. */
  override focus(options?: FocusOptions): void {
    this.#focusHeading(options);
  }

  /** Prints this order, whole, and nothing of the page around it. */
  async print(): Promise<void> {
    await this.#parts.need('sections');
    await this.updateComplete;
    if (this.#sections) this.#sections.print();
    else window.print();
  }

  async #loadSections(): Promise<void> {
    const { OrderSections } = await import('./order-sections.ts');
    this.#sections = await OrderSections.create(this, (text) => this.#announcer.say(text));
    if (this.renderRoot instanceof ShadowRoot) {
      adoptStyles(this.renderRoot, [...CabinetOrderDetails.elementStyles, ...OrderSections.styles]);
    }
    this.requestUpdate();
  }

  #input(): { orderId: string } | undefined {
    return this.orderId ? { orderId: this.orderId } : undefined;
  }

  /** Asks only what the backend has; while that is not known, it is asked and may refuse. */
  #inputIf(operation: typeof getOrderTimeline | typeof listShipments): { orderId: string } | undefined {
    return this.client?.may(operation) === false ? undefined : this.#input();
  }

  /** Says a status that has changed while the order was on screen. */
  #announceStatus(order: Order | undefined): void {
    if (!order || !this.#words.ready || !this.#texts.ready) return;
    const statuses = this.format.list(
      [order.status, order.payment, order.fulfilment].map(({ code, label }) => label ?? this.#words.t(code)),
    );
    const before = this.#said;
    this.#said = { orderId: order.id, statuses };
    if (before?.orderId !== order.id || before.statuses === statuses) return;
    this.#announcer.say(this.#texts.t('statusChanged', { number: order.number, status: statuses }));
  }

  #onRepeat = (): void => {
    if (this.nested && this.orderId) {
      this.dispatchEvent(new CustomEvent('reorder', { detail: { orderIds: [this.orderId] } }));
    } else void this.#openWindow('reorder');
  };

  async #openWindow(name: OrderWindow): Promise<void> {
    this._failed = !(await this.#parts.need('sections')) || !(await this.#sections?.open(name));
  }

  protected override render(): TemplateResult {
    const { data } = this.#order.state;
    const ready = this.#texts.ready && this.#words.ready && this.#common.ready;
    return html`${ready ? this.#renderState(data) : orderSkeleton()} ${this.#announcer.region()}
    ${data && this.#sections ? this.#sections.window(data) : nothing}`;
  }

  #renderState(order: Order | undefined): TemplateResult {
    const { error } = this.#order.state;
    const { t } = this.#texts;
    const back = this.nested ? backButton(t('back'), () => void this.dispatchEvent(new Event('close'))) : nothing;
    if (order) return this.#renderOrder(order, back);
    return html`${back}${
      !error
        ? orderSkeleton(t('loading'))
        : error.code === 'not_found'
          ? statePanel({ kind: 'empty', title: t('notFoundTitle'), text: t('notFoundText') })
          : errorPanel(error, {
              title: t('failedTitle'),
              text: this.#common.t,
              retry: () => this.#order.refetch(),
              signIn: () => this.requestSignIn(),
            })
    }`;
  }

  #renderOrder(order: Order, back: TemplateResult | typeof nothing): TemplateResult {
    const texts = this.#texts;
    const { error } = this.#order.state;
    const allows = (action: string, ...ids: OperationId[]): boolean =>
      order.allowedActions.includes(action) && ids.every((id) => this.#session.may({ id }));
    const mayRepeat = allows('reorder', 'orders.reorder', 'orders.previewReorder');
    const mayCancel = allows('request_cancellation', 'orders.requestCancellation');
    return html`<article class="detail">
      ${block(
        this,
        'header',
        orderHeader({
          host: this,
          order,
          texts,
          words: this.#words.t,
          format: this.format,
          back,
          repeat: mayRepeat ? this.#onRepeat : undefined,
          cancel: mayCancel ? () => void this.#openWindow('cancellation') : undefined,
          print: () => void this.print(),
        }),
      )}
      ${error ? banner(texts.t('stale'), { label: this.#common.t('retry'), run: () => this.#order.refetch() }) : nothing}
      ${this._failed ? partFailed(this.#common.t) : nothing}
      ${orderBody({
        host: this,
        order,
        texts,
        common: this.#common.t,
        format: this.format,
        timeline: this.#section(this.#timeline, this.#inputIf(getOrderTimeline)),
        shipments: this.#section(this.#shipments, this.#inputIf(listShipments)),
        hasDocuments: this.client?.may({ id: 'documents.download' }) !== false,
        sections: {
          state: { data: this.#sections, error: this.#parts.failed || undefined },
          retry: reloadPage,
        },
      })}
    </article>`;
  }

  /** What is known of a part of the order; `undefined` if the backend does not have it. */
  #section<Data>(
    query: { readonly state: QueryState<Data>; refetch(): void },
    input: object | undefined,
  ): { state: QueryState<Data>; retry: () => void } | undefined {
    const { state } = query;
    const missing =
      !input || (!state.data && ['unsupported', 'forbidden', 'not_found'].includes(state.error?.code ?? ''));
    return missing ? undefined : { state, retry: () => query.refetch() };
  }
}
