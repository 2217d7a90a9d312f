import { constants, openAsBlob } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { checkKey, type FileStore } from './file-store.ts';
import { makeFolder } from './make-folder.ts';

/**
 * Keeps files in a folder.
 *
 * @example
 * ```ts
 * const store = await openStore({ files: diskFiles('/mnt/shared/cabinet-files') });
 * ```
 */
export function diskFiles(folder: string): FileStore {
  const pathOf = (key: string) => join(folder, checkKey(key).slice(0, 2), key);
  return {
    async write(key, offset, bytes) {
      const path = pathOf(key);
      makeFolder(dirname(path));
      const file = await open(path, constants.O_WRONLY | constants.O_CREAT, 0o600);
      try {
        for (let written = 0; written < bytes.length;) {
          const { bytesWritten } = await file.write(bytes, written, bytes.length - written, offset + written);
          written += bytesWritten;
        }
        await file.datasync();
      } finally {
        await file.close();
      }
    },
    async read(key) {
      try {
        return await openAsBlob(pathOf(key));
      } catch (error) {
        // A missing file is told by an invalid argument as well.
        if (['ENOENT', 'ERR_INVALID_ARG_VALUE'].includes((error as { code?: string }).code ?? '')) return null;
        throw error;
      }
    },
    remove: async (key) => rm(pathOf(key), { force: true }),
  };
}
