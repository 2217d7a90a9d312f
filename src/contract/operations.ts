import { downloadDocument } from './documents.ts';
import type { Operation } from './operation.ts';
import { listOrders } from './orders/list.ts';
import { getOrder, getOrderTimeline, listShipments, requestCancellation } from './orders/order.ts';
import { previewReorder, reorder } from './orders/reorder.ts';
import { getCapabilities, getSession } from './session.ts';

/**
 * Every operation by capability and name; an operation's id is its path in this table.
 *
 * Widgets import the operations they use, not this table, so that a page carries only their schemas.
 */
export const operations = {
  capabilities: { get: getCapabilities },
  session: { get: getSession },
  orders: {
    list: listOrders,
    get: getOrder,
    timeline: getOrderTimeline,
    shipments: listShipments,
    previewReorder,
    reorder,
    requestCancellation,
  },
  documents: { download: downloadDocument },
} as const satisfies Record<string, Record<string, Operation>>;
export type Operations = typeof operations;

/** The operations of the table as a flat list. */
export function allOperations(): Operation[] {
  return Object.values<Record<string, Operation>>(operations).flatMap((capability) => Object.values(capability));
}
