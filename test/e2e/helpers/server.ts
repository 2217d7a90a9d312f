import { spawn } from 'node:child_process';
import { cpSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { simpleParser, type ParsedMail } from 'mailparser';

/** The real server with the demo's companies, in a process of its own on an empty data folder. */
export interface RunningServer {
  origin: string;
  /** The mails that it has written so far, oldest first. */
  mails: () => Promise<ParsedMail[]>;
  stop: () => Promise<void>;
}

const main = new URL('../../../server/main.ts', import.meta.url).pathname;

/** Environment variable: a data folder with the demo in it, which every server begins with a copy of. */
export const demoData = 'CABINET_TEST_DEMO_DATA';

/** Starts the server on a free port, and waits for it to be ready. */
export async function startServer(environment: NodeJS.ProcessEnv = {}): Promise<RunningServer> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'cabinet-e2e-'));
  const made = process.env[demoData];
  if (made !== undefined && !('DEMO' in environment || 'DATA_DIRECTORY' in environment))
    cpSync(made, dataDirectory, { recursive: true });
  const { SMTP_URL: _smtp, DATABASE_URL: _database, ...inherited } = process.env;
  const server = spawn(process.execPath, [main], {
    env: { ...inherited, PORT: '0', DATA_DIRECTORY: dataDirectory, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log: string[] = [];
  server.stderr.on('data', (chunk: Buffer) => log.push(chunk.toString()));
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const stop = async (): Promise<void> => {
    server.kill();
    await ended;
    await rm(dataDirectory, { recursive: true, force: true });
  };
  const ready = new Promise<string>((resolve) => {
    createInterface(server.stdout).on('line', (line) => {
      log.push(line);
      const address = /^ready (http:\/\/\S+?)\/?$/.exec(line)?.[1];
      if (address !== undefined) resolve(address);
    });
  });
  const origin = await Promise.race([ready, ended]);
  if (origin === undefined) {
    await stop();
    throw new Error(`The server ended before it was ready:\n${log.join('\n')}`);
  }
  return { origin, mails: () => readMails(join(dataDirectory, 'mail')), stop };
}

async function readMails(directory: string): Promise<ParsedMail[]> {
  const names = await readdir(directory).catch(() => []);
  const mails = await Promise.all(
    names
      .filter((name) => name.endsWith('.eml'))
      .map(async (name) => simpleParser(await readFile(join(directory, name)))),
  );
  return mails.toSorted((a, b) => (a.date?.getTime() ?? 0) - (b.date?.getTime() ?? 0));
}
