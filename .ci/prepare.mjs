// What every command needs first: dependencies, a Node new enough to run TypeScript, a browser for tests.
// Plain JavaScript for old Node too: it runs before anything is installed.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium } from './chromium.mjs';

export const root = fileURLToPath(new URL('..', import.meta.url));
const bin = join(root, 'node_modules', '.bin');

/** The environment in which our own `node`, `rollup`, … come first. */
export const environment = { ...process.env, PATH: bin + delimiter + (process.env['PATH'] ?? '') };

/** Ends the process with a message for the person who started it. */
export class Refusal extends Error {}

/**
 * Runs a program in the project's folder, its output shown.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {string} task what fails if it fails
 */
export function run(command, args, task) {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    env: environment,
    // Standard output belongs to what is prepared here.
    stdio: ['inherit', process.stderr, process.stderr],
    shell: process.platform === 'win32',
  });
  if (error || status !== 0) {
    throw new Refusal(
      `${task} failed: \`${[command, ...args].join(' ')}\` ${error ? error.message : `ended with ${status}`}.`,
    );
  }
}

/**
 * Runs one of our programs as this process: it reads and writes as this one would, gets its signals, and its end is
 * this one's. It ends in its own way; this process only waits for it.
 *
 * @param {string} file
 * @param {readonly string[]} words its command line
 */
export function become(file, words) {
  const program = spawn('node', [join(root, file), ...words], { env: environment, stdio: 'inherit' });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => program.kill(signal));
  }
  // Whoever ends npm ends the shell between npm and this process, and a shell passes nothing on.
  const parent = process.ppid;
  const orphaned = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(orphaned);
    program.kill();
  }, 500);
  program.on('exit', (code) => {
    clearInterval(orphaned);
    process.exitCode = code ?? 1;
  });
}

/** @returns {boolean} whether node_modules holds what the lockfile names. */
function installed() {
  try {
    /** @param {string} file @returns {Record<string, any>} */
    const packages = (file) => JSON.parse(readFileSync(join(root, file), 'utf8')).packages;
    const present = packages('node_modules/.package-lock.json');
    return Object.entries(packages('package-lock.json')).every(
      ([path, { version, optional, devOptional, link }]) =>
        !path.includes('node_modules/') || optional || devOptional || link || present[path]?.version === version,
    );
  } catch {
    return false;
  }
}

/** Installs the dependencies unless they are there, and sees to it that `node` runs TypeScript. */
export function install() {
  if (!installed()) {
    console.error('Installing dependencies (npm ci) …');
    run('npm', ['ci', '--loglevel=error', '--no-audit', '--no-fund'], 'Installing the dependencies');
  }
  const version = execFileSync('node', ['--version'], { env: environment, encoding: 'utf8' }).trim();
  const [major = 0, minor = 0] = version.slice(1).split('.').map(Number);
  if (major < 22 || (major === 22 && minor < 18)) {
    throw new Refusal(
      `This needs Node 22.18 or newer, and found ${version}. On Linux x64 it brings its own (an optional dependency: ` +
        'do not install with --omit=optional); elsewhere install a newer Node.',
    );
  }
}

/** Newest change below a path, in milliseconds since 1970; 0 if there is nothing. @param {string} path @returns {number} */
function newest(path) {
  if (!existsSync(path)) return 0;
  const entry = statSync(path);
  if (!entry.isDirectory()) return entry.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

/** Builds `dist` if it is absent or older than what it is made of. */
export function build() {
  const sources = [
    'src',
    'components',
    'server/openapi.ts',
    'server/openapi',
    'server/push',
    'rollup.config.ts',
    '.ci/build.ts',
    'package.json',
  ];
  const built = newest(join(root, 'dist/cdn/manifest.json'));
  if (built > Math.max(...sources.map((path) => newest(join(root, path))))) return;
  console.error('Building (npm run build) …');
  run('npm', ['run', '-s', 'build'], 'The build');
}

/** Finds Chromium for the tests, or installs it where that takes no more than apt-get. */
export function ensureChromium() {
  try {
    if (findChromium()) return;
  } catch (error) {
    throw new Refusal(/** @type {Error} */ (error).message);
  }
  const apt = spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0;
  if (!apt || process.getuid?.() !== 0) {
    throw new Refusal(
      'The tests need Chromium, and none was found. Install Chromium or Google Chrome, or set CHROMIUM_PATH to its program file.',
    );
  }
  console.error('Installing Chromium (apt-get install chromium) …');
  run('apt-get', ['update', '-qq'], 'Updating the package lists');
  run(
    'apt-get',
    ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'chromium-headless-shell', 'fonts-dejavu-core'],
    'Installing Chromium',
  );
}

/** Runs a command's main function; a refusal is printed without its stack. @param {() => void | Promise<void>} main */
export async function command(main) {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof Refusal ? error.message : error);
    process.exitCode = 1;
  }
}
