// `npm run demo:composed`: on a fresh clone too, installs, builds, and starts one cabinet over several real systems.
import { spawn } from 'node:child_process';
import { build, command, environment, install, root } from './prepare.mjs';

await command(() => {
  install();
  build();
  const demo = spawn('node', ['test/peers/composed/run.ts', ...process.argv.slice(2)], {
    cwd: root,
    env: environment,
    stdio: 'inherit',
  });
  // It stops what it started; this process only waits for it.
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(signal, () => demo.kill(signal));
  demo.on('exit', (code) => {
    process.exitCode = code ?? 1;
  });
});
