import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import type pg from 'pg';

interface Statement {
  text: string;
  values: unknown[];
}

/** What opens a transaction and says whose rows it is: nobody reads its answer. */
const OPENING = /^(begin|start transaction|select set_config\()/;

/**
 * Lets transactions of a pool wait for the network less often: what opens one travels with the first statement
 * in it, and nobody waits for the end of one that only reads. The pool's clients must be pipelining.
 *
 * An answer is given out only if all that opened the transaction went well.
 */
export function pipelinedPool(pool: pg.Pool): PostgresPool {
  return {
    options: pool.options,
    connect: async () => pipelined(await pool.connect()),
    end: () => pool.end(),
  };
}

function pipelined(client: pg.PoolClient): PostgresPoolClient {
  let opening: Statement[] = [];
  let readOnly = false;

  const query = async (text: string, values: unknown[]): Promise<PostgresQueryResult<unknown>> => {
    if (OPENING.test(text)) {
      readOnly ||= text.endsWith(' read only');
      opening.push({ text, values });
      return { command: 'SELECT', rowCount: 0, rows: [] };
    }
    const together = [...opening, { text, values }];
    opening = [];
    if (text === 'commit' || text === 'rollback') {
      const done = (): PostgresQueryResult<unknown> => ({
        command: text === 'commit' ? 'COMMIT' : 'ROLLBACK',
        rowCount: 0,
        rows: [],
      });
      // Nothing was sent since the opening, so nothing is open.
      if (together.length > 1) return done();
      if (readOnly) {
        // A connection that fails here is found out by whoever uses it next.
        client.query(text).catch(() => undefined);
        return done();
      }
    }
    const answers = await Promise.all(together.map((statement) => client.query(statement)));
    return answers.at(-1) as PostgresQueryResult<unknown>;
  };

  return { query: query as PostgresPoolClient['query'], release: (destroy) => client.release(destroy) };
}
