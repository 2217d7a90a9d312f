// WebKitGTK as the system brings it (Debian: `webkit2gtk-driver`), by plain WebDriver in a display of its own.
import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { programOf } from '../chromium.mjs';

/** Names of keys as tests write them, as WebDriver numbers them: https://www.w3.org/TR/webdriver2/#keyboard-actions */
const keys = new Map(
  Object.entries({
    Backspace: '\uE003',
    Tab: '\uE004',
    Enter: '\uE007',
    Shift: '\uE008',
    Control: '\uE009',
    Alt: '\uE00A',
    Escape: '\uE00C',
    Space: ' ',
    PageUp: '\uE00E',
    PageDown: '\uE00F',
    End: '\uE010',
    Home: '\uE011',
    ArrowLeft: '\uE012',
    ArrowUp: '\uE013',
    ArrowRight: '\uE014',
    ArrowDown: '\uE015',
    Delete: '\uE017',
  }),
);

/** @returns {Promise<number>} a port that nobody listens on */
const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

/** Starts the driver in a display of its own, and gives what sends it commands. */
async function startDriver() {
  const port = await freePort();
  // A group of its own, so that the display and the bus end with it.
  const display = ['-a', '-s', '-screen 0 1600x1200x24', 'dbus-run-session', '--'];
  const child = spawn('xvfb-run', [...display, 'WebKitWebDriver', `--port=${port}`, '--host=127.0.0.1'], {
    stdio: 'ignore',
    detached: true,
  });
  /** @param {string} method @param {string} path @param {object} [body] @returns {Promise<any>} */
  const send = async (method, path, body) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    const { value } = /** @type {{ value: any }} */ (await response.json());
    if (value?.error) throw new Error(`${value.error}: ${value.message}`);
    return value;
  };
  const stop = () => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid);
  };
  for (let tries = 0; tries < 100; tries++) {
    const status = await send('GET', '/status').catch(() => undefined);
    if (status?.ready) return { send, stop };
    await wait(100);
  }
  stop();
  throw new Error('WebKitWebDriver did not start within ten seconds.');
}

/**
 * Runs tests in WebKitGTK, one file at a time. It has no emulated media, and no window narrower than 450 pixels.
 *
 * @returns {import('@web/test-runner').BrowserLauncher}
 */
export function webkitLauncher() {
  const binary = process.env['WEBKIT_PATH'] ?? globSync('/usr/lib/*/webkit2gtk-4.*/MiniBrowser')[0];
  const missing = ['WebKitWebDriver', 'xvfb-run', 'dbus-run-session'].filter((name) => !programOf(undefined, [name]));
  if (!binary || missing.length > 0)
    throw new Error(
      `No WebKit was found (${[...missing, ...(binary ? [] : ['MiniBrowser'])].join(', ')}). Debian: apt-get install --no-install-recommends webkit2gtk-driver xvfb xauth dbus-x11`,
    );
  /** @type {Awaited<ReturnType<typeof startDriver>> | undefined} */
  let driver;
  let path = '';
  /** @type {string | undefined} */
  let active;
  let shown = '';
  /** @param {string} method @param {string} command @param {object} [body] */
  const send = async (method, command, body) => {
    if (!driver) throw new Error('WebKit does not run.');
    return driver.send(method, `${path}${command}`, body);
  };
  async function open() {
    driver = await startDriver();
    const { sessionId } = await driver.send('POST', '/session', {
      capabilities: {
        alwaysMatch: {
          browserName: 'MiniBrowser',
          'webkitgtk:browserOptions': { binary, args: ['--automation'] },
        },
      },
    });
    path = `/session/${sessionId}`;
  }
  /** Each test file gets a browser of its own, in which nothing is kept of those before. */
  async function end() {
    await send('DELETE', '').catch(() => undefined);
    driver?.stop();
    driver = undefined;
  }
  /** @param {[type: 'keyDown' | 'keyUp', key: string][]} strokes */
  const strike = (strokes) => {
    const actions = strokes.map(([type, key]) => ({ type, value: keys.get(key) ?? key }));
    return send('POST', '/actions', { actions: [{ type: 'key', id: 'keyboard', actions }] });
  };
  /** What the commands of the test runner ask of a page. */
  const page = {
    keyboard: {
      /** @param {string} key a name, or several with `+` between */
      press: (key) => {
        const held = key === '+' ? [key] : key.split('+');
        return strike([
          ...held.map((name) => /** @type {['keyDown', string]} */ (['keyDown', name])),
          ...held.toReversed().map((name) => /** @type {['keyUp', string]} */ (['keyUp', name])),
        ]);
      },
      /** @param {string} key */
      down: (key) => strike([['keyDown', key]]),
      /** @param {string} key */
      up: (key) => strike([['keyUp', key]]),
      /** @param {string} text */
      type: (text) =>
        strike(
          [...text].flatMap((key) => [
            /** @type {['keyDown', string]} */ (['keyDown', key]),
            /** @type {['keyUp', string]} */ (['keyUp', key]),
          ]),
        ),
    },
    /** @param {{ width: number, height: number }} wanted of the page; the window has a frame around it */
    async setViewportSize({ width, height }) {
      for (let tries = 0; tries < 5; tries++) {
        const [w, h] = await send('POST', '/execute/sync', { script: 'return [innerWidth, innerHeight]', args: [] });
        if (w === width && h === height) return;
        const frame = await send('GET', '/window/rect');
        await send('POST', '/window/rect', { width: frame.width + width - w, height: frame.height + height - h });
        await wait(50);
      }
      throw new Error(`WebKit's window does not become ${width} × ${height}.`);
    },
    emulateMedia: () => Promise.reject(new Error('WebKitGTK emulates no media.')),
  };
  const launcher = {
    name: 'WebKitGTK',
    // Commands are for a launcher of this type, whose page they ask.
    type: 'playwright',
    concurrency: 1,
    getPage: () => page,
    /** @param {string} id @param {string} url */
    async startSession(id, url) {
      if (!driver) await open();
      active = id;
      shown = url;
      await send('POST', '/url', { url });
    },
    /** @param {string} id */
    isActive: (id) => active === id,
    getBrowserUrl: () => shown,
    startDebugSession: () => Promise.reject(new Error('Tests are debugged in Chromium.')),
    async stopSession() {
      active = undefined;
      await end();
      return {};
    },
    stop: end,
  };
  return launcher;
}
