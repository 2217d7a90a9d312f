import type { TemplateResult } from 'lit';
import type { listOrders } from '../../../src/contract/orders/list.ts';
import { listView, type ListView } from '../../shared/list-view.ts';
import { headRow, orderRow, skeletonRow, type RowContext } from './order-row.ts';

type Shared = 'rows' | 'common' | 'ready' | 'narrowed' | 'clear' | 'signIn';

export interface OrderListView extends Pick<ListView<typeof listOrders>, Shared>, Omit<RowContext, 'active'> {}

/** The orders, or what stands in their place. */
export function orderListView(view: OrderListView): TemplateResult {
  const context: RowContext = { ...view, active: view.rows.navigation.active };
  const { texts, format, openId, newId, selected, mayRepeat } = context;
  // Placeholders are drawn without a date: making the first formatter takes a browser as long as drawing the list.
  let today: string | undefined;
  return listView({
    ...view,
    t: texts.t,
    selecting: selected !== undefined,
    head: () => headRow(context),
    row: (order, index) => orderRow(order, index, context),
    skeletonRow: (index) => skeletonRow(index, context),
    showing: ({ id }) => [
      id === openId,
      id === newId,
      texts.locale,
      format,
      (today ??= format.isoDay()),
      mayRepeat,
      selected,
    ],
  });
}
