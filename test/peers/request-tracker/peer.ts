import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, installFolder, run, serve, type Peer } from '../peer.ts';

const SETUP = '/usr/sbin/rt-setup-database-5';
const packages = ['request-tracker5', 'rt5-db-sqlite', 'rt5-standalone'];

/** It runs as the user to whom Debian gives its caches; only root can become that one. */
function runAs(): { uid: number; gid: number } {
  const id = (flag: string) => Number(execFileSync('id', [flag, 'www-data']).toString());
  return { uid: id('-u'), gid: id('-g') };
}

/** Request Tracker on a database file of its own, with a service account, an agent and two customers. */
export const requestTrackerPeer: Peer = {
  summary: 'Request Tracker 5 (GPL-2.0), from Debian (as root)',
  install() {
    if (existsSync(SETUP)) return;
    const environment = { DEBIAN_FRONTEND: 'noninteractive' };
    run('apt-get', ['update', '-qq'], { cwd: tmpdir(), environment });
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { cwd: tmpdir(), environment });
  },
  async start() {
    const settings = installFolder('request-tracker');
    const user = runAs();
    const folder = mkdtempSync(join(tmpdir(), 'cabinet-request-tracker-'));
    chownSync(folder, user.uid, user.gid);
    const port = await freePort();
    const environment = {
      PEER_FOLDER: folder,
      PEER_PORT: String(port),
      RT_SITE_CONFIG: join(settings, 'RT_SiteConfig.pm'),
      RT_SITE_CONFIG_DIR: folder,
    };
    const setUp = (...args: string[]) =>
      execFileSync(SETUP, [...args, '--skip-create'], {
        ...user,
        cwd: folder,
        env: { ...process.env, ...environment },
        stdio: ['ignore', 'pipe', 'inherit'],
      }).toString();
    try {
      setUp('--action', 'init');
      const said = setUp('--action', 'insert', '--datafile', join(settings, 'seed.initialdata'));
      const tokens = [...said.matchAll(/^TOKEN (\w+) (\S+)$/gm)].map(([, name, token]) => [name, token] as const);
      const url = `http://127.0.0.1:${port}`;
      const server = ['/usr/share/request-tracker5/libexec/rt-server', '--server', 'Starlet', '--host', '127.0.0.1'];
      const [program = '', ...args] = server;
      const begin = () =>
        serve(program, [...args, '--port', String(port), '--max-workers', '2'], {
          cwd: folder,
          environment,
          ready: `${url}/NoAuth/css/aileron/main.css`,
          user,
        });
      let stop = await begin();
      return {
        url,
        logins: tokens.map(([name = '', token = '']) => `${name} token ${token}`),
        environment: Object.fromEntries(tokens.map(([name = '', token = '']) => [`PEER_TOKEN_${name}`, token])),
        interrupt: async () => {
          await stop();
          return async () => void (stop = await begin());
        },
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
