import type { InputOf } from '../../../src/contract/operation.ts';
import type { Payment, previewPayment } from '../../../src/contract/payments/index.ts';
import type { InvoiceListFilter } from './invoice-filter.ts';

/** What is to be paid: some invoices, any sum of them, or exact sums. */
export type PaymentWish = InputOf<typeof previewPayment>;

/** A payment that was created, before the person is sent to where it is paid. */
export interface PaymentCreatedDetail {
  payment: Payment;
  /** Where the person goes on; absent: nothing more is asked of them. */
  redirectUrl: string | undefined;
}

declare global {
  interface HTMLElementEventMap {
    'cabinet-invoice-opened': CustomEvent<{ invoiceId: string }>;
    'cabinet-invoice-closed': CustomEvent<{ invoiceId: string }>;
    'cabinet-invoices-filtered': CustomEvent<{ filters: InvoiceListFilter }>;
    'cabinet-invoices-exported': CustomEvent<{ count: number; fileName: string }>;
    /** An invoice's order is wanted; cancel it to show the order yourself. */
    'cabinet-order-open-requested': CustomEvent<{ orderId: string; number: string }>;
    /** Before a payment is created; cancelling it creates none. */
    'cabinet-payment-requested': CustomEvent<PaymentWish>;
    /** Before the person is sent to the payment page; cancel it to open that page yourself. */
    'cabinet-payment-created': CustomEvent<PaymentCreatedDetail>;
    /** What became of a payment is known for good. */
    'cabinet-payment-settled': CustomEvent<{ paymentId: string; status: Payment['status']['code'] }>;
  }
}
