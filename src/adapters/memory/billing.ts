import type { AdapterHandlers } from '../define-adapter.ts';
import { toArchive } from './archive.ts';
import type { OrderBook } from './book.ts';
import { toDocumentFile } from './document.ts';
import { InvoiceBook } from './invoices.ts';
import { PaymentBook, type PaymentOutcome } from './payments.ts';
import type { Served } from './served.ts';
import { StatementBook } from './statements.ts';

type BillingHandlers = Pick<AdapterHandlers, 'documents' | 'invoices' | 'payments' | 'statements'>;

/** One customer's invoices, payments and statements, made of the orders. */
export function memoryBilling(served: Served, book: OrderBook, outcome: PaymentOutcome): BillingHandlers {
  const { company, customer, person, now, stream } = served;
  const invoices = new InvoiceBook({ company, customer, book, now });
  const statements = new StatementBook({ company, customer, person, invoices, now });
  const payments = new PaymentBook({
    company,
    customer,
    invoices,
    now,
    outcome,
    changed: ({ id, status, allocations }) => {
      stream.publish('payment.updated', 'payments', id);
      stream.publish('statement.updated', 'statements');
      for (const { invoiceId } of allocations) {
        stream.publish('invoice.updated', 'invoices', invoiceId);
        if (status.code === 'succeeded') stream.publish('order.updated', 'orders', invoices.find(invoiceId).order.id);
      }
    },
  });
  const fileOf = (documentId: string) =>
    payments.receiptFile(documentId) ?? toDocumentFile(documentId, { company, book, invoices });
  return {
    documents: {
      download: ({ documentId }) => fileOf(documentId),
      archive: ({ documentIds }) => toArchive(documentIds.map(fileOf), 'documents.zip'),
    },
    invoices: {
      list: (filter) => invoices.list(filter),
      summary: () => invoices.summary(),
      get: ({ invoiceId }) => invoices.get(invoiceId),
    },
    payments: {
      preview: (wish) => payments.preview(wish),
      create: (input) => payments.create(input),
      get: ({ paymentId }) => payments.get(paymentId),
      list: (input) => payments.list(input),
      cancel: ({ paymentId }) => payments.cancel(paymentId),
    },
    statements: {
      get: (period) => statements.get(period),
      respond: (input) => statements.respond(input),
      agree: (period, { ifMatch }) => statements.agree(period, ifMatch),
      download: (input) => statements.file(input),
    },
  };
}
