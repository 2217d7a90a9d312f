import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { createPool, pipelinedPool } from '../../../server/store/pipelined-pool.ts';
import { findPostgres, startCluster, type Cluster } from '../helpers/postgres.ts';

const skip = findPostgres() === null ? 'PostgreSQL is not installed' : false;

describe('transactions that travel together with their first statement', { skip }, () => {
  let cluster: Cluster | undefined;
  let kysely: Kysely<{ notes: { text: string } }>;

  before(async () => {
    cluster = await startCluster(findPostgres() ?? '');
    const connectionString = await cluster.createDatabase('pipelined');
    const pool = createPool({ connectionString, max: 1 });
    kysely = new Kysely({ dialect: new PostgresDialect({ pool: pipelinedPool(pool) }) });
    await sql`create table notes (text text not null)`.execute(kysely);
  });
  after(async () => {
    await kysely.destroy();
    await cluster?.stop();
  });

  const texts = async () => (await kysely.selectFrom('notes').select('text').execute()).map(({ text }) => text);

  test('keep what they did, or nothing of it', async () => {
    await kysely.transaction().execute(async (transaction) => {
      await transaction.insertInto('notes').values({ text: 'kept' }).execute();
    });
    const failing = kysely.transaction().execute(async (transaction) => {
      await transaction.insertInto('notes').values({ text: 'taken back' }).execute();
      throw new Error('no');
    });
    await assert.rejects(failing, /no/);
    assert.deepEqual(await texts(), ['kept']);
  });

  test('answer nothing when what opens them fails', async () => {
    const work = kysely.transaction().execute(async (transaction) => {
      await sql`select set_config('role', ${'nobody_there'}, true)`.execute(transaction);
      return transaction.selectFrom('notes').selectAll().execute();
    });
    await assert.rejects(work, /nobody_there/);
    assert.equal((await texts()).length, 1, 'the connection serves the next one');
  });

  test('say whose rows it is before their first statement, and no longer than they last', async () => {
    const name = sql<{ name: string | null }>`select current_setting('cabinet.test', true) as name`;
    const inside = await kysely.transaction().execute(async (transaction) => {
      await sql`select set_config('cabinet.test', ${"o'hara"}, true)`.execute(transaction);
      return name.execute(transaction);
    });
    assert.equal(inside.rows[0]?.name, "o'hara");
    assert.ok(!(await name.execute(kysely)).rows[0]?.name);
  });

  test('that only read cannot write, and leave the connection as it was', async () => {
    const reading = () => kysely.transaction().setAccessMode('read only');
    assert.equal(
      (await reading().execute((transaction) => transaction.selectFrom('notes').selectAll().execute())).length,
      1,
    );
    const writing = reading().execute((transaction) => transaction.insertInto('notes').values({ text: 'x' }).execute());
    await assert.rejects(writing, /read-only/);
    await kysely
      .transaction()
      .execute((transaction) => transaction.insertInto('notes').values({ text: 'y' }).execute());
    assert.deepEqual(await texts(), ['kept', 'y']);
  });

  test('that did nothing were never begun', async () => {
    assert.equal(await kysely.transaction().execute(async () => 'nothing'), 'nothing');
    await assert.rejects(
      kysely.transaction().execute(async () => Promise.reject(new Error('before anything was asked'))),
      /before anything/,
    );
    assert.equal((await texts()).length, 2);
  });

  test('go on with a statement that has failed before, or whose table has changed', async () => {
    const sum = (text: string) =>
      kysely.transaction().execute(async (transaction) => {
        await sql`select set_config('cabinet.test', ${text}, true)`.execute(transaction);
        return sql<{ sum: number }>`select ${text}::integer + 1 as sum`.execute(transaction);
      });
    for (const text of ['one', '1', 'two', '2']) {
      const answer = sum(text);
      if (/\d/.test(text)) assert.equal((await answer).rows[0]?.sum, Number(text) + 1);
      else await assert.rejects(answer, /invalid input syntax/);
    }
    const all = () => kysely.selectFrom('notes').selectAll().execute();
    const before = await all();
    await sql`alter table notes add column added text`.execute(kysely);
    await assert.rejects(all(), /cached plan/);
    assert.equal((await all()).length, before.length);
  });

  test('of one statement need not be begun: its settings hold for it alone', async () => {
    const name = sql<{ name: string | null }>`select current_setting('cabinet.test', true) as name`;
    await kysely.connection().execute(async (connection) => {
      await sql`select set_config('cabinet.test', ${'mine'}, true)`.execute(connection);
      assert.equal((await name.execute(connection)).rows[0]?.name, 'mine');
      assert.ok(!(await name.execute(connection)).rows[0]?.name);
    });
  });
});
