import { sql, type Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { messageOf, type Database } from './database.ts';
import { migrationProvider } from './migrations/index.ts';
import { databaseRoles } from './roles.ts';
import type { Schema } from './schema.ts';
import { assertRowLevelSecurity } from './self-test.ts';
import { StoreError } from './store-error.ts';

/** Several copies of the server may start at once: one prepares, the others wait for it. */
const PREPARE_LOCK = 7_240_511_893;

/**
 * Brings the database to what this version needs, and refuses one that would not keep customers apart.
 *
 * On PostgreSQL the user of `DATABASE_URL` must own the database (or may create schemas and the trusted
 * extensions pg_trgm and btree_gin in it) and have CREATEROLE, or be a member of its roles already.
 */
export async function prepareDatabase(database: Database): Promise<void> {
  if (database.kind === 'embedded') {
    await prepare(database.kysely);
  } else {
    await database.kysely.connection().execute(async (connection) => {
      await sql`select pg_advisory_lock(${PREPARE_LOCK})`.execute(connection);
      try {
        await prepare(database.kysely);
      } finally {
        await sql`select pg_advisory_unlock(${PREPARE_LOCK})`.execute(connection);
      }
    });
  }
  await assertRowLevelSecurity(database.kysely);
}

async function prepare(kysely: Kysely<Schema>): Promise<void> {
  await createRoles(kysely);
  try {
    await sql`create schema if not exists cabinet`.execute(kysely);
  } catch (error) {
    throw new StoreError(
      `The schema "cabinet" cannot be created: ${messageOf(error)}. Make the user of DATABASE_URL the owner of the database.`,
      { cause: error },
    );
  }
  const migrator = new Migrator({ db: kysely, provider: migrationProvider, migrationTableSchema: 'cabinet' });
  const { error, results } = await migrator.migrateToLatest();
  if (error !== undefined) {
    const failed = results?.find(({ status }) => status === 'Error')?.migrationName ?? 'a migration';
    throw new StoreError(
      `The database could not be brought up to date: ${failed} failed (${messageOf(error)}). Nothing was changed by it. ` +
        'If the database was used by a newer version, start that one; otherwise see what the user of DATABASE_URL may do.',
      { cause: error },
    );
  }
}

/** Roles belong to the whole cluster: another database's server may be creating them right now. */
async function createRoles(kysely: Kysely<Schema>): Promise<void> {
  for (const role of Object.values(databaseRoles)) {
    try {
      await retryConflicts(() =>
        sql
          .raw(
            `do $$ begin
              if not exists (select from pg_roles where rolname = '${role}') then create role ${role} nologin; end if;
            exception when duplicate_object or unique_violation then null; end $$`,
          )
          .execute(kysely),
      );
      await retryConflicts(() =>
        sql
          .raw(
            `do $$ begin
              if not pg_has_role(current_user, '${role}', 'member') then grant ${role} to current_user; end if;
            end $$`,
          )
          .execute(kysely),
      );
      // Proves that this user may become the role; outside a transaction it ends with the statement.
      await kysely.transaction().execute((transaction) => sql.raw(`set local role ${role}`).execute(transaction));
    } catch (error) {
      throw new StoreError(
        `The database role ${role} is not usable: ${messageOf(error)}. Either give the user of DATABASE_URL the right ` +
          `CREATEROLE, or let an administrator run: create role ${role} nologin; grant ${role} to <that user>;`,
        { cause: error },
      );
    }
  }
}

async function retryConflicts(work: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await work();
      return;
    } catch (error) {
      if (attempt === 10 || !messageOf(error).includes('concurrently updated')) throw error;
    }
  }
}
