import { createHash } from 'node:crypto';
import { sql, type Selectable } from 'kysely';
import type { VerifiedCustomer } from '../../../src/adapters/adapter.ts';
import type { ParsedInputOf } from '../../../src/contract/operation.ts';
import { CabinetError } from '../../../src/contract/problem.ts';
import type { getStatement, Movement, MovementResponse, Statement } from '../../../src/contract/statements/index.ts';
import { formatDecimal, parseDecimal, toMoney } from '../amount.ts';
import type { MovementResponseTable } from '../billing-schema.ts';
import { daysBetween } from '../days.ts';
import { buyerContent, sellerContent } from '../invoices/content.ts';
import { toParty } from '../invoices/get.ts';
import { present } from '../orders/mapping.ts';
import { owned } from '../orders/order.ts';
import { readCompany } from '../orders/reorder-basis.ts';
import type { StoreTransaction } from '../transaction.ts';
import { statementText, type StatementText } from './texts.ts';

export type Period = ParsedInputOf<typeof getStatement>;

/** Three years, one of them a leap year. */
const MOST_DAYS = 3 * 365 + 1;
/** A statement is one answer and one paper: what has more movements is asked for by shorter periods. */
const MOST_MOVEMENTS = 5000;

/** The account of a customer over a period, added up from the ledger. */
export async function readStatement(
  transaction: StoreTransaction,
  { from, to, currency: wished }: Period,
  customer: VerifiedCustomer,
  wishedLocale: string | undefined,
): Promise<Statement> {
  const company = await readCompany(transaction, customer.tenantId);
  const locale = wishedLocale ?? company.locale;
  checkPeriod(from, to, locale);
  const currency = wished ?? company.currency;
  const money = (amount: bigint) => toMoney(amount, currency);
  const buyer = await transaction
    .selectFrom('customers')
    .selectAll()
    .where((builder) => builder.and({ tenant_id: customer.tenantId, id: customer.customerId }))
    .executeTakeFirstOrThrow();
  const opening = await openingBalance(transaction, customer, currency, from);
  const rows = await movementRows(transaction, customer, { from, to, currency });
  if (rows.length > MOST_MOVEMENTS) throw refuse('/from', 'tooMany', locale);
  const responses = await responsesTo(
    transaction,
    customer,
    rows.map(({ movement_id: id }) => id),
  );
  let balance = opening;
  let debit = 0n;
  let credit = 0n;
  const movements = rows.map((row): Movement => {
    const amount = parseDecimal(row.amount);
    balance += amount;
    if (amount > 0n) debit += amount;
    else credit -= amount;
    const response = responses.get(row.movement_id);
    return {
      id: row.movement_id,
      on: row.posted_on,
      kind: row.kind,
      title: row.title ?? statementText(row.kind, locale),
      ...(amount > 0n ? { debit: money(amount) } : { credit: money(-amount) }),
      balance: money(balance),
      ...present({
        number: row.number,
        invoiceId: row.invoice_id,
        response: response === undefined ? null : toResponse(response),
      }),
    };
  });
  const etag = etagOf({ from, to, currency }, opening, rows, responses);
  return {
    from,
    to,
    currency,
    seller: toParty(sellerContent(company)),
    buyer: toParty(buyerContent(buyer)),
    opening: money(opening),
    closing: money(balance),
    debit: money(debit),
    credit: money(credit),
    movements,
    etag,
    ...present({ agreement: await agreementTo(transaction, customer, { from, to, currency }, etag) }),
  };
}

function checkPeriod(from: string, to: string, locale: string): void {
  const days = daysBetween(from, to) + 1;
  const fault = days < 1 ? (['/to', 'wrongOrder'] as const) : days > MOST_DAYS ? (['/from', 'tooLong'] as const) : null;
  if (fault !== null) throw refuse(fault[0], fault[1], locale);
}

function refuse(pointer: string, text: StatementText, locale: string): CabinetError {
  const message = statementText(text, locale);
  return new CabinetError('invalid', message, { detail: message, fields: { [pointer]: message } });
}

async function openingBalance(
  transaction: StoreTransaction,
  customer: VerifiedCustomer,
  currency: string,
  from: string,
): Promise<bigint> {
  const row = await transaction
    .selectFrom('ledger')
    .select(sql<string>`coalesce(sum(amount), 0)`.as('opening'))
    .where((builder) => builder.and({ ...owned(customer), currency }))
    .where('posted_on', '<', from)
    .executeTakeFirst();
  return parseDecimal(row?.opening ?? '0');
}

interface MovementRow {
  movement_id: string;
  posted_on: string;
  kind: 'invoice' | 'payment' | 'credit_note' | 'refund' | 'correction';
  number: string | null;
  title: string | null;
  amount: string;
  invoice_id: string | null;
}

/** Movements of a period in the order of time; what only sets credit against invoices moves nothing, and so is none. */
async function movementRows(
  transaction: StoreTransaction,
  { tenantId, customerId }: VerifiedCustomer,
  { from, to, currency }: { from: string; to: string; currency: string },
): Promise<MovementRow[]> {
  const { rows } = await sql<MovementRow>`
    select movement_id, min(posted_on) as posted_on, min(kind) as kind, min(number) as number, min(title) as title,
      sum(amount) as amount, case when count(distinct invoice_id) = 1 then min(invoice_id) end as invoice_id
    from ledger
    where tenant_id = ${tenantId} and customer_id = ${customerId} and currency = ${currency}
      and posted_on between ${from}::date and ${to}::date and kind <> 'application'
    group by movement_id having sum(amount) <> 0
    order by min(posted_on), min(id) limit ${MOST_MOVEMENTS + 1}`.execute(transaction);
  return rows;
}

async function responsesTo(
  transaction: StoreTransaction,
  customer: VerifiedCustomer,
  movementIds: readonly string[],
): Promise<Map<string, Selectable<MovementResponseTable>>> {
  const rows = await transaction
    .selectFrom('movement_responses')
    .selectAll()
    .where((builder) => builder.and(owned(customer)))
    .where(sql<boolean>`movement_id = any(${[...movementIds]}::text[])`)
    .execute();
  return new Map(rows.map((row) => [row.movement_id, row]));
}

export function toResponse(row: Selectable<MovementResponseTable>): MovementResponse {
  return {
    state: row.state,
    at: row.at.toISOString(),
    ...present({ comment: row.comment, by: row.person_name }),
    ...(row.answer !== null &&
      row.answered_at !== null && { answer: { text: row.answer, at: row.answered_at.toISOString() } }),
  };
}

/** Names what the statement says, and what was said to it: equal only if nothing of that has changed. */
function etagOf(
  period: object,
  opening: bigint,
  rows: readonly MovementRow[],
  responses: ReadonlyMap<string, Selectable<MovementResponseTable>>,
): string {
  const lines = rows.map((row) => [row.movement_id, row.posted_on, row.amount, responses.get(row.movement_id)?.state]);
  const content = JSON.stringify([period, formatDecimal(opening), lines]);
  return createHash('sha256').update(content).digest('base64url');
}

/** The agreement to what the statement says now; one to what it said before counts no more. */
async function agreementTo(
  transaction: StoreTransaction,
  customer: VerifiedCustomer,
  { from, to, currency }: { from: string; to: string; currency: string },
  etag: string,
): Promise<Statement['agreement'] | null> {
  const row = await transaction
    .selectFrom('statement_agreements')
    .select(['at', 'person_name'])
    .where((builder) => builder.and({ ...owned(customer), period_from: from, period_to: to, currency, etag }))
    .executeTakeFirst();
  return row === undefined ? null : { at: row.at.toISOString(), ...present({ by: row.person_name }) };
}
