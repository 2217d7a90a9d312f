import type { ReactiveController } from 'lit';
import { listOrders, type OrderSummary } from '../../../src/contract/orders/list.ts';
import { isCabinetError } from '../../../src/contract/problem.ts';
import type { CabinetElement } from '../../shared/cabinet-element.ts';
import { errorText, type CommonText } from '../../ui/state-panel.ts';

/** A new order is marked for so long, ms. */
const NEW_FOR = 6000;

/** Repeating orders from a list: whether it is offered, what is being repeated, and what has just been made. */
export class RepeatController implements ReactiveController {
  #host: CabinetElement;
  #common: CommonText;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What the open preview is of. */
  orderIds: readonly string[] | undefined;
  /** The order that has just been made. */
  newId: string | undefined;
  /** The last order is being looked for. */
  looking = false;
  /** Why a press did nothing. */
  notice: string | undefined;

  constructor(host: CabinetElement, common: CommonText) {
    this.#host = host;
    this.#common = common;
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.newId = undefined;
  }

  /** Whether the customer may repeat at all; while that is unknown, yes, so that nothing moves. */
  get allowed(): boolean {
    return this.#host.client?.may({ id: 'orders.reorder' }) !== false;
  }

  can = (order: OrderSummary): boolean => this.allowed && order.allowedActions.includes('reorder');

  /** Opens the preview of repeating orders as one; `undefined` closes it. */
  open(orderIds: readonly string[] | undefined): void {
    this.orderIds = orderIds;
    this.notice = undefined;
    this.#host.requestUpdate();
  }

  /** Opens the preview of the newest order that can be repeated. @param none said if there is none */
  async openLast(limit: number, none: string): Promise<void> {
    const { client } = this.#host;
    if (!client || this.looking) return;
    this.looking = true;
    this.open(undefined);
    try {
      const { items } = await client.query(listOrders, { limit });
      const newest = items.find(this.can);
      if (newest) this.open([newest.id]);
      else this.notice = none;
    } catch (error) {
      this.notice = isCabinetError(error) ? errorText(error, this.#common) : String(error);
    } finally {
      this.looking = false;
      this.#host.requestUpdate();
    }
  }

  closeNotice = (): void => this.open(this.orderIds);

  /** Marks the order that has just been made, for a while. */
  mark(orderId: string): void {
    this.newId = orderId;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.newId = undefined;
      this.#host.requestUpdate();
    }, NEW_FOR);
  }
}
