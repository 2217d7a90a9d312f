import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findPostgres, startCluster } from '../../server/helpers/postgres.ts';
import { freePort, installFolder, run, serve, type Peer } from '../peer.ts';
import { logins, seed } from './seed.ts';

/** A Vendure shop on a PostgreSQL of its own, with two customers and their orders. */
export const vendurePeer: Peer = {
  summary: 'Vendure 3.7 (GPL-3.0), from npm',
  install() {
    const folder = installFolder('vendure');
    if (existsSync(join(folder, 'node_modules', '@vendure', 'core'))) return;
    run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'], { cwd: folder });
  },
  async start(known = {}) {
    const programs = findPostgres();
    if (programs === null) throw new Error('Vendure needs PostgreSQL here: install the package postgresql.');
    const folder = installFolder('vendure');
    const cluster = await startCluster(programs);
    try {
      await cluster.createDatabase('vendure');
      const port = await freePort();
      const environment = {
        PORT: String(port),
        DATABASE_URL: cluster.adminUrl('vendure'),
        ADMIN_PASSWORD: randomUUID(),
        VENDURE_DISABLE_TELEMETRY: 'true',
        ...known,
      };
      run(process.execPath, ['shop.cjs', 'fill'], { cwd: folder, environment });
      const url = `http://127.0.0.1:${port}`;
      const options = { cwd: folder, environment, ready: `${url}/health` };
      const stopShop = await serve(process.execPath, ['shop.cjs'], options);
      const stop = async () => {
        await stopShop();
        await cluster.stop();
      };
      try {
        await seed(url, environment.ADMIN_PASSWORD);
      } catch (error) {
        await stopShop();
        throw error;
      }
      return { url, logins: Object.values(logins).map(({ email, password }) => `${email} / ${password}`), stop };
    } catch (error) {
      await cluster.stop();
      throw error;
    }
  },
};
