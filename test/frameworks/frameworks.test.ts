import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { launch } from '../e2e/helpers/browser.ts';
import { listen, serveFile } from '../helpers/static-server.ts';
import { install, pack } from '../package/packed.ts';
import { drive } from './drive.ts';

interface Framework {
  name: string;
  folder: string;
  /** Where its build puts the page. */
  built?: string;
  /** Whether it renders on a server too. */
  server?: boolean;
  /** Mistakes that its type check must find, by file and line, where the file cannot say itself that it expects them. */
  mistakes?: { file: string; lines: number[] };
}

const frameworks: readonly Framework[] = [
  { name: 'React 19', folder: 'react', server: true },
  { name: 'Vue 3', folder: 'vue', server: true },
  { name: 'Svelte 5', folder: 'svelte', server: true, mistakes: { file: 'wrong.svelte', lines: [5, 6, 7] } },
  { name: 'Solid', folder: 'solid' },
  { name: 'Lit', folder: 'lit', server: true },
  { name: 'Angular', folder: 'angular', built: 'dist/browser' },
  { name: 'plain HTML', folder: 'html' },
];

/** Only these, by their folders: `FRAMEWORKS=react,vue`. */
const chosen = process.env['FRAMEWORKS']?.split(',');

function run(project: string, command: string, ...args: string[]): { code: number | null; output: string } {
  // Under node's test runner a child would report to it; this one is only a program.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const shell = process.platform === 'win32';
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: project, encoding: 'utf8', env, shell });
  return { code: status, output: stdout + stderr };
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

  for (const { name, folder, built = 'dist', server, mistakes } of frameworks) {
    if (chosen && !chosen.includes(folder)) continue;
    describe(name, () => {
      let project: string;
      before(() => {
        project = join(dirname(packed.tarball), folder);
        cpSync(join(import.meta.dirname, folder), project, { recursive: true });
        install(packed.tarball, project);
      });

      it('is strictly typed', () => {
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

      it('is built, and works in the browser', async () => {
        const { code, output } = run(project, 'npm', 'run', '-s', 'build');
        assert.equal(code, 0, output);
        const { origin, close } = await listen((request, response) => {
          if (!serveFile(join(project, built), request, response))
            response.writeHead(request.url === '/favicon.ico' ? 204 : 404).end();
        });
        await drive(browser, origin).finally(close);
      });

      if (server) {
        it('is rendered on the server, and taken over without a flash', async () => {
          const { code, output } = run(project, 'node', 'dist-server/server.js');
          assert.equal(code, 0, output);
          // Svelte's comments stand around it.
          assert.match(
            output,
            /^(<!--[^>]*-->)*<main>.*<cabinet-order-history.*From the shop.*<\/main>(<!--[^>]*-->)*\s*$/s,
          );
          const page = readFileSync(join(project, built, 'index.html'), 'utf8').replace(
            '<div id="root">',
            () => `<div id="root">${output.trim()}`,
          );
          const { origin, close } = await listen((request, response) => {
            if (request.url === '/') response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
            else if (!serveFile(join(project, built), request, response))
              response.writeHead(request.url === '/favicon.ico' ? 204 : 404).end();
          });
          await drive(browser, origin, { rendered: true, kept: folder !== 'react' }).finally(close);
        });
      }
    });
  }
});
