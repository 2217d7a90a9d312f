import { CabinetError } from '../../contract/problem.ts';
import type { CallContext } from '../adapter.ts';
import type { AdapterHandlers } from '../define-adapter.ts';
import { listShopOrders } from './order-list.ts';
import { shipmentsOf, timelineOf } from './order-progress.ts';
import { toOrder } from './order.ts';
import type { Shop } from './shop.ts';
import {
  orderDetailsFields,
  orderFields,
  type ShopHistoryEntry,
  type ShopOrder,
  type ShopOrderDetails,
} from './types.ts';

const oneOrder = (name: string, fields: string) => `query ${name}($code: String!) { activeCustomer {
  orders(options: { take: 1, filter: { code: { eq: $code }, active: { eq: false }, orderPlacedAt: { isNull: false } } }) { items { ${fields} } }
} }`;

const details = oneOrder('CabinetOrder', orderDetailsFields);
const progress = oneOrder(
  'CabinetOrderProgress',
  `${orderFields} history(options: { take: 100, sort: { id: ASC } }) { items { id type createdAt data } }`,
);

/** Found among the customer's own orders, so that somebody else's is answered as one that is not there. */
async function find<Found>(shop: Shop, document: string, code: string, context: CallContext): Promise<Found> {
  const { orders } = await shop.read<{ orders: { items: Found[] } }>(document, { code }, context);
  const [order] = orders.items;
  if (!order) throw new CabinetError('not_found', `vendure: there is no order ${code}`);
  return order;
}

export function shopOrders(shop: Shop): Pick<AdapterHandlers, 'orders'> {
  type WithHistory = ShopOrder & { history: { items: ShopHistoryEntry[] } };
  const withHistory = (code: string, context: CallContext) => find<WithHistory>(shop, progress, code, context);
  return {
    orders: {
      list: (filter, context) => listShopOrders(shop, filter, context),
      get: async ({ orderId }, context) =>
        toOrder(await find<ShopOrderDetails>(shop, details, orderId, context), shop.digits),
      timeline: async ({ orderId }, context) => {
        const order = await withHistory(orderId, context);
        return { steps: timelineOf(order, order.history.items) };
      },
      shipments: async ({ orderId }, context) => {
        const order = await withHistory(orderId, context);
        return { items: shipmentsOf(order, order.history.items) };
      },
    },
  };
}
