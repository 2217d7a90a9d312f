import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, installFolder, run, serve, type Peer } from '../peer.ts';

const ADMIN = '/usr/bin/trytond-admin';
const packages = ['tryton-server', 'tryton-modules-account-invoice', 'tryton-proteus'];

/** The service account. */
export const account = { user: 'cabinet', password: 'Only-For-Tests-1' };

/** Tryton on a database file of its own, with a service account that only reads, and two customers. */
export const trytonPeer: Peer = {
  summary: 'Tryton 6.0 (GPL-3.0), from Debian 12 (as root)',
  install() {
    if (existsSync(ADMIN)) return;
    const environment = { DEBIAN_FRONTEND: 'noninteractive' };
    run('apt-get', ['update', '-qq'], { cwd: tmpdir(), environment });
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { cwd: tmpdir(), environment });
  },
  async start(known = {}) {
    const programs = installFolder('tryton');
    const folder = mkdtempSync(join(tmpdir(), 'cabinet-tryton-'));
    const port = await freePort();
    const [settings, password] = [join(folder, 'trytond.conf'), join(folder, 'password')];
    writeFileSync(
      settings,
      `[database]\nuri = sqlite://\npath = ${folder}\n[web]\nlisten = 127.0.0.1:${port}\n[session]\ntimeout = 3600\n`,
    );
    writeFileSync(password, `${randomUUID()}\n`);
    writeFileSync(join(folder, 'tryton.sqlite'), '');
    const environment = { TRYTOND_CONFIG: settings, TRYTONPASSFILE: password, PYTHONWARNINGS: 'ignore' };
    const setUp = ['-d', 'tryton', '--all', '--email', 'admin@example.test', '-u', 'account_invoice'];
    try {
      run(ADMIN, ['-c', settings, ...setUp, '--activate-dependencies'], { cwd: folder, environment });
      // Debian's own Python, where Tryton is: another may stand before it in the path.
      const said = execFileSync('/usr/bin/python3', [join(programs, 'seed.py')], {
        cwd: folder,
        env: { ...process.env, ...environment, ...known },
        stdio: ['ignore', 'pipe', 'inherit'],
      }).toString();
      const parties = [...said.matchAll(/^PARTY (\w+) (\d+)$/gm)].map(([, name = '', id = '']) => [name, id] as const);
      const url = `http://127.0.0.1:${port}`;
      const quietly = ['--logconf', join(programs, 'logging.conf')];
      const stop = await serve('/usr/bin/trytond', ['-c', settings, '-d', 'tryton', ...quietly], {
        cwd: folder,
        environment,
        ready: `${url}/`,
      });
      return {
        url,
        environment: Object.fromEntries(parties.map(([name, id]) => [`PEER_PARTY_${name}`, id])),
        logins: [`${account.user} / ${account.password}`, ...parties.map(([name, id]) => `${name} is the party ${id}`)],
        stop: async () => {
          await stop();
          rmSync(folder, { recursive: true, force: true });
        },
      };
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  },
};
