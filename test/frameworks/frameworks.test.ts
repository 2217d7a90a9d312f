import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { launch } from '../e2e/helpers/browser.ts';
import { listen, serveFile } from '../helpers/static-server.ts';
import { install, pack } from '../package/packed.ts';
import { drive } from './drive.ts';
import type { Rendered } from './flash.ts';

interface Framework {
  name: string;
  folder: string;
  /** Where its build puts the page. */
  built?: string;
  /** Files that are the same as in another project. */
  shared?: Record<string, string>;
  /** What it renders on a server too, or only there. */
  rendered?: Rendered;
  /** Its own server, where it has one. */
  start?: string[];
  /** Mistakes that its type check must find, by file and line, where the file cannot say itself that it expects them. */
  mistakes?: { file: string; lines: number[] };
}

const frameworks: readonly Framework[] = [
  { name: 'React 19', folder: 'react', rendered: { kept: false } },
  { name: 'Vue 3', folder: 'vue', rendered: { kept: true } },
  {
    name: 'Svelte 5',
    folder: 'svelte',
    rendered: { kept: true },
    mistakes: { file: 'wrong.svelte', lines: [5, 6, 7] },
  },
  { name: 'Solid', folder: 'solid', rendered: { kept: true } },
  {
    name: 'Lit',
    folder: 'lit',
    shared: { 'html/src/wrong.ts': 'src/wrong.ts' },
    rendered: { kept: true, placeholders: true },
  },
  { name: 'Angular', folder: 'angular', built: 'dist/browser' },
  { name: 'plain HTML', folder: 'html' },
  {
    name: 'Next 16',
    folder: 'next',
    shared: { 'react/src/app.tsx': 'app/app.tsx', 'react/src/wrong.tsx': 'app/wrong.tsx' },
    rendered: { kept: false },
    start: ['node_modules/next/dist/bin/next', 'start', '-H', '127.0.0.1'],
  },
  {
    name: 'Nuxt 4',
    folder: 'nuxt',
    shared: { 'vue/src/app.vue': 'app/app.vue', 'vue/src/wrong.vue': 'app/wrong.vue' },
    rendered: { kept: true },
    start: ['.output/server/index.mjs'],
  },
];

/** Only these, by their folders: `FRAMEWORKS=react,vue`. */
const chosen = process.env['FRAMEWORKS']?.split(',');

const env = {
  ...process.env,
  // Under node's test runner a child would report to it; these are only programs.
  NODE_TEST_CONTEXT: undefined,
  NEXT_TELEMETRY_DISABLED: '1',
  NUXT_TELEMETRY_DISABLED: '1',
  HOST: '127.0.0.1',
  PORT: '0',
};

function run(project: string, command: string, ...args: string[]): { code: number | null; output: string } {
  const shell = process.platform === 'win32';
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: project, encoding: 'utf8', env, shell });
  return { code: status, output: stdout + stderr };
}

/** Serves what was built, with another page where a server has rendered one. */
const serve = (folder: string, page?: string) =>
  listen((request, response) => {
    if (page && request.url === '/') response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
    else if (!serveFile(folder, request, response))
      response.writeHead(request.url === '/favicon.ico' ? 204 : 404).end();
  });

/** Starts the framework's own server, which says where it listens. */
async function start(project: string, args: string[]): Promise<{ origin: string; close: () => Promise<void> }> {
  const server = spawn('node', args, { cwd: project, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(server, 'exit');
  let said = '';
  const listening = new Promise<string>((resolve) => {
    for (const stream of [server.stdout, server.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        const port = /http:\/\/[\w.]+:(\d+)/.exec(said)?.[1];
        if (port) resolve(port);
      });
  });
  const port = await Promise.race([listening, ended]);
  if (typeof port !== 'string') throw new Error(said);
  return {
    origin: `http://127.0.0.1:${port}`,
    close: async () => {
      server.kill();
      await ended;
    },
  };
}

describe('the packed package in a project of', () => {
  let packed: ReturnType<typeof pack>;
  let browser: Browser;
  before(async () => {
    packed = pack();
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    packed?.remove();
  });

  for (const { name, folder, built = 'dist', shared = {}, rendered, start: own, mistakes } of frameworks) {
    if (chosen && !chosen.includes(folder)) continue;
    describe(name, () => {
      let project: string;
      before(() => {
        project = join(dirname(packed.tarball), folder);
        cpSync(join(import.meta.dirname, folder), project, { recursive: true });
        for (const [from, to] of Object.entries(shared)) cpSync(join(import.meta.dirname, from), join(project, to));
        install(packed.tarball, project);
      });

      it('is strictly typed, with the properties and events of our tags', () => {
        const { code, output } = run(project, 'npm', 'run', '-s', 'types');
        assert.equal(code, 0, output);
      });

      if (mistakes) {
        it('has its mistakes found', () => {
          const { file, lines } = mistakes;
          cpSync(join(project, file), join(project, 'src', file));
          const { code, output } = run(project, 'npm', 'run', '-s', 'types', '--', '--output', 'machine');
          assert.notEqual(code, 0);
          const found = [...output.matchAll(/ERROR "[^"]*" (\d+):/g)].map(([, line]) => Number(line));
          assert.deepEqual([...new Set(found)], lines, output);
        });
      }

      if (own) {
        it('is built, rendered by its own server, and taken over without a flash', async () => {
          const { code, output } = run(project, 'npm', 'run', '-s', 'build');
          assert.equal(code, 0, output);
          const { origin, close } = await start(project, own);
          await drive(browser, origin, rendered).finally(close);
        });
        return;
      }

      it('is built, and uses properties, attributes, events and slots in the browser', async () => {
        const { code, output } = run(project, 'npm', 'run', '-s', 'build');
        assert.equal(code, 0, output);
        const { origin, close } = await serve(join(project, built));
        await drive(browser, origin).finally(close);
      });

      if (rendered) {
        it('is rendered on the server, and taken over without a flash', async () => {
          const { code, output } = run(project, 'node', 'dist-server/server.js');
          assert.equal(code, 0, output);
          const page = readFileSync(join(project, built, 'index.html'), 'utf8').replace(
            '<div id="root">',
            () => `<div id="root">${output.trim()}`,
          );
          const { origin, close } = await serve(join(project, built), page);
          await drive(browser, origin, rendered).finally(close);
        });
      }
    });
  }
});
