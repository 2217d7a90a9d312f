import { sql, type Selectable } from 'kysely';
import type { VerifiedCustomer } from '../../../src/adapters/adapter.ts';
import type { Invoice, InvoiceSettlement, Party } from '../../../src/contract/invoices/index.ts';
import { CabinetError } from '../../../src/contract/problem.ts';
import type { InvoiceContent, PartyContent } from '../../invoices/content.ts';
import { paymentCodeOf, requisitesOf, transferOf } from '../../invoices/payment-code.ts';
import { parseDecimal, toMoney } from '../amount.ts';
import type { LedgerTable } from '../billing-schema.ts';
import { toDocument, present } from '../orders/mapping.ts';
import { owned } from '../orders/order.ts';
import type { RunTransaction, StoreTransaction } from '../transaction.ts';
import { selectSummary, toSummary, type SummaryRow } from './mapping.ts';
import { readToday } from './today.ts';

/** Unknown, and somebody else's: the same error for both, so that it tells nothing. */
export function invoiceNotFound(): CabinetError {
  return new CabinetError('not_found', 'There is no such invoice');
}

export function getInvoice(run: RunTransaction, invoiceId: string, customer: VerifiedCustomer): Promise<Invoice> {
  return run(customer, async (transaction) => {
    if (invoiceId.includes('\0')) throw invoiceNotFound();
    const today = await readToday(transaction, customer.tenantId);
    const query = transaction
      .selectFrom('invoices')
      .where('invoices.tenant_id', '=', customer.tenantId)
      .where('invoices.customer_id', '=', customer.customerId)
      .where('invoices.id', '=', invoiceId);
    const row = await selectSummary(query).select('content').executeTakeFirstOrThrow(invoiceNotFound);
    const documents = await transaction
      .selectFrom('documents')
      .selectAll()
      .where((builder) => builder.and({ ...owned(customer), invoice_id: invoiceId }))
      .orderBy('issued_at')
      .orderBy('id')
      .execute();
    return {
      ...toSummary(row, today),
      ...contentFields(row, row.content),
      settlements: await settlementsOf(transaction, row, customer),
      documents: documents.map(toDocument),
    };
  });
}

function contentFields(row: SummaryRow, content: InvoiceContent) {
  const money = (amount: string) => toMoney(amount, row.currency);
  const optional = (amount: string | undefined) => (amount === undefined ? undefined : money(amount));
  const due = money(row.balance.replace('-', ''));
  const transfer = row.is_open ? transferOf(content, due.amount) : null;
  const code = transfer === null ? null : paymentCodeOf(transfer);
  const rates = content.taxes ?? (content.tax === undefined ? [] : [{ percent: content.taxPercent, tax: content.tax }]);
  return {
    lines: content.lines.map((line, index) => ({
      id: `${row.id}-l${index + 1}`,
      title: line.title,
      quantity: Number(line.quantity),
      unitPrice: money(line.unitPrice),
      total: money(line.total),
      ...present({ sku: line.sku, unit: line.unit, taxRate: line.taxPercent, tax: optional(line.tax) }),
    })),
    totals: {
      subtotal: money(content.subtotal),
      total: money(row.total),
      taxIncluded: content.taxIncluded,
      due,
      ...present({
        discount: optional(content.discount),
        shipping: optional(content.shipping),
        tax: optional(content.tax),
        paid: row.kind === 'invoice' ? money(row.paid) : undefined,
      }),
    },
    taxes: rates.map(({ percent, tax, ...rate }) => ({
      tax: money(tax),
      ...present({ rate: percent, base: 'base' in rate ? optional(rate.base) : undefined }),
    })),
    seller: toParty(content.seller),
    buyer: toParty(content.buyer),
    requisites: transfer === null ? [] : requisitesOf(transfer),
    ...present({ paymentCode: code, note: content.note }),
  };
}

export function toParty({ name, taxId, kpp, address }: PartyContent): Party {
  return { name, ...present({ taxId, kpp }), ...(address.length > 0 && { address: [...address] }) };
}

type Settlement = Pick<Selectable<LedgerTable>, 'id' | 'kind' | 'posted_on' | 'amount' | 'number' | 'title'> & {
  payment_id: string | null;
  counterpart: string | null;
};

/** What was set against an invoice since it was issued; of a credit note, what it was used for. */
async function settlementsOf(
  transaction: StoreTransaction,
  invoice: SummaryRow,
  customer: VerifiedCustomer,
): Promise<InvoiceSettlement[]> {
  const { rows } = await sql<Settlement>`
    select id, kind, posted_on, amount, number, title, payment_id,
      (select invoices.number from ledger other join invoices on invoices.tenant_id = other.tenant_id and invoices.id = other.invoice_id
        where other.tenant_id = ledger.tenant_id and other.movement_id = ledger.movement_id and other.id <> ledger.id limit 1)
        as counterpart
    from ledger
    where tenant_id = ${customer.tenantId} and customer_id = ${customer.customerId} and invoice_id = ${invoice.id}
      and kind in ('payment', 'refund', 'application')
    order by id`.execute(transaction);
  return rows.map((row) => {
    const kind = row.kind === 'application' ? 'credit' : row.kind === 'refund' ? 'refund' : 'payment';
    const title = row.title ?? (kind === 'credit' ? row.counterpart : null) ?? row.number;
    const size = parseDecimal(row.amount);
    return {
      id: String(row.id),
      kind,
      on: row.posted_on,
      amount: toMoney(size < 0n ? -size : size, invoice.currency),
      ...present({ title, paymentId: row.payment_id }),
    };
  });
}
