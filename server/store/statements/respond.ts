import { sql } from 'kysely';
import type { VerifiedCustomer } from '../../../src/adapters/adapter.ts';
import type { OutputOf, ParsedInputOf } from '../../../src/contract/operation.ts';
import { CabinetError } from '../../../src/contract/problem.ts';
import type { Money } from '../../../src/contract/money.ts';
import type { Movement, respondToMovement, Statement } from '../../../src/contract/statements/index.ts';
import { toMoney } from '../amount.ts';
import { announce } from '../announce.ts';
import { once } from '../idempotency.ts';
import { owned } from '../orders/order.ts';
import type { RunTransaction, StoreTransaction } from '../transaction.ts';
import { readStatement, toResponse, type Period } from './read.ts';
import { statementText } from './texts.ts';

interface Act {
  key: string | undefined;
  locale: string | undefined;
}

/** Notes what the customer says to one line; the company sees it, and answers a dispute. */
export function respond(
  run: RunTransaction,
  input: ParsedInputOf<typeof respondToMovement>,
  customer: VerifiedCustomer,
  { key, locale }: Act,
): Promise<OutputOf<typeof respondToMovement>> {
  const { movementId, response } = input;
  const comment = input.comment?.trim();
  const disputes = response === 'dispute';
  return run(customer, (transaction) =>
    once(transaction, { customer, key, operation: 'statements.respond', input }, async () => {
      await assertMovement(transaction, movementId, customer);
      if (disputes && (comment === undefined || comment === '')) {
        const message = statementText('commentNeeded', locale ?? 'en');
        throw new CabinetError('invalid', message, { detail: message, fields: { '/comment': message } });
      }
      const said = {
        state: disputes ? ('disputed' as const) : ('agreed' as const),
        comment: comment === undefined || comment === '' ? null : comment,
        person_id: customer.personId,
        person_name: await nameOf(transaction, customer),
        at: new Date().toISOString(),
        answer: null,
        answered_at: null,
      };
      const row = await transaction
        .insertInto('movement_responses')
        .values({ ...owned(customer), movement_id: movementId, ...said })
        .onConflict((conflict) => conflict.columns(['tenant_id', 'movement_id']).doUpdateSet(said))
        .returningAll()
        .executeTakeFirstOrThrow();
      await announceResponse(transaction, customer, movementId);
      return { movementId, response: toResponse(row) };
    }),
  );
}

/** Agrees to a whole statement as it was shown. */
export function agree(
  run: RunTransaction,
  period: Period,
  customer: VerifiedCustomer,
  { key, locale, etag }: Act & { etag: string | undefined },
): Promise<Statement> {
  return run(customer, (transaction) =>
    once(transaction, { customer, key, operation: 'statements.agree', input: [period, etag] }, async () => {
      const statement = await readStatement(transaction, period, customer, locale);
      const refuse = (text: 'changed' | 'disputed', status?: number) => {
        const detail = statementText(text, locale ?? 'en');
        return new CabinetError('conflict', detail, { detail, status });
      };
      if (etag !== statement.etag) throw refuse('changed', 412);
      if (statement.movements.some(({ response }) => response?.state === 'disputed')) throw refuse('disputed');
      const agreed = {
        etag: statement.etag,
        person_id: customer.personId,
        person_name: await nameOf(transaction, customer),
        at: new Date().toISOString(),
      };
      const { from: period_from, to: period_to, currency } = statement;
      await transaction
        .insertInto('statement_agreements')
        .values({ ...owned(customer), period_from, period_to, currency, ...agreed })
        .onConflict((conflict) =>
          conflict.columns(['tenant_id', 'customer_id', 'period_from', 'period_to', 'currency']).doUpdateSet(agreed),
        )
        .execute();
      await announceResponse(transaction, customer);
      return readStatement(transaction, period, customer, locale);
    }),
  );
}

async function assertMovement(
  transaction: StoreTransaction,
  movementId: string,
  customer: VerifiedCustomer,
): Promise<void> {
  const notFound = () => new CabinetError('not_found', 'There is no such movement');
  if (movementId.includes('\0')) throw notFound();
  await transaction
    .selectFrom('ledger')
    .select('id')
    .where((builder) => builder.and({ ...owned(customer), movement_id: movementId }))
    .limit(1)
    .executeTakeFirstOrThrow(notFound);
}

async function nameOf(transaction: StoreTransaction, { tenantId, personId }: VerifiedCustomer): Promise<string | null> {
  const person = await transaction
    .selectFrom('people')
    .select('name')
    .where((builder) => builder.and({ tenant_id: tenantId, id: personId }))
    .executeTakeFirst();
  return person?.name ?? null;
}

function announceResponse(
  transaction: StoreTransaction,
  { tenantId, customerId }: { tenantId: string; customerId: string },
  entityId?: string,
): Promise<void> {
  return announce(transaction, tenantId, [{ customerId, type: 'statement.updated', entity: 'statements', entityId }]);
}

/** A line that a customer disputes, for the company's staff. */
export interface Dispute {
  movementId: string;
  customerName: string;
  kind: Exclude<Movement['kind'], 'unknown'>;
  number: string | null;
  /** Day of the movement. */
  on: string;
  /** Positive: what the customer owes more by it. */
  amount: Money;
  comment: string | null;
  by: string | null;
  at: Date;
}

/** The disputes that wait for the company's answer, oldest first. */
export function openDisputes(run: RunTransaction, tenantId: string, most = 50): Promise<Dispute[]> {
  return run({ tenantId }, async (transaction) => {
    const { rows } = await sql<Omit<Dispute, 'amount'> & { amount: string; currency: string }>`
      select responses.movement_id as "movementId", customers.name as "customerName", responses.comment,
        responses.person_name as by, responses.at, line.*
      from movement_responses responses
        join customers on customers.tenant_id = responses.tenant_id and customers.id = responses.customer_id
        cross join lateral (
          select min(kind) as kind, min(number) as number, min(posted_on) as on, sum(amount) as amount,
            min(currency) as currency
          from ledger where ledger.tenant_id = responses.tenant_id and ledger.movement_id = responses.movement_id
            and kind <> 'application'
        ) as line
      where responses.tenant_id = ${tenantId} and responses.state = 'disputed'
      order by responses.at limit ${most}`.execute(transaction);
    return rows.map(({ currency, ...row }) => ({ ...row, amount: toMoney(row.amount, currency) }));
  });
}

/**
 * Answers a dispute as the company; false if none waits there.
 * @param saidAt when the dispute was made that is answered; absent: whichever waits
 */
export async function answerDispute(
  transaction: StoreTransaction,
  tenantId: string,
  movementId: string,
  answer: string,
  saidAt?: Date,
): Promise<boolean> {
  if (movementId.includes('\0')) return false;
  const answered = await transaction
    .updateTable('movement_responses')
    .set({ state: 'resolved', answer, answered_at: new Date().toISOString() })
    .where((builder) => builder.and({ tenant_id: tenantId, movement_id: movementId, state: 'disputed' }))
    .$if(saidAt !== undefined, (update) => update.where('at', '=', saidAt ?? new Date()))
    .returning('customer_id')
    .executeTakeFirst();
  if (answered === undefined) return false;
  await announceResponse(transaction, { tenantId, customerId: answered.customer_id }, movementId);
  return true;
}
