import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { openStore, type Store } from '../../../server/store/index.ts';
import { writeCustomers } from '../../../server/store/write/customers.ts';
import { addCompany, API_KEY } from '../../server/helpers/company.ts';
import { findPostgres, query, startCluster } from '../../server/helpers/postgres.ts';

export const TENANT = 'acme';
export const API_KEY_OF_TENANT = `${TENANT}-${API_KEY}`;

/** A database of its own for one bench, with a company in it. */
export interface Backend {
  kind: 'PostgreSQL' | 'embedded database';
  /** For the server on this database. */
  environment: NodeJS.ProcessEnv;
  /** For a program that minds no row-level security; null: only one process can use the database. */
  adminUrl: string | null;
  /** Opens the database here, for as long as `work` takes: the embedded one belongs to one process at a time. */
  withStore<Result>(work: (store: Store) => Promise<Result>): Promise<Result>;
  stop(): Promise<void>;
}

export const NO_POSTGRES =
  'PostgreSQL is not installed here: measured on the embedded database, which has one connection and no fsync.';

/** Starts a private PostgreSQL, or where none is installed, or where it is asked for, an embedded database. */
export async function startBackend({ embedded = false } = {}): Promise<Backend> {
  const programs = embedded ? null : findPostgres();
  const cluster = programs === null ? null : await startCluster(programs);
  const databaseUrl = await cluster?.createDatabase('cabinet');
  const dataDirectory = mkdtempSync(join(tmpdir(), 'cabinet-bench-'));
  const backend: Backend = {
    kind: cluster === null ? 'embedded database' : 'PostgreSQL',
    environment: {
      DEMO: 'off',
      DATA_DIRECTORY: dataDirectory,
      ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
    },
    adminUrl: cluster?.adminUrl('cabinet') ?? null,
    async withStore(work) {
      const store = await openStore({ databaseUrl, dataDirectory });
      try {
        return await work(store);
      } finally {
        await store.close();
      }
    },
    async stop() {
      await cluster?.stop();
      rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
  await backend.withStore((store) => addCompany(store, TENANT));
  return backend;
}

/** Gives customer `one` a long history: rows of the list only, without lines. */
export async function addHistory(backend: Backend, count: number): Promise<void> {
  await backend.withStore(async (store) => {
    await store.transaction({ tenantId: TENANT }, (transaction) =>
      sql`insert into orders (tenant_id, id, customer_id, number, placed_at, customer_reference, status, payment,
          fulfilment, currency, subtotal, total, line_count, first_line, placed_by_id, placed_by_name, search)
        select ${TENANT}, 'o-' || n, 'one', 'T-' || lpad(n::text, 7, '0'),
          timestamptz '2020-01-01' + n * interval '20 minutes', 'PO ' || n,
          case when n % 1000 = 0 then 'on_hold' else 'completed' end, case when n % 100 = 1 then 'overdue' else 'paid' end,
          'delivered', 'EUR', n, n * 1.01, 3, 'Coffee beans', 'one-anna', 'Anna of one',
          't-' || lpad(n::text, 7, '0') || ' coffee beans paper cups ' || md5(n::text)
        from generate_series(1, ${count}::integer) n`.execute(transaction),
    );
  });
  if (backend.adminUrl !== null) await query(backend.adminUrl, 'vacuum analyze cabinet.orders');
}

/** Adds customers, a person and an order each. */
export async function addCustomers(store: Store, ids: readonly string[]): Promise<void> {
  await store.transaction({ tenantId: TENANT }, (transaction) =>
    writeCustomers(
      transaction,
      TENANT,
      ids.map((id) => ({
        externalId: id,
        name: `Customer ${id}`,
        people: [{ externalId: `${id}-anna`, name: `Anna of ${id}`, roles: ['owner'] }],
      })),
    ),
  );
}
