// Also for `node --test --test-global-setup`: an empty embedded database is made and migrated once for all files of a run;
// that costs ten times what a copy of it does.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../../server/store/index.ts';

/** Environment variable: a data folder without any company, which every other begins with a copy of. */
const emptyData = 'CABINET_TEST_EMPTY_DATA';

/** A data folder of a test's own without any company. @param inside the folder to make it in */
export function makeDataFolder(inside = tmpdir()): string {
  const folder = mkdtempSync(join(inside, 'cabinet-test-'));
  const made = process.env[emptyData];
  if (made !== undefined) cpSync(made, folder, { recursive: true });
  return folder;
}

export async function globalSetup(): Promise<void> {
  const folder = makeDataFolder();
  await (await openStore({ dataDirectory: folder })).close();
  process.env[emptyData] = folder;
}

export function globalTeardown(): void {
  const folder = process.env[emptyData];
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
}
