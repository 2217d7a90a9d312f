import type { ReceiptContent } from '../../invoices/receipt.ts';
import { createFormat } from '../../invoices/format.ts';
import { paperTexts } from '../../invoices/paper-texts.ts';
import { readBuyer } from '../addresses/buyer.ts';
import { parseDecimal, toMoney } from '../amount.ts';
import { buyerContent, sellerContent } from '../invoices/content.ts';
import type { LedgerEntry } from '../ledger/post.ts';
import { tellPerson } from '../notifications/tell-person.ts';
import { present } from '../orders/mapping.ts';
import { readCompany } from '../orders/reorder-basis.ts';
import type { StoreTransaction } from '../transaction.ts';
import type { PaymentRow } from './read.ts';

/** The name of a payment's method in a language. */
export type NameMethod = (payment: PaymentRow, locale: string) => string;

/** Keeps what the receipt of a payment says, lists it among the documents, and mails it to whoever has paid. */
export async function issueReceipt(
  transaction: StoreTransaction,
  payment: PaymentRow,
  booked: readonly LedgerEntry[],
  nameMethod: NameMethod,
): Promise<void> {
  const { tenant_id: tenantId, customer_id: customerId, id, number, currency, person_id: personId } = payment;
  const customer = { tenantId, customerId, personId, roles: [] };
  const company = await readCompany(transaction, tenantId);
  const buyer = await readBuyer(transaction, customer);
  const invoices = await settledInvoices(transaction, payment, booked);
  const money = (amount: string) => toMoney(amount, currency).amount;
  const advance = booked.find(({ invoice_id: invoiceId }) => invoiceId === undefined)?.amount.replace('-', '');
  const content: ReceiptContent = {
    locale: company.locale,
    number,
    paidOn: booked[0]?.posted_on ?? '',
    method: nameMethod(payment, company.locale),
    seller: sellerContent(company),
    buyer: buyerContent(buyer),
    currency,
    invoices: invoices.map(({ amount, ...invoice }) => ({ ...invoice, amount: money(amount) })),
    total: money(payment.total),
    ...present({
      advance: advance && money(advance),
      fee: parseDecimal(payment.fee) === 0n ? null : money(payment.fee),
    }),
  };
  await transaction
    .updateTable('payments')
    .set({ receipt: JSON.stringify(content) })
    .where((builder) => builder.and({ tenant_id: tenantId, id }))
    .execute();
  await transaction
    .insertInto('documents')
    .values({
      tenant_id: tenantId,
      customer_id: customerId,
      id,
      payment_id: id,
      kind: 'receipt',
      title: paperTexts(company.locale).receiptTitle(number),
      media_type: 'application/pdf',
      issued_at: new Date().toISOString(),
    })
    .execute();
  await tellPerson(transaction, customer, {
    event: 'payment.received',
    kind: 'payment_received',
    otherwise: buyer.invoice_email,
    paymentId: id,
    payload: ({ locale, cabinetUrl }) => ({
      number,
      amount: createFormat(locale, currency).money(content.total),
      invoices: invoices.map((invoice) => invoice.number).join(', '),
      receipt: 'attached',
      ...present({ url: cabinetUrl }),
    }),
  });
}

/** Tells whoever has paid that the money went back, and what is to be paid again. */
export async function tellOfRefund(
  transaction: StoreTransaction,
  payment: PaymentRow,
  booked: readonly LedgerEntry[],
): Promise<void> {
  const { tenant_id: tenantId, customer_id: customerId, person_id: personId, number, currency, total } = payment;
  const buyer = await readBuyer(transaction, { tenantId, customerId, personId, roles: [] });
  const invoices = await settledInvoices(transaction, payment, booked);
  await tellPerson(
    transaction,
    { tenantId, customerId, personId },
    {
      event: 'payment.refunded',
      kind: 'payment_refunded',
      otherwise: buyer.invoice_email,
      payload: ({ locale, cabinetUrl }) => ({
        number,
        amount: createFormat(locale, currency).money(toMoney(total, currency).amount),
        invoices: invoices.map((invoice) => invoice.number).join(', '),
        ...present({ url: cabinetUrl }),
      }),
    },
  );
}

/** The invoices that the money went to, in the order in which it did. */
async function settledInvoices(transaction: StoreTransaction, payment: PaymentRow, booked: readonly LedgerEntry[]) {
  const settled = booked.flatMap(({ invoice_id: id, amount }) => (id ? { id, amount: amount.replace('-', '') } : []));
  if (settled.length === 0) return [];
  const rows = await transaction
    .selectFrom('invoices')
    .select(['id', 'number', 'issued_on'])
    .where('tenant_id', '=', payment.tenant_id)
    .where(
      'id',
      'in',
      settled.map(({ id }) => id),
    )
    .execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  return settled.map(({ id, amount }) => {
    const invoice = byId.get(id);
    return { number: invoice?.number ?? id, issuedOn: invoice?.issued_on ?? '', amount };
  });
}
