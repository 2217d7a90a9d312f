import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../..');

/** The package as a user gets it: packed, and installed into an empty project with its dependencies. */
export interface Packed {
  tarball: string;
  /** Paths in the tarball, without the leading `package/`. */
  files: string[];
  /** The empty project; the package is in its node_modules. */
  project: string;
  remove: () => void;
}

const shell = process.platform === 'win32';

/** Packs; needs a build. */
export function pack(): Omit<Packed, 'project'> {
  if (!existsSync(join(root, 'dist/cdn/manifest.json')))
    throw new Error('There is no build to pack. Run `npm run build` first.');
  const folder = mkdtempSync(join(tmpdir(), 'cabinet-package-'));
  const output = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
    cwd: root,
    encoding: 'utf8',
    shell,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  // npm 11 answers a list, npm 12 an object by name.
  const answer = Object.values(JSON.parse(output) as object)[0] as { filename: string; files: { path: string }[] };
  return {
    tarball: join(folder, answer.filename),
    files: answer.files.map(({ path }) => path),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Installs the package into a project. Dependencies come from npm's cache where it has them, else from the registry. */
export function install(tarball: string, project: string): void {
  const options = ['--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
  execFileSync('npm', ['install', ...options, tarball], {
    cwd: project,
    shell,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** Packs, and installs into an empty project. */
export function packAndInstall(): Packed {
  const packed = pack();
  const project = join(dirname(packed.tarball), 'project');
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'shop', private: true, type: 'module' }));
  install(packed.tarball, project);
  return { ...packed, project };
}

/** Writes a file of the project. */
export function write(packed: Packed, name: string, text: string): string {
  const path = join(packed.project, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

/** Runs a program of ours in the project; answers its exit code and all that it printed. */
export function runIn(packed: Packed, command: string, ...args: string[]): { code: number | null; output: string } {
  const program = command === 'node' ? process.execPath : join(root, 'node_modules/.bin', command);
  // Under node's test runner a child would report to it; this one is only a program.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: packed.project, encoding: 'utf8', env });
  return { code: status, output: stdout + stderr };
}

export const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
