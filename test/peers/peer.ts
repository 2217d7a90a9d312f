import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A real system that adapters are tried against. */
export interface Peer {
  /** What it is and which licence it has: it is installed for tests only, beside the package. */
  summary: string;
  /** Brings its programs onto this machine, unless they are there. */
  install(): void;
  /** Starts it with a fresh seed. @param known what the seed shall know of others */
  start(known?: Readonly<Record<string, string>>): Promise<RunningPeer>;
}

export interface RunningPeer {
  /** Where it answers. */
  url: string;
  /** Who may sign in, for the person who started it. */
  logins: readonly string[];
  /** What its tests need to know beside the address. */
  environment?: Readonly<Record<string, string>>;
  stop(): Promise<void>;
  /** Ends its program as a crash would; answers what starts it again, with all that it had. */
  interrupt?(): Promise<() => Promise<void>>;
}

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** The folder outside the sources where a system is installed. */
export function installFolder(name: string): string {
  const folder = join(root, '.data', 'peers', name);
  mkdirSync(folder, { recursive: true });
  cpSync(join(root, 'test', 'peers', name, 'install'), folder, { recursive: true });
  return folder;
}

/** Runs a program to its end, its output shown. @throws Error if it fails */
export function run(command: string, args: readonly string[], options: Options): void {
  const { status, error } = spawnSync(command, args, { ...withEnvironment(options), stdio: 'inherit' });
  if (error || status !== 0) throw new Error(`${[command, ...args].join(' ')} failed`, { cause: error });
}

interface Options {
  cwd: string;
  environment?: Readonly<Record<string, string>>;
}

const withEnvironment = ({ cwd, environment }: Options) => ({ cwd, env: { ...process.env, ...environment } });

/** Starts a program that serves, and waits until its address answers. */
export async function serve(
  command: string,
  args: readonly string[],
  options: Options & { ready: string; user?: { uid: number; gid: number } },
): Promise<() => Promise<void>> {
  const child = spawn(command, args, {
    ...withEnvironment(options),
    ...options.user,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const stop = () => end(child);
  try {
    for (;;) {
      if (child.exitCode !== null) throw new Error(`${command} ended with ${child.exitCode}`);
      const answer = await fetch(options.ready).catch(() => undefined);
      if (answer && answer.status < 500) return stop;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  } catch (error) {
    await stop();
    throw error;
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
