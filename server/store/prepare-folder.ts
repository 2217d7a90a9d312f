import { existsSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../files/make-folder.ts';
import { StoreError } from './store-error.ts';

/**
 * Makes a folder if it is missing, and proves that files can be written there.
 *
 * @throws StoreError with what is wrong and what to do
 */
export function prepareFolder(folder: string): void {
  if (existsSync(folder) && !statSync(folder).isDirectory()) {
    throw new StoreError(`The folder ${folder} is a file. Move it away, or choose another path by DATA_DIRECTORY.`);
  }
  try {
    makeFolder(folder);
    const probe = join(folder, `.writable.${process.pid}`);
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (error) {
    throw new StoreError(
      `The folder ${folder} is not writable (${(error as Error).message}). Give this user the right to write there, ` +
        'or choose another folder by DATA_DIRECTORY.',
      { cause: error },
    );
  }
}
