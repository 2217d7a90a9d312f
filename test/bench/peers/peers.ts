import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Outside the package's own dependencies, and not under version control. */
const folder = fileURLToPath(new URL('../../../.data/bench', import.meta.url));
const list = fileURLToPath(new URL('install/package.json', import.meta.url));

/** Where the files of a peer are, by its name; those that could not be had are missing, with a word why. */
export function installPeers(): { folders: Record<string, string>; notes: string[] } {
  mkdirSync(folder, { recursive: true });
  const { dependencies, unpacked } = JSON.parse(readFileSync(list, 'utf8')) as Record<string, Record<string, string>>;
  const folders: Record<string, string> = {};
  const notes: string[] = [];
  const missing = (name: string, why: string) => notes.push(`${name} is not measured: ${why}`);

  const installed = join(folder, 'node_modules');
  const versionOf = (path: string) =>
    existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version : undefined;
  const isThere = ([name, version]: [string, string]) => versionOf(join(installed, name, 'package.json')) === version;
  if (!Object.entries(dependencies ?? {}).every(isThere)) {
    cpSync(list, join(folder, 'package.json'));
    npm('install', '--no-audit', '--no-fund', '--ignore-scripts', '--legacy-peer-deps');
  }
  for (const peer of Object.entries(dependencies ?? {})) {
    if (isThere(peer)) folders[peer[0]] = join(installed, peer[0]);
    else missing(peer[0], 'npm could not install it.');
  }
  // Their own dependencies do not install any more, and their built files need none.
  for (const [name, version] of Object.entries(unpacked ?? {})) {
    const to = join(folder, 'packs', name);
    if (versionOf(join(to, 'package.json')) !== version) {
      mkdirSync(to, { recursive: true });
      const archive = npm('pack', `${name}@${version}`, '--silent').trim().split('\n').at(-1) ?? '';
      if (archive) spawnSync('tar', ['xzf', join(folder, archive), '-C', to, '--strip-components=1']);
    }
    if (versionOf(join(to, 'package.json')) === version) folders[name] = to;
    else missing(name, 'npm could not bring it.');
  }
  return { folders, notes };
}

function npm(...args: string[]): string {
  const shell = process.platform === 'win32';
  return spawnSync('npm', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], shell }).stdout;
}
