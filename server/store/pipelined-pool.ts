import { Socket } from 'node:net';
import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import pg from 'pg';

interface Statement {
  text: string;
  values: unknown[];
}

/** What opens a transaction and says whose rows it is: nobody reads its answer. */
const OPENING = /^(begin|start transaction|select set_config\()/;

/** A client that hands several statements to the system at once, which is what costs. */
class BatchingClient extends pg.Client {
  readonly #socket: Socket;

  constructor(settings: pg.ClientConfig = {}) {
    const socket = new Socket();
    super({ ...settings, pipeline: true, stream: () => socket });
    this.#socket = socket;
  }

  /** Sends statements together; the answer is the last one's, and is given only if all went well. */
  async together(statements: readonly Statement[]): Promise<pg.QueryResult<never>> {
    this.#socket.cork();
    const answers = statements.map((statement) => this.query<never>(statement));
    this.#socket.uncork();
    return (await Promise.all(answers)).at(-1) ?? Promise.reject(new RangeError('No statements'));
  }
}

/** A pool of connections for {@link pipelinedPool}. */
export function createPool(settings: pg.PoolConfig): pg.Pool {
  return new pg.Pool({ ...settings, Client: BatchingClient });
}

/**
 * Lets transactions wait for the network less often: what opens one travels with the first statement in it,
 * and nobody waits for the end of one that only reads.
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
    if (!(client instanceof BatchingClient)) throw new TypeError('The pool was not made by createPool');
    return (await client.together(statements)) as PostgresQueryResult<unknown>;
  };

  return { query: query as PostgresPoolClient['query'], release: (destroy) => client.release(destroy) };
}
