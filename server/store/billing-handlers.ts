import type { AdapterHandlers } from '../../src/adapters/define-adapter.ts';
import { verifiedCall, type VerifiedCall } from './call.ts';
import { archiveDocuments, downloadDocument } from './documents.ts';
import { getInvoice } from './invoices/get.ts';
import { listInvoices } from './invoices/list.ts';
import { summarizeInvoices } from './invoices/summary.ts';
import type { PaymentService } from './payments/service.ts';
import { downloadStatement } from './statements/download.ts';
import { readStatement } from './statements/read.ts';
import { agree, respond } from './statements/respond.ts';
import type { RunTransaction } from './transaction.ts';

/** What invoices, payments and statements need. */
export interface BillingParts {
  run: RunTransaction;
  read: RunTransaction;
  /** Null: nothing can be paid here. */
  payments: PaymentService | null;
}

/** Invoices with their papers, payments, and the account of a customer. */
export function billingHandlers({ run, read, payments }: BillingParts): AdapterHandlers {
  return {
    invoices: {
      list: (input, context) => listInvoices(read, input, verifiedCall(context).customer),
      summary: (_input, context) => summarizeInvoices(read, verifiedCall(context).customer),
      get: ({ invoiceId }, context) => getInvoice(read, invoiceId, verifiedCall(context).customer),
    },
    documents: {
      download: ({ documentId }, context) => downloadDocument(run, documentId, verifiedCall(context).customer),
      archive: ({ documentIds }, context) => archiveDocuments(run, documentIds, verifiedCall(context).customer),
    },
    statements: {
      get: (input, context) => {
        const { customer, locale } = verifiedCall(context);
        return read(customer, (transaction) => readStatement(transaction, input, customer, locale));
      },
      respond: (input, context) => respond(run, input, verifiedCall(context).customer, actOf(verifiedCall(context))),
      agree: (input, context) => {
        const call = verifiedCall(context);
        return agree(run, input, call.customer, { ...actOf(call), etag: call.ifMatch });
      },
      download: (input, context) => downloadStatement(read, input, verifiedCall(context).customer, context.locale),
    },
    ...(payments !== null && { payments: paymentHandlers(payments) }),
  };
}

function paymentHandlers(payments: PaymentService): NonNullable<AdapterHandlers['payments']> {
  return {
    preview: (input, context) => payments.preview(input, verifiedCall(context).customer, context.locale),
    create: (input, context) => {
      const call = verifiedCall(context);
      return payments.create(input, call.customer, actOf(call));
    },
    get: ({ paymentId }, context) => payments.get(paymentId, verifiedCall(context).customer, context.locale),
    list: (input, context) => payments.list(input, verifiedCall(context).customer, context.locale),
    cancel: (input, context) => {
      const call = verifiedCall(context);
      return payments.cancel(input, call.customer, actOf(call));
    },
  };
}

function actOf({ idempotencyKey: key, locale }: VerifiedCall) {
  return { key, locale };
}
