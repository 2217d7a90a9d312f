import { fork, spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** A server in a process of its own, watched from outside. */
export interface ServerProcess {
  origin: string;
  /** Seconds of processor time so far; NaN where the system does not tell. */
  cpu: () => number;
  /** Resident memory now and at its highest, in MB; NaN where the system does not tell. */
  memory: () => { now: number; peak: number };
  stop: () => Promise<void>;
}

const fileOf = (script: string) => new URL(script, import.meta.url).pathname;

/** Ends a process and waits until it is gone. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill();
  const deadline = setTimeout(() => child.kill('SIGKILL'), 15_000);
  await ended;
  clearTimeout(deadline);
}

/**
 * Starts a server and waits for its line `ready http://…`.
 *
 * @param script path from this folder
 */
export async function startServer(script: string, environment: NodeJS.ProcessEnv): Promise<ServerProcess> {
  const { SMTP_URL: _smtp, DATABASE_URL: _database, PUBLIC_URL: _url, ...inherited } = process.env;
  const child = spawn(process.execPath, [...process.execArgv, fileOf(script)], {
    env: { ...inherited, PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => log.push(chunk.toString()));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const ready = new Promise<string>((resolve) => {
    const lines = createInterface(child.stdout).on('line', (line) => {
      const address = /^ready (http:\/\/\S+?)\/?$/.exec(line)?.[1];
      if (address === undefined) return;
      lines.close();
      // The access log goes nowhere, so that reading it costs nothing.
      child.stdout.resume();
      resolve(address);
    });
  });
  const origin = await Promise.race([ready, ended]);
  if (origin === undefined) throw new Error(`${script} ended before it was ready:\n${log.join('')}`);
  return {
    origin,
    cpu: () => cpuOf(child.pid),
    memory: () => memoryOf(child.pid),
    stop: () => end(child),
  };
}

/** Runs one job in a process of its own, so that it does not share ours, and answers what it sends back. */
export async function runJob<Answer>(script: string, job: object): Promise<Answer> {
  const child = fork(fileOf(script));
  try {
    return await new Promise<Answer>((resolve, reject) => {
      child.once('message', (answer) => resolve(answer as Answer));
      child.once('error', reject);
      child.once('exit', (code) =>
        reject(new Error(`${script} ended with ${code ?? 'a signal'} and without an answer`)),
      );
      child.send(job);
    });
  } finally {
    await end(child);
  }
}

/** The job that {@link runJob} has sent to this process; `work` answers it. */
export function onJob<Job>(work: (job: Job) => Promise<object>): void {
  process.once('message', (job) => {
    void work(job as Job).then((answer) => process.send?.(answer));
  });
}

function readProcess(pid: number | undefined, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

/** Clock ticks a second in which Linux counts processor time: 100 everywhere that Node runs. */
const TICKS = 100;

function cpuOf(pid: number | undefined): number {
  // The name in brackets may hold spaces; user and system time are the 12th and 13th after it.
  const fields = readProcess(pid, 'stat').split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[11] ?? NaN) + Number(fields[12] ?? NaN)) / TICKS;
}

function memoryOf(pid: number | undefined): { now: number; peak: number } {
  const status = readProcess(pid, 'status');
  const megabytes = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1] ?? NaN) / 1024;
  return { now: megabytes('VmRSS'), peak: megabytes('VmHWM') };
}
