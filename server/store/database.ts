import { statfsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Kysely, PGliteDialect, PostgresDialect } from 'kysely';
import pg from 'pg';
import { lockFolder } from './folder-lock.ts';
import { createPool, pipelinedPool } from './pipelined-pool.ts';
import { prepareFolder } from './prepare-folder.ts';
import type { Schema } from './schema.ts';
import { StoreError } from './store-error.ts';

/** Everything lives in a schema of its own; `public` only for extensions that are there already. */
const SEARCH_PATH = 'cabinet, public';

/** Milliseconds between attempts to listen again after the connection was lost. */
const LISTEN_RETRY = 2000;

/** Bytes that an empty embedded database takes. */
const NEEDED_SPACE = 60_000_000;

/** The first major version with all that the migrations use. */
const OLDEST_POSTGRESQL = 15;

/** One database, embedded or not, spoken to in the same SQL. */
export interface Database {
  kysely: Kysely<Schema>;
  kind: 'embedded' | 'postgresql';
  /** Calls back on every notification of a channel; a hint only, it may be lost with a connection. */
  listen(channel: string, onNotification: (payload: string) => void): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** `postgres://…`; absent: the embedded database in `dataDirectory`. */
  databaseUrl?: string | undefined;
  dataDirectory: string;
  /** Connections to PostgreSQL at most. Default 10. */
  poolSize?: number | undefined;
}

export function openDatabase(options: DatabaseOptions): Promise<Database> {
  return options.databaseUrl === undefined
    ? openEmbedded(options.dataDirectory)
    : openPostgres(options.databaseUrl, options.poolSize ?? 10);
}

// Types that both drivers must read alike: a day is text, not midnight somewhere; counts are numbers.
const DATE = 1082;
const BIGINT = 20;

async function openEmbedded(dataDirectory: string): Promise<Database> {
  const folder = resolve(dataDirectory);
  prepareFolder(folder);
  const unlock = takeFolder(folder);
  try {
    // Only here: a server on PostgreSQL need not load a database of its own.
    const [{ PGlite }, { pg_trgm }, { btree_gin }] = await Promise.all([
      import('@electric-sql/pglite'),
      import('@electric-sql/pglite/contrib/pg_trgm'),
      import('@electric-sql/pglite/contrib/btree_gin'),
    ]);
    const pglite = await PGlite.create({
      dataDir: join(folder, 'database'),
      extensions: { pg_trgm, btree_gin },
      parsers: Object.fromEntries(parsers),
    });
    await pglite.exec(`set search_path = ${SEARCH_PATH}`);
    return {
      kysely: new Kysely<Schema>({ dialect: new PGliteDialect({ pglite }) }),
      kind: 'embedded',
      async listen(channel, onNotification) {
        const stop = await pglite.listen(channel, onNotification);
        return () => (pglite.closed ? Promise.resolve() : stop());
      },
      async close() {
        await pglite.close();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    const { bavail, bsize } = statfsSync(folder);
    if (bavail * bsize < NEEDED_SPACE) {
      throw new StoreError(
        `There is too little space for the embedded database in ${folder}: it takes at least ${NEEDED_SPACE / 1e6} MB. ` +
          'Make room there, or choose another folder by DATA_DIRECTORY.',
        { cause: error },
      );
    }
    throw new StoreError(
      `The embedded database in ${folder} cannot be opened: ${messageOf(error)}. Restore the folder from a backup, ` +
        'or choose another one by DATA_DIRECTORY.',
      { cause: error },
    );
  }
}

function takeFolder(folder: string): () => void {
  try {
    return lockFolder(folder);
  } catch (error) {
    if (error instanceof StoreError) throw error;
    throw new StoreError(
      `The data folder ${folder} cannot be taken for this server (${messageOf(error)}). Delete cabinet.lock in it if no ` +
        'server uses it, or choose another folder by DATA_DIRECTORY.',
      { cause: error },
    );
  }
}

const parsers = new Map<number, (value: string) => unknown>([
  [DATE, (value) => value],
  [BIGINT, Number],
]);

async function openPostgres(databaseUrl: string, poolSize: number): Promise<Database> {
  const settings: pg.ClientConfig = {
    connectionString: databaseUrl,
    options: `-c search_path=${SEARCH_PATH.replaceAll(' ', '')}`,
    application_name: 'cabinet',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    types: { getTypeParser: (oid, format): unknown => parsers.get(oid) ?? pg.types.getTypeParser(oid, format) },
  };
  const pool = createPool({ ...settings, max: poolSize });
  // A connection that dies while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  try {
    await assertVersion(pool);
  } catch (error) {
    await pool.end();
    if (error instanceof StoreError) throw error;
    throw new StoreError(
      `The database at ${withoutPassword(databaseUrl)} cannot be reached: ${messageOf(error)}. ` +
        'Check DATABASE_URL and that PostgreSQL runs.',
      { cause: error },
    );
  }
  const listener = createListener(settings);
  return {
    kysely: new Kysely<Schema>({ dialect: new PostgresDialect({ pool: pipelinedPool(pool) }) }),
    kind: 'postgresql',
    listen: listener.listen,
    async close() {
      await listener.close();
      await pool.end();
    },
  };
}

async function assertVersion(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ number: string; version: string }>(
    "select current_setting('server_version_num') as number, current_setting('server_version') as version",
  );
  const [{ number, version } = { number: '0', version: 'of an unknown version' }] = rows;
  if (Number(number) < OLDEST_POSTGRESQL * 10_000) {
    throw new StoreError(
      `The database of DATABASE_URL is PostgreSQL ${version}, which is too old: it must be ${OLDEST_POSTGRESQL} or newer.`,
    );
  }
}

/** One connection that listens for the whole process, and comes back when it is lost. */
function createListener(settings: pg.ClientConfig): Pick<Database, 'listen' | 'close'> {
  const channels = new Map<string, Set<(payload: string) => void>>();
  let connection: Promise<pg.Client | null> | undefined;
  let retry: NodeJS.Timeout | undefined;
  let closed = false;

  const lost = () => {
    connection = undefined;
    if (!closed && retry === undefined) {
      retry = setTimeout(() => {
        retry = undefined;
        connection ??= connect();
      }, LISTEN_RETRY);
      retry.unref();
    }
  };
  const connect = async (): Promise<pg.Client | null> => {
    // Several may ask to listen at once.
    const client = new pg.Client({ ...settings, pipeline: true });
    client.on('error', lost);
    client.on('end', lost);
    client.on('notification', ({ channel, payload = '' }) =>
      channels.get(channel)?.forEach((callback) => callback(payload)),
    );
    try {
      await client.connect();
      for (const channel of channels.keys()) await client.query(`listen ${pg.escapeIdentifier(channel)}`);
      return client;
    } catch {
      lost();
      return null;
    }
  };

  return {
    async listen(channel, onNotification) {
      const callbacks = channels.get(channel) ?? new Set();
      channels.set(channel, callbacks.add(onNotification));
      connection ??= connect();
      await (await connection)?.query(`listen ${pg.escapeIdentifier(channel)}`).catch(lost);
      return () => {
        callbacks.delete(onNotification);
        return Promise.resolve();
      };
    },
    async close() {
      closed = true;
      clearTimeout(retry);
      await (await connection)?.end().catch(() => undefined);
    },
  };
}

function withoutPassword(databaseUrl: string): string {
  try {
    const url = new URL(databaseUrl);
    return `${url.host}${url.pathname}`;
  } catch {
    return 'DATABASE_URL';
  }
}

export function messageOf(error: unknown): string {
  const { message, code, name } = error as { message?: string; code?: string; name?: string };
  if (message !== undefined && message !== '') return message;
  // What the embedded database throws of its file system has neither.
  return code ?? name ?? String(error);
}
