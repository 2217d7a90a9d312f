import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { databaseRoles } from '../../../server/store/roles.ts';
import { openStore } from '../../../server/store/index.ts';
import { makeDataFolder } from '../helpers/data-folder.ts';
import { findPostgres, query, startCluster, type Cluster } from '../helpers/postgres.ts';

const storeModule = new URL('../../../server/store/index.ts', import.meta.url).href;

const refusal = (message: RegExp) => (error: Error) => {
  assert.equal(error.name, 'StoreError', error.stack);
  assert.match(error.message, message);
  return true;
};

/** Another process that opens the folder and says so. */
async function openElsewhere(dataDirectory: string): Promise<ChildProcess> {
  const script = `import { openStore } from ${JSON.stringify(storeModule)};
    await openStore({ dataDirectory: ${JSON.stringify(dataDirectory)} }); console.log('open'); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}

describe('opening the embedded database', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cabinet-open-'));
  after(() => rmSync(folder, { recursive: true, force: true }));

  test('refuses a folder that another process uses, and takes it over when that was killed', async () => {
    const dataDirectory = makeDataFolder(folder);
    const other = await openElsewhere(dataDirectory);
    await assert.rejects(
      openStore({ dataDirectory }),
      refusal(new RegExp(`in use by process ${other.pid}.*DATA_DIRECTORY`)),
    );
    const ended = once(other, 'exit');
    other.kill('SIGKILL');
    await ended;
    assert.ok(existsSync(join(dataDirectory, 'cabinet.lock')), 'the killed process left its lock');
    const store = await openStore({ dataDirectory });
    await assert.rejects(openStore({ dataDirectory }), refusal(/in use by this process itself/));
    await store.close();
    assert.ok(!existsSync(join(dataDirectory, 'cabinet.lock')));
    await (await openStore({ dataDirectory })).close();
  });

  test('is not fooled by a lock that is garbage, or of a process number that was given anew', async () => {
    const dataDirectory = makeDataFolder(folder);
    for (const lock of ['', 'garbage', JSON.stringify({ pid: process.pid, started: 'long ago' })]) {
      writeFileSync(join(dataDirectory, 'cabinet.lock'), lock);
      await (await openStore({ dataDirectory })).close();
    }
  });

  test('refuses a folder where nothing can be written', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    await assert.rejects(openStore({ dataDirectory: join(file, 'data') }), refusal(/not writable.*DATA_DIRECTORY/));
  });
});

const skip = findPostgres() === null ? 'PostgreSQL is not installed' : false;
describe('opening PostgreSQL', { skip }, () => {
  let cluster: Cluster;
  before(async () => {
    cluster = await startCluster(findPostgres() ?? '');
  });
  after(() => cluster.stop());

  test('works for several copies that start on an empty database together', async () => {
    const databaseUrl = await cluster.createDatabase('together');
    const stores = await Promise.all(Array.from({ length: 4 }, () => openStore({ databaseUrl })));
    await Promise.all(stores.map((store) => store.close()));
  });

  test('works for several databases of one cluster that start together', async () => {
    const urls = await Promise.all(['apart1', 'apart2', 'apart3'].map((name) => cluster.createDatabase(name)));
    const stores = await Promise.all(urls.map((databaseUrl) => openStore({ databaseUrl })));
    await Promise.all(stores.map((store) => store.close()));
  });

  test('says what is missing when the server is away or the user may not create roles', async () => {
    await assert.rejects(
      openStore({ databaseUrl: 'postgres://someone:secret@127.0.0.1:1/cabinet' }),
      (error: Error) =>
        refusal(/127\.0\.0\.1:1\/cabinet cannot be reached.*DATABASE_URL/)(error) && !error.message.includes('secret'),
    );
    const databaseUrl = (await cluster.createDatabase('poor')).replace('company@', 'poor@');
    await query(cluster.adminUrl('poor'), 'create role poor login; alter database poor owner to poor');
    await assert.rejects(openStore({ databaseUrl }), refusal(/role cabinet_customer is not usable.*CREATEROLE/));
    await query(cluster.adminUrl('poor'), `grant ${Object.values(databaseRoles).join(', ')} to poor`);
    await (await openStore({ databaseUrl })).close();
  });

  test('opens for a superuser too, because it acts in roles that are none; says which database is not there', async () => {
    await cluster.createDatabase('owned');
    await query(cluster.adminUrl('owned'), 'alter role postgres bypassrls');
    // Opening proves by a trial that customers are kept apart.
    await (await openStore({ databaseUrl: cluster.adminUrl('owned') })).close();
    await assert.rejects(
      openStore({ databaseUrl: cluster.adminUrl('missing') }),
      refusal(/cannot be reached: database "missing" does not exist.*DATABASE_URL/),
    );
  });

  test('refuses a database of a newer version', async () => {
    const databaseUrl = await cluster.createDatabase('newer');
    await (await openStore({ databaseUrl })).close();
    await query(databaseUrl, `insert into cabinet.kysely_migration values ('9999-future', now()::text)`);
    await assert.rejects(openStore({ databaseUrl }), refusal(/newer version/));
  });
});
