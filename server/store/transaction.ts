import { sql, type Kysely, type Transaction } from 'kysely';
import { CabinetError } from '../../src/contract/problem.ts';
import type { Database } from './database.ts';
import { databaseRoles } from './roles.ts';
import type { Schema } from './schema.ts';

/** A transaction of the store. */
export type StoreTransaction = Transaction<Schema>;

/**
 * Whose rows a transaction may see: one customer's, one person's, a company's conversations for its staff, one company's, or
 * everybody's for the server's own work.
 */
export type Scope =
  | { tenantId: string; customerId: string }
  | { tenantId: string; personId: string }
  | { tenantId: string; staff: { personId: string; customerId: string } }
  | { tenantId: string }
  | 'operator';

/** Runs `work` in a transaction that sees only what its scope allows, and commits. */
export type RunTransaction = <Result>(
  scope: Scope,
  work: (transaction: StoreTransaction) => Promise<Result>,
) => Promise<Result>;

/** Answers one statement that sees only what its scope allows. */
export type Ask = <Row>(scope: Scope, question: (database: Kysely<Schema>) => Promise<Row>) => Promise<Row>;

/**
 * Serialisation failures, deadlocks, and a prepared statement whose table a newer version has just changed: nothing
 * happened, another attempt may succeed.
 */
const REPEATABLE = new Set(['40001', '40P01', '0A000']);
const ATTEMPTS = 4;

/** @param access `read only`: the transactions cannot write, and cost less */
export function createRunTransaction({ kysely }: Pick<Database, 'kysely'>, access?: 'read only'): RunTransaction {
  const builder = access === undefined ? kysely.transaction() : kysely.transaction().setAccessMode(access);
  return (scope, work) =>
    withAttempts(() =>
      builder.execute(async (transaction) => {
        await enterScope(transaction, scope);
        return work(transaction);
      }),
    );
}

async function withAttempts<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const code = (error as { code?: unknown }).code;
      if (typeof code !== 'string' || !REPEATABLE.has(code) || attempt === ATTEMPTS) throw translate(error);
    }
  }
}

/**
 * Makes what is cheaper than a transaction for a single statement. On PostgreSQL scope and statement travel together
 * and are a transaction by themselves; a second statement would be outside of the scope, and so see nothing at all.
 */
export function createAsk({ kysely, kind }: Pick<Database, 'kysely' | 'kind'>): Ask {
  if (kind === 'embedded') return createRunTransaction({ kysely }, 'read only');
  return (scope, question) =>
    withAttempts(() =>
      kysely.connection().execute(async (connection) => {
        await enterScope(connection, scope);
        return question(connection);
      }),
    );
}

/** Changes the role and names whose rows it is, until the transaction ends: one round trip. */
export async function enterScope(transaction: Kysely<Schema>, scope: Scope): Promise<void> {
  const [role, tenantId, customerId, personId] = settingsOf(scope);
  await sql`select set_config('role', ${role}, true), set_config('cabinet.tenant', ${tenantId}, true),
    set_config('cabinet.customer', ${customerId}, true), set_config('cabinet.person', ${personId}, true)`.execute(
    transaction,
  );
}

function settingsOf(scope: Scope): [role: string, tenantId: string, customerId: string, personId: string] {
  if (scope === 'operator') return [databaseRoles.operator, '', '', ''];
  const { tenantId } = scope;
  if ('staff' in scope) return [databaseRoles.staff, tenantId, scope.staff.customerId, scope.staff.personId];
  if ('customerId' in scope) return [databaseRoles.customer, tenantId, scope.customerId, ''];
  if ('personId' in scope) return [databaseRoles.person, tenantId, '', scope.personId];
  return [databaseRoles.company, tenantId, '', ''];
}

/** A text with a zero byte, which PostgreSQL cannot hold. */
const ZERO_BYTE = new Set(['22021', '22P05']);

/** A database that is away is `unavailable`: the caller may come again. Everything else stays what it is. */
function translate(error: unknown): unknown {
  const { code, message } = error as { code?: unknown; message?: string };
  if (typeof code === 'string' && ZERO_BYTE.has(code)) {
    return new CabinetError('invalid', 'A text holds the character U+0000, which is none', { cause: error });
  }
  const away =
    (typeof code === 'string' && /^(08|53|57P|ECONN|ENOTFOUND|EPIPE|ETIMEDOUT)/.test(code)) ||
    /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/.test(
      message ?? '',
    );
  return away
    ? new CabinetError('unavailable', 'The database is not reachable', { cause: error, retryAfter: 2000 })
    : error;
}
