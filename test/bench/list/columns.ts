import type { OrderSummary } from '../../../src/contract/orders/list.ts';

/** Height of the lists under test, px. */
export const HEIGHT = 560;

const days = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric' });
const money = new Intl.NumberFormat('en', { style: 'currency', currency: 'EUR' });

/** What peers show of an order: as much as a row of ours. */
export const columns: readonly { title: string; width: number; text: (order: OrderSummary) => string }[] = [
  { title: 'Order', width: 200, text: ({ number }) => number },
  { title: 'Placed', width: 120, text: ({ placedAt }) => days.format(new Date(placedAt)) },
  { title: 'Contents', width: 240, text: ({ firstLine = '', lineCount }) => `${firstLine} +${lineCount}` },
  { title: 'State', width: 140, text: ({ status }) => status.code },
  { title: 'Payment', width: 120, text: ({ payment }) => payment?.code ?? '' },
  { title: 'Total', width: 140, text: ({ total }) => money.format(Number(total.amount)) },
];
