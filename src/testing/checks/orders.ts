import { operations } from '../../contract/operations.ts';
import { orderSorts, type OrderSummary } from '../../contract/orders/index.ts';
import { codeProbes, middleOf, type Narrowing } from './narrowing.ts';

const dayOf = ({ placedAt }: OrderSummary) => new Date(placedAt).toISOString().slice(0, 10);
const dayIn = (timeZone: string, { placedAt }: OrderSummary) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone }).format(new Date(placedAt));
const middleDay = (all: readonly OrderSummary[]) => middleOf(all.map(dayOf));

/** How the list of orders is sorted and filtered. */
export const orderNarrowing: Narrowing<OrderSummary> = {
  list: operations.orders.list,
  item: 'order',
  sorts: orderSorts,
  compare: {
    placedAt: (one, other) => Date.parse(one.placedAt) - Date.parse(other.placedAt),
    total: (one, other) => Number(one.total.amount) - Number(other.total.amount),
    number: ({ number: one }, { number: other }) => {
      // A number may be read as digits or as text: wrong is only what is wrong both ways.
      const [asDigits, asText] = [one.localeCompare(other, 'en', { numeric: true }), one.localeCompare(other, 'en')];
      return Math.sign(asDigits) === Math.sign(asText) ? asDigits : 0;
    },
  },
  filters: {
    status: (all) => codeProbes(all, 'status', ({ status }) => status.code),
    payment: (all) => codeProbes(all, 'payment', ({ payment }) => payment.code),
    fulfilment: (all) => codeProbes(all, 'fulfilment', ({ fulfilment }) => fulfilment.code),
    placedFrom: (all) => [{ filter: { placedFrom: middleDay(all) }, keeps: (row) => dayOf(row) >= middleDay(all) }],
    placedTo: (all) => [{ filter: { placedTo: middleDay(all) }, keeps: (row) => dayOf(row) <= middleDay(all) }],
    timeZone: (all) => [
      {
        filter: { placedFrom: middleDay(all), timeZone: 'Pacific/Kiritimati' },
        keeps: (row) => dayIn('Pacific/Kiritimati', row) >= middleDay(all),
      },
    ],
    search: (all) => {
      const number = all[Math.floor(all.length / 2)]?.number ?? '';
      return [
        {
          filter: { search: number },
          keeps: (row) => row.number.includes(number) || row.customerReference?.includes(number) === true,
        },
      ];
    },
    scope: () => [{ filter: { scope: 'customer' }, keeps: () => true }],
  },
};
