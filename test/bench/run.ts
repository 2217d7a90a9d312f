// `npm run bench`: our build beside others in one run. `npm run bench -- list server --full --json <folder>`.
import { parseArgs } from 'node:util';
import { print, save, type Report, type Settings } from './report.ts';

/** Each is loaded only when it runs. */
const benches: Record<string, (settings: Settings) => Promise<Report>> = {
  load: async (settings) => (await import('./load/load.ts')).load(settings),
  list: async (settings) => (await import('./list/list.ts')).list(settings),
  chat: async (settings) => (await import('./chat/chat.ts')).chat(settings),
  validation: async (settings) => (await import('./validation/validation.ts')).validation(settings),
  mounts: async (settings) => (await import('./mounts/mounts.ts')).mounts(settings),
  server: async (settings) => (await import('./server/server.ts')).server(settings),
  streams: async (settings) => (await import('./streams/streams.ts')).streams(settings),
  push: async () => (await import('./push/push.ts')).push(),
  exchange: async (settings) => (await import('./exchange/exchange.ts')).exchange(settings),
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    full: { type: 'boolean', default: false },
    json: { type: 'string', default: 'bench-results' },
  },
});
const unknown = positionals.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(`There is no bench "${unknown.join('", "')}". There are: ${Object.keys(benches).join(', ')}.`);
  process.exit(2);
}

const settings: Settings = { full: values.full };
const failed: string[] = [];
for (const [name, bench] of Object.entries(benches)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  const start = performance.now();
  console.log(`\n══ ${name}`);
  try {
    const report = await bench(settings);
    report.tables.forEach(print);
    console.log(['', ...report.notes].join('\n'));
    for (const failure of report.failures) console.error(`✖ ${failure}`);
    if (report.failures.length > 0) failed.push(name);
    console.log(`${save(values.json, name, settings, report)}, ${Math.round((performance.now() - start) / 1000)} s`);
  } catch (error) {
    failed.push(name);
    console.error(`✖ ${name} could not be measured:`, error);
  }
}
if (failed.length > 0) {
  console.error(`\n✖ ${failed.join(', ')}`);
  process.exitCode = 1;
}
