import { sql, type Selectable, type SelectQueryBuilder } from 'kysely';
import type { AgingBucket, InvoiceSummary } from '../../../src/contract/invoices/index.ts';
import { parseDecimal, toMoney } from '../amount.ts';
import { daysBetween } from '../days.ts';
import type { InvoiceTable } from '../billing-schema.ts';
import { present } from '../orders/mapping.ts';
import type { Schema } from '../schema.ts';

const columns = [
  'id',
  'order_id',
  'kind',
  'number',
  'issued_on',
  'due_on',
  'order_number',
  'customer_reference',
  'currency',
  'total',
  'balance',
  'paid',
  'state',
  'is_open',
] as const satisfies readonly (keyof InvoiceTable)[];

/** A row of the list: an invoice, what of it is being paid just now, and its paper. */
export type SummaryRow = Pick<Selectable<InvoiceTable>, (typeof columns)[number]> & {
  pending: string | null;
  paper: { id: string; title: string; mediaType: string } | null;
};

export function selectSummary(query: SelectQueryBuilder<Schema, 'invoices', object>) {
  return query.select(columns).select([
    sql<
      string | null
    >`(select sum(amount) from payment_allocations reserved where reserved.tenant_id = invoices.tenant_id
        and reserved.invoice_id = invoices.id and reserved.active)`.as('pending'),
    sql<SummaryRow['paper']>`(select json_build_object('id', documents.id, 'title', title, 'mediaType', media_type)
        from documents where documents.tenant_id = invoices.tenant_id and documents.invoice_id = invoices.id
          and documents.kind in ('invoice', 'credit_note')
        order by documents.id limit 1)`.as('paper'),
  ]);
}

/** How late an open invoice is. */
export function bucketOf(overdueDays: number): AgingBucket {
  if (overdueDays <= 0) return 'not_due';
  if (overdueDays <= 30) return '1_30';
  if (overdueDays <= 60) return '31_60';
  return overdueDays <= 90 ? '61_90' : 'over_90';
}

/** What may still be paid of an invoice, in millionths; what is being paid is not. */
export function payable({ balance, pending }: { balance: string; pending: string | null }): bigint {
  return parseDecimal(balance) - parseDecimal(pending ?? '0');
}

export function toSummary(row: SummaryRow, today: string): InvoiceSummary {
  const money = (amount: string) => toMoney(amount, row.currency);
  const kind = row.kind as InvoiceSummary['kind'];
  const isInvoice = kind === 'invoice';
  const late = row.is_open ? daysBetween(row.due_on, today) : 0;
  return {
    id: row.id,
    number: row.number,
    kind,
    issuedOn: row.issued_on,
    status: { code: late > 0 ? 'overdue' : (row.state as InvoiceSummary['status']['code']) },
    total: money(row.total),
    due: money(row.balance.replace('-', '')),
    allowedActions: [...(row.is_open && payable(row) > 0n ? ['pay'] : []), 'ask'],
    ...(isInvoice && { dueOn: row.due_on, paid: money(row.paid) }),
    ...(late > 0 && { overdueDays: late }),
    ...(row.is_open && { aging: bucketOf(late) }),
    ...(row.order_id !== null && { order: { id: row.order_id, number: row.order_number ?? row.order_id } }),
    ...present({
      pending: row.pending === null ? null : money(row.pending),
      customerReference: row.customer_reference,
      document: row.paper === null ? null : { ...row.paper, kind },
    }),
  };
}
