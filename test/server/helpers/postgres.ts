import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import pg from 'pg';

/** A PostgreSQL cluster of its own in a temporary folder, gone when stopped. */
export interface Cluster {
  /** Makes an empty database, owned by a role that is no superuser but may create roles, and answers its URL. */
  createDatabase(name: string): Promise<string>;
  /** A superuser's URL of a database. */
  adminUrl(database: string): string;
  stop(): Promise<void>;
}

/** Where PostgreSQL's programs are, newest first: Debian's folders, then the PATH. Null: nowhere. */
export function findPostgres(): string | null {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((one, other) => Number(other) - Number(one)) : [];
  const folders = [
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env.PATH ?? '').split(delimiter),
  ];
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres'))) ?? null;
}

/** PostgreSQL refuses to run as root: then it runs as its own user. */
function runAs(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres']).toString());
  return { uid: id('-u'), gid: id('-g') };
}

export async function startCluster(programs: string): Promise<Cluster> {
  const user = runAs();
  const folder = mkdtempSync(join(tmpdir(), 'cabinet-postgres-'));
  if (user !== undefined) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const environment = { ...process.env, LC_ALL: 'C.UTF-8' };
  execFileSync(join(programs, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync'], {
    ...user,
    cwd: folder,
    env: environment,
    stdio: 'ignore',
  });
  const port = await freePort();
  const settings = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=60'];
  const server = spawn(
    join(programs, 'postgres'),
    [
      '-D',
      data,
      '-p',
      String(port),
      '-k',
      folder,
      '-h',
      '127.0.0.1',
      ...settings.flatMap((setting) => ['-c', setting]),
    ],
    { ...user, cwd: folder, env: environment, stdio: 'ignore' },
  );
  const adminUrl = (database: string) => `postgres://postgres@127.0.0.1:${port}/${database}`;
  try {
    await whenReady(server, adminUrl('postgres'), data);
    await query(adminUrl('postgres'), 'create role company login createrole');
  } catch (error) {
    server.kill('SIGKILL');
    throw error;
  }
  return {
    adminUrl,
    async createDatabase(name) {
      await query(adminUrl('postgres'), `create database ${pg.escapeIdentifier(name)} owner company`);
      return `postgres://company@127.0.0.1:${port}/${name}`;
    },
    async stop() {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGQUIT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Runs one statement on a connection of its own. */
export async function query(url: string, sql: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query(sql);
  } finally {
    await client.end();
  }
}

/** Waits until the server answers, and makes sure that it is ours and not another one on that port. */
async function whenReady(server: ChildProcess, url: string, data: string): Promise<void> {
  for (;;) {
    if (server.exitCode !== null) throw new Error(`PostgreSQL ended with ${server.exitCode}`);
    try {
      const { rows } = await query(url, 'show data_directory');
      const [{ data_directory: found } = { data_directory: '' }] = rows as { data_directory: string }[];
      if (found !== data) throw new Error(`Another PostgreSQL answers: ${found}`);
      return;
    } catch (error) {
      const code = (error as { code?: string }).code;
      // 57P03: it is starting up.
      if (code !== 'ECONNREFUSED' && code !== '57P03') throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
