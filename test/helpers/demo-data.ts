// For `node --test --test-global-setup`: the demo is made once for all files of a run; making it costs five times what a start
// with a copy of it does.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoData, startServer } from '../e2e/helpers/server.ts';

export async function globalSetup(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'cabinet-demo-data-'));
  const server = await startServer({ DATA_DIRECTORY: folder });
  await server.stop();
  process.env[demoData] = folder;
}

export async function globalTeardown(): Promise<void> {
  const folder = process.env[demoData];
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
}
