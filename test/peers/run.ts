// `npm run peers -- <names> [--test | --record]`: installs and starts real systems with a fresh seed.
// Alone it leaves them running until Ctrl+C; `--test` runs the adapters' tests against them, `--record` also keeps
// their answers, against which the tests run everywhere else.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { oidcPeer } from './oidc/peer.ts';
import { root, type Peer, type RunningPeer } from './peer.ts';
import { requestTrackerPeer } from './request-tracker/peer.ts';
import { s3Peer } from './s3/peer.ts';
import { trytonPeer } from './tryton/peer.ts';
import { vendurePeer } from './vendure/peer.ts';

const peers: Readonly<Record<string, Peer>> = {
  vendure: vendurePeer,
  'request-tracker': requestTrackerPeer,
  tryton: trytonPeer,
  s3: s3Peer,
  oidc: oidcPeer,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { test: { type: 'boolean' }, record: { type: 'boolean' } },
});
const unknown = positionals.filter((name) => !peers[name]);
if (positionals.length === 0 || unknown.length > 0) {
  const known = Object.entries(peers).map(([name, { summary }]) => `  ${name}: ${summary}`);
  console.error(`npm run peers -- <names> [--test | --record]\n${known.join('\n')}`);
  process.exit(1);
}

/** Runs the tests of one system against it: first those that know its seed, then those that add to it as they like. */
function test(name: string, { url, environment: known }: RunningPeer): boolean {
  const environment = { ...known, PEER_NAME: name, PEER_URL: url, ...(values.record && { PEER_RECORD: '1' }) };
  const files = [name, 'conformance'].map((file) => `test/peers/${name}/${file}.test.ts`);
  const statuses = files
    .filter((file) => existsSync(join(root, file)))
    .map(
      (file) =>
        spawnSync(process.execPath, ['--test', '--test-reporter=spec', file], {
          cwd: root,
          env: { ...process.env, ...environment },
          stdio: 'inherit',
        }).status,
    );
  return statuses.every((status) => status === 0);
}

const once = values.test === true || values.record === true;
const stops: (() => Promise<void>)[] = [];
const stopAll = () => Promise.all(stops.splice(0).map((stop) => stop()));
for (const name of positionals) {
  const peer = peers[name];
  if (!peer) continue;
  console.log(`${name}: installing and starting …`);
  peer.install();
  const running = await peer.start();
  stops.push(running.stop);
  console.log(`${name}: ready ${running.url}/\n${running.logins.map((login) => `  ${login}`).join('\n')}`);
  if (!once) continue;
  // One at a time: they are heavy.
  if (!test(name, running)) process.exitCode = 1;
  await stopAll();
}
if (!once) {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stopAll());
}
