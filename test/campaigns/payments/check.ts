import { sql } from 'kysely';
import { transitions } from '../../../server/store/payments/outcome.ts';
import type { Store } from '../../../server/store/index.ts';
import type { FaultyBank } from './bank.ts';

interface PaymentFact {
  id: string;
  status: string;
  booked: string;
  receipts: number;
  letters: number;
  changes: string[];
}

const statusOf: Record<string, string> = { refunded: 'refunded', succeeded: 'succeeded' };

/** Compares what the bank has charged with what the ledger says, payment by payment. */
export async function findPaymentProblems(
  store: Store,
  bank: FaultyBank,
  tenantId: string,
): Promise<{ problems: string[]; counts: Record<string, number> }> {
  const problems: string[] = [];
  const { payments, invoices } = await read(store, tenantId);
  const charged = new Map([...bank.payments.values()].map((payment) => [payment.order.reference, payment]));
  for (const { id, status, booked, changes, receipts, letters } of payments) {
    const known = charged.get(id);
    const state = known?.state ?? 'never reached the bank';
    const holds = state === 'succeeded' ? Number(known?.order.amount.amount) : 0;
    if (Math.abs(-Number(booked) - holds) > 1e-9) {
      problems.push(
        `payment ${id}: the bank holds ${holds} (${state}), the ledger says ${-Number(booked)} (${status})`,
      );
    }
    if ((status in statusOf || state in statusOf) && status !== state) {
      problems.push(`payment ${id} is ${status} here and ${state} at the bank`);
    }
    const papers = changes.includes('succeeded') ? 1 : 0;
    if (receipts !== papers || letters !== papers) {
      problems.push(`payment ${id} is ${status}, with ${receipts} receipts and ${letters} letters`);
    }
    for (const [index, after] of changes.entries()) {
      const before = changes[index - 1] as keyof typeof transitions | undefined;
      const legal =
        before === undefined ? after === 'created' : (transitions[before] as readonly string[]).includes(after);
      if (!legal) problems.push(`payment ${id} went from ${before} to ${after}`);
    }
  }
  const here = new Set(payments.map(({ id }) => id));
  for (const reference of charged.keys()) {
    if (!here.has(reference)) problems.push(`the bank knows ${reference}, and we do not`);
  }
  problems.push(...invoices.map(({ id }) => `invoice ${id} is not what its ledger says`));
  const count = (status: string) => payments.filter((payment) => payment.status === status).length;
  return {
    problems,
    counts: {
      payments: payments.length,
      ...Object.fromEntries(Object.keys(transitions).map((status) => [status, count(status)])),
      receipts: payments.reduce((sum, { receipts }) => sum + receipts, 0),
      'changes of state': payments.reduce((sum, { changes }) => sum + changes.length, 0),
    },
  };
}

function read(store: Store, tenantId: string) {
  return store.transaction({ tenantId }, async (transaction) => {
    const payments = await sql<PaymentFact>`
      select id, status,
        (select coalesce(sum(amount), 0) from ledger where ledger.tenant_id = payments.tenant_id
          and ledger.payment_id = payments.id) as booked,
        array(select changes.status from payment_changes changes where changes.tenant_id = payments.tenant_id
          and changes.payment_id = payments.id order by changes.id) as changes,
        (select count(*)::int from documents where documents.tenant_id = payments.tenant_id
          and documents.payment_id = payments.id and documents.kind = 'receipt') as receipts,
        (select count(*)::int from mails where mails.tenant_id = payments.tenant_id and mails.payment_id = payments.id) as letters
      from payments where tenant_id = ${tenantId}`.execute(transaction);
    const invoices = await sql<{ id: string }>`
      select id from invoices where tenant_id = ${tenantId} and (balance <> (
        select coalesce(sum(amount), 0) from ledger where ledger.tenant_id = invoices.tenant_id and ledger.invoice_id = invoices.id)
        or exists (select from payment_allocations reserved where reserved.tenant_id = invoices.tenant_id
          and reserved.invoice_id = invoices.id and reserved.active))`.execute(transaction);
    return { payments: payments.rows, invoices: invoices.rows };
  });
}
