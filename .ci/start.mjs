// `npm start`: on a fresh clone too, installs, builds what is missing or outdated, and starts the server.
import { spawn } from 'node:child_process';
import { build, command, environment, install, root } from './prepare.mjs';

await command(() => {
  install();
  build();
  const server = spawn('node', ['server/main.ts', ...process.argv.slice(2)], {
    cwd: root,
    env: environment,
    stdio: 'inherit',
  });
  // The server ends in its own way; this process only waits for it.
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => server.kill(signal));
  }
  server.on('exit', (code) => {
    process.exitCode = code ?? 1;
  });
});
