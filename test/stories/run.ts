// `npm run test:stories`: builds Storybook and visits every story in Chromium, light and dark, on a phone or a desktop in
// turns; `--all`: each in all four. `--no-build` takes the Storybook that is there; any other argument is a part of the stories' ids.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { chromiumArguments, headlessPath } from '../../.ci/chromium.mjs';
import { listen, serveFile } from '../helpers/static-server.ts';
import { StoryWindow } from './visit.ts';

const folder = 'storybook-static';
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
if (!process.argv.includes('--no-build') || !existsSync(`${folder}/index.json`)) {
  const { status } = spawnSync('npm', ['run', '-s', 'storybook:build'], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error('Storybook could not be built.');
}

const { entries } = JSON.parse(readFileSync(`${folder}/index.json`, 'utf8')) as {
  entries: Record<string, { id: string; type: string }>;
};
const stories = Object.values(entries)
  .filter(({ type, id }) => type === 'story' && (wanted.length === 0 || wanted.some((part) => id.includes(part))))
  .map(({ id }) => id);
const all = process.argv.includes('--all') || wanted.length > 0;
const visits = stories.flatMap((id, place) =>
  (['light', 'dark'] as const).flatMap((theme, scheme) =>
    [360, 1280]
      // Half of them, in turns: every story in both schemes and on both widths.
      .filter((_, size) => all || size === (place + scheme) % 2)
      .map((width) => ({ id, theme, width })),
  ),
);

const server = await listen((request, response) => {
  if (!serveFile(folder, request, response)) response.writeHead(404).end();
});
const browser = await chromium.launch({ executablePath: headlessPath(), args: chromiumArguments });
let failed = 0;
/** Each has its own windows. */
async function worker(): Promise<void> {
  const windows = new Map<string, StoryWindow>();
  for (let next = visits.shift(); next; next = visits.shift()) {
    const { id, theme, width } = next;
    const name = `${theme} ${width}`;
    const window = windows.get(name) ?? (await StoryWindow.open(browser, { origin: server.origin, theme, width }));
    windows.set(name, window);
    const problems = await window.visit(id);
    if (problems.length > 0) failed += 1;
    console.log([`${problems.length > 0 ? '✖' : '✔'} ${id} ${theme} ${width}`, ...problems].join('\n    '));
  }
}
const count = visits.length;
try {
  await Promise.all([worker(), worker()]);
} finally {
  await browser.close();
  await server.close();
}
console.log(`\n${count - failed} passed, ${failed} failed`);
if (failed > 0 || count === 0) process.exitCode = 1;
