import type { InputOf } from '../../../src/contract/operation.ts';
import type { requestCancellation } from '../../../src/contract/orders/order.ts';
import type { reorder } from '../../../src/contract/orders/reorder.ts';

/** What is about to be ordered again. */
export interface ReorderRequestedDetail {
  orderIds: string[];
  /** Lines that the customer changed: another quantity (0: left out) or another product. */
  lines: NonNullable<InputOf<typeof reorder>['lines']>;
}

/** An order that has just been made. */
export interface OrderCreatedDetail {
  orderId: string;
  /** The number that people use. */
  number: string;
  /** The orders that it repeats. */
  orderIds: string[];
}

/** A cancellation that was asked for; staff decide. */
export interface CancellationRequestedDetail {
  orderId: string;
  reason: InputOf<typeof requestCancellation>['reason'];
}

declare global {
  interface HTMLElementEventMap {
    /** Before a reorder is sent; cancelling it sends nothing. */
    'cabinet-reorder-requested': CustomEvent<ReorderRequestedDetail>;
    'cabinet-order-created': CustomEvent<OrderCreatedDetail>;
    'cabinet-cancellation-requested': CustomEvent<CancellationRequestedDetail>;
  }
}
