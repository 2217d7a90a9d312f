import type { PostgresQueryResult } from 'kysely';
import pg from 'pg';

/** One statement with the values of its parameters. */
export interface Statement {
  text: string;
  values: unknown[];
}

/** The driver's note of what a connection has prepared, by name. */
interface Connection extends pg.Connection {
  submittedNamedStatements: Record<string, string>;
}

/** Only these are worth preparing; what opens and ends a transaction is read at once. */
const PREPARABLE = /^(select|insert|update|delete|with)\b/;

/** Texts that are prepared at most, so that many shapes of a filter do not fill the database's memory. */
const MAX_PREPARED = 200;

/** A name for each text, the same on all connections. */
const names = new Map<string, string>();

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= MAX_PREPARED || !PREPARABLE.test(text)) return known;
  const name = `cabinet_${names.size + 1}`;
  names.set(text, name);
  return name;
}

/**
 * Sends statements together: one message each way, and so one call to the system and one wake-up on each side, which
 * cost more than a small statement itself. If one fails, those after it do not run; without a transaction around them
 * they are one. Each text is prepared once by each connection.
 *
 * @param client of a pool whose connections have the setting `pipeline`
 * @returns the answer of the last one, if all went well
 */
export function sendTogether(
  client: pg.PoolClient,
  statements: readonly Statement[],
): Promise<PostgresQueryResult<unknown>> {
  return new Promise((resolve, reject) => {
    const batch = new Batch(statements, (error, answers) => {
      if (error === undefined || error === null) {
        resolve((Array.isArray(answers) ? answers.at(-1) : answers) as PostgresQueryResult<unknown>);
        return;
      }
      batch.forget(client.connection);
      reject(error);
    });
    client.query(batch);
  });
}

class Batch extends pg.Query {
  readonly #queries: { name: string | undefined; query: pg.Query }[];

  constructor(statements: readonly Statement[], done: (error: Error | null | undefined, answers: unknown) => void) {
    // Only what the last one answers is read, so the batch passes for it.
    super({ ...statements.at(-1) } as pg.QueryConfig, done);
    this.#queries = statements.map(({ text, values }) => {
      const name = nameOf(text);
      return { name, query: new pg.Query({ text, values, name, queryMode: 'extended' } as pg.QueryConfig) };
    });
  }

  /** The driver writes each statement; only the ends of their messages are left out, but for the last one. */
  override submit = (connection: pg.Connection): void => {
    const unended = Object.create(connection, { sync: { value: () => undefined } }) as pg.Connection;
    connection.stream.cork();
    for (const { query } of this.#queries) query.submit(unended);
    connection.sync();
    connection.stream.uncork();
  };

  /** Of a failed batch nobody knows what was prepared. To close what is not there is no error. */
  forget(connection: pg.Connection): void {
    const { submittedNamedStatements: known } = connection as Connection;
    for (const { name } of this.#queries) {
      if (name === undefined || !(name in known)) continue;
      delete known[name];
      connection.close({ type: 'S', name }, true);
    }
  }
}
