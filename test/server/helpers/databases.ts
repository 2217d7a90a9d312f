import { rmSync } from 'node:fs';
import { after, before, beforeEach, describe } from 'node:test';
import { openStore, type Store, type StoreOptions } from '../../../server/store/index.ts';
import { makeDataFolder } from './data-folder.ts';
import { findPostgres, startCluster, type Cluster } from './postgres.ts';

/** The database that a suite runs on. */
export interface TestDatabase {
  kind: 'embedded' | 'postgresql';
  /** Open, migrated, and empty at the start of every test, or of the suite where its tests share what is there. */
  readonly store: Store;
  /** A superuser's URL; only with PostgreSQL. */
  readonly adminUrl: string;
  /** Another copy of the server on the same database; only with PostgreSQL. */
  openCopy(): Promise<Store>;
}

export interface SuiteOptions extends Pick<StoreOptions, 'paymentProviders'> {
  /** One test goes on with what another one left. */
  shared?: boolean;
}

/**
 * Declares a suite twice: on the embedded database, and on a PostgreSQL of its own. Without PostgreSQL
 * on the machine the second one is skipped.
 */
export function describeDatabases(
  title: string,
  suite: (database: TestDatabase) => void,
  options: SuiteOptions = {},
): void {
  describe(`${title} (embedded database)`, () => suite(prepare('embedded', options)));
  const skip = findPostgres() === null ? 'PostgreSQL is not installed' : false;
  describe(`${title} (PostgreSQL)`, { skip }, () => suite(prepare('postgresql', options)));
}

function prepare(kind: TestDatabase['kind'], { shared = false, ...options }: SuiteOptions): TestDatabase {
  let store: Store | undefined;
  let cluster: Cluster | undefined;
  let databaseUrl: string | undefined;
  let dataDirectory = '';
  const onError = () => undefined;

  before(async () => {
    dataDirectory = makeDataFolder();
    if (kind === 'postgresql') {
      cluster = await startCluster(findPostgres() ?? '');
      databaseUrl = await cluster.createDatabase('cabinet');
    }
    store = await openStore({ ...options, databaseUrl, dataDirectory, onError });
  });
  beforeEach(async () => {
    if (shared) return;
    // Everything of a company goes with it.
    await store?.transaction('operator', (transaction) => transaction.deleteFrom('tenants').execute());
  });
  after(async () => {
    await store?.close();
    await cluster?.stop();
    rmSync(dataDirectory, { recursive: true, force: true });
  });

  const present = <Value>(value: Value | undefined): Value => {
    if (value === undefined) throw new Error('The database is not open yet');
    return value;
  };
  return {
    kind,
    get store() {
      return present(store);
    },
    get adminUrl() {
      return present(cluster).adminUrl('cabinet');
    },
    openCopy: () => openStore({ ...options, databaseUrl: present(databaseUrl), dataDirectory, onError }),
  };
}
