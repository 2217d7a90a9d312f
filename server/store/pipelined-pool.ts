import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import pg from 'pg';
import { sendTogether, type Statement } from './statement-batch.ts';

/** What opens a transaction and says whose rows it is: nobody reads its answer. */
const OPENING = /^(begin|start transaction|select set_config\()/;

/** A pool of connections for {@link pipelinedPool}. */
export function createPool(settings: pg.PoolConfig): pg.Pool {
  return new pg.Pool({ ...settings, pipeline: true });
}

/**
 * Lets transactions wait for the network less often: what opens one travels with the first statement in it,
 * and nobody waits for the end of one that only reads.
 *
 * Settings that are made "local" without a transaction hold for the very next statement, and for no other.
 *
 * @param pool from {@link createPool}
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
    const nothing = (command: PostgresQueryResult<never>['command']) => ({ command, rowCount: 0, rows: [] });
    if (OPENING.test(text)) {
      readOnly ||= text.endsWith(' read only');
      opening.push({ text, values });
      return nothing('SELECT');
    }
    const statements = [...opening, { text, values }];
    opening = [];
    if (text === 'commit' || text === 'rollback') {
      const done = nothing(text === 'commit' ? 'COMMIT' : 'ROLLBACK');
      // Nothing was sent since the opening, so nothing is open.
      if (statements.length > 1) return done;
      if (readOnly) {
        // A connection that fails here is found out by whoever uses it next.
        client.query(text).catch(() => undefined);
        return done;
      }
    }
    return sendTogether(client, statements);
  };

  return { query: query as PostgresPoolClient['query'], release: (destroy) => client.release(destroy) };
}
