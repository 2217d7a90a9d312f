import pg from 'pg';

/** A statement as it goes to PostgreSQL. */
export interface Statement {
  text: string;
  values: unknown[];
}

/** Notes the statements on orders that some work sends to PostgreSQL, without what guards them. */
export async function statementsOf(work: () => Promise<unknown>): Promise<Statement[]> {
  const found: Statement[] = [];
  const { query } = pg.Client.prototype;
  const note = function (this: pg.Client, ...given: unknown[]): unknown {
    const { text, values = [] } = given[0] as { text?: string; values?: unknown[] };
    if (text?.includes('"orders"')) found.push({ text, values });
    return Reflect.apply(query, this, given);
  };
  pg.Client.prototype.query = note as typeof query;
  try {
    await work();
  } finally {
    pg.Client.prototype.query = query;
  }
  return found;
}
