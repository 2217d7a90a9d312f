import { invoiceSorts, type InvoiceSummary } from '../../contract/invoices/index.ts';
import { operations } from '../../contract/operations.ts';
import { unchecked } from '../expect.ts';
import { codeProbes, middleOf, type Narrowing } from './narrowing.ts';

const middleDay = (all: readonly InvoiceSummary[]) => middleOf(all.map(({ issuedOn }) => issuedOn));
const isOpen = ({ kind, due }: InvoiceSummary) => kind === 'invoice' && Number(due.amount) > 0;
const textsOf = ({ number, order, customerReference }: InvoiceSummary) => [number, order?.number, customerReference];

/** How the list of invoices is sorted and filtered. */
export const invoiceNarrowing: Narrowing<InvoiceSummary> = {
  list: operations.invoices.list,
  item: 'invoice',
  sorts: invoiceSorts,
  compare: {
    issuedOn: (one, other) => Date.parse(one.issuedOn) - Date.parse(other.issuedOn),
    // Where those without a day stand is up to the backend.
    dueOn: ({ dueOn: one }, { dueOn: other }) => (one && other ? Date.parse(one) - Date.parse(other) : 0),
    due: (one, other) => Number(one.due.amount) - Number(other.due.amount),
    total: (one, other) => Number(one.total.amount) - Number(other.total.amount),
  },
  filters: {
    kind: (all) => codeProbes(all, 'kind', ({ kind }) => kind),
    status: (all) => codeProbes(all, 'status', ({ status }) => status.code),
    aging: (all) => codeProbes(all, 'aging', ({ aging }) => aging),
    open: () => [
      { filter: { open: true }, keeps: isOpen },
      { filter: { open: false }, keeps: (row) => !isOpen(row) },
    ],
    orderId: (all) => {
      const id = all.find(({ order }) => order)?.order?.id ?? unchecked('no invoice names its order');
      return [{ filter: { orderId: id }, keeps: ({ order }) => order?.id === id }];
    },
    issuedFrom: (all) => [
      { filter: { issuedFrom: middleDay(all) }, keeps: ({ issuedOn }) => issuedOn >= middleDay(all) },
    ],
    issuedTo: (all) => [{ filter: { issuedTo: middleDay(all) }, keeps: ({ issuedOn }) => issuedOn <= middleDay(all) }],
    search: (all) => {
      const number = all[Math.floor(all.length / 2)]?.number ?? '';
      return [
        {
          filter: { search: number },
          keeps: (row) => textsOf(row).some((text) => text?.toLowerCase().includes(number.toLowerCase())),
        },
      ];
    },
  },
};
