// Where Chromium is, and how it is started. Plain JavaScript for old Node too: it runs before anything is installed.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'msedge'];
const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/lib/chromium/chromium',
  '/snap/bin/chromium',
  '/opt/google/chrome/chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/**
 * @param {string} name
 * @returns {string | undefined} the program's full path, if it is on PATH
 */
function onPath(name) {
  try {
    const command = process.platform === 'win32' ? 'where' : 'which';
    return execFileSync(command, [name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).split(/\r?\n/)[0];
  } catch {
    return undefined;
  }
}

/**
 * @param {string | undefined} chosen what the environment says, which goes first
 * @param {string[]} names
 * @returns {string | undefined} the full path of the first program that is there
 */
export function programOf(chosen, names) {
  return chosen ?? names.map(onPath).find((path) => path !== undefined);
}

/** @returns {string | undefined} the path of a Chromium-based browser: `CHROMIUM_PATH`, then PATH, then the usual places. */
export function findChromium() {
  const chosen = process.env['CHROMIUM_PATH'];
  if (chosen) {
    if (existsSync(chosen)) return chosen;
    throw new Error(
      `CHROMIUM_PATH is ${chosen}, where there is no file. Correct it, or unset it to search the usual places.`,
    );
  }
  for (const name of names) {
    const path = onPath(name);
    if (path) return path;
  }
  return usualPlaces.find((path) => existsSync(path));
}

/** @returns {string} as {@link findChromium}, or an error that says what to do. */
export function chromiumPath() {
  const path = findChromium();
  if (path) return path;
  throw new Error(
    'No Chromium was found. Install Chromium or Google Chrome, or set CHROMIUM_PATH to its program file.',
  );
}

/**
 * @returns {string} the path of Chromium's variant without windows if there is one, for which the same pages are two thirds
 *   of the work; else as {@link chromiumPath}. It keeps no pages for Back, renders none ahead and prints none by itself.
 */
export const headlessPath = () => process.env['CHROMIUM_PATH'] ?? onPath('chromium-headless-shell') ?? chromiumPath();

/** A browser for tests: no sandbox where root could not have one, and no traffic of its own. */
export const chromiumArguments = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
