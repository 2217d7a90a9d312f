import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** Milliseconds for a start or an end on a very busy machine. */
const PATIENCE = 120_000;

/** A server in a process of its own that can be killed and started again on the same port. */
export interface ServerProcess {
  url: string;
  start(): Promise<void>;
  /** SIGKILL, then a new start on what is left. */
  killAndRestart(): Promise<void>;
  /** Times that it was killed. */
  readonly kills: number;
  stop(): Promise<void>;
}

export async function serverProcess(entry: string, environment: Record<string, string>): Promise<ServerProcess> {
  const port = await freePort();
  let child: ChildProcess | undefined;
  let kills = 0;

  const start = async () => {
    const started = spawn(process.execPath, [fileURLToPath(new URL(entry, import.meta.url))], {
      env: { ...process.env, PORT: String(port), ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = started;
    const said: string[] = [];
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`The server is not ready after ${PATIENCE / 1000} s`)), PATIENCE);
      createInterface({ input: started.stdout }).on('line', (line) => {
        if (!line.startsWith('ready')) return;
        clearTimeout(late);
        resolve();
      });
      createInterface({ input: started.stderr }).on('line', (line) => said.push(line));
      started.once('exit', () => reject(new Error(`The server did not start:\n${said.join('\n')}`)));
    });
  };
  const end = async (signal: NodeJS.Signals) => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    const late = await Promise.race([ended.then(() => false), wait(PATIENCE, true, { ref: false })]);
    if (!late) return;
    child.kill('SIGKILL');
    throw new Error(`The server has not ended ${PATIENCE / 1000} s after ${signal}`);
  };
  return {
    url: `http://localhost:${port}`,
    start,
    async killAndRestart() {
      kills++;
      await end('SIGKILL');
      await start();
    },
    get kills() {
      return kills;
    },
    stop: () => end('SIGTERM'),
  };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0);
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
