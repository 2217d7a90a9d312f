import { createHash, randomUUID } from 'node:crypto';
import type { FileStore } from '../files/file-store.ts';
import type { RunTransaction } from '../store/transaction.ts';
import { ExchangeError } from './exchange-error.ts';
import { ofSession, type ExchangeSession, type ExchangeType } from './sessions.ts';

const MEGABYTE = 1024 * 1024;
/** Bytes of one part, as 1C is told. */
export const PART_SIZE = 4 * MEGABYTE;
/** Parts of an archive that nobody told of the size may be larger; what is more is refused. */
export const MAX_PART = 4 * PART_SIZE;
const MAX_FILE = 512;
const MAX_SESSION = 1024;

/** Where what 1C sends is kept until it is imported. */
export interface ExchangeStore {
  run: RunTransaction;
  files: FileStore;
}

/** Bytes that can be read from anywhere. */
export interface Source {
  name: string;
  size: number;
  read(start?: number, end?: number): AsyncGenerator<Uint8Array, void, undefined>;
}

/** The name of a file without folders. Undefined: there is none. */
export function baseName(path: string): string | undefined {
  const name = path.split(/[/\\]/).at(-1)?.trim();
  return name === undefined || name === '' || name === '.' || name === '..' || name.length > 200 ? undefined : name;
}

/** Forgets what came before: 1C starts anew. */
export async function dropFiles({ run, files }: ExchangeStore, session: ExchangeSession, type: ExchangeType) {
  const dropped = await run({ tenantId: session.tenantId }, async (transaction) => {
    const where = { ...ofSession(session), type };
    await transaction
      .deleteFrom('exchange_imports')
      .where((builder) => builder.and(where))
      .execute();
    return transaction
      .deleteFrom('exchange_files')
      .where((builder) => builder.and(where))
      .returning(['key', 'part_sizes'])
      .execute();
  });
  await removeParts(files, dropped);
}

async function removeParts(files: FileStore, rows: readonly { key: string; part_sizes: number[] }[]) {
  for (const row of rows) for (const index of row.part_sizes.keys()) await files.remove(partKey(row.key, index));
}

/** Removes what came in exchanges that are over. */
export async function removeExpiredExchanges({ run, files }: ExchangeStore, now: Date): Promise<void> {
  const expired = await run('operator', async (transaction) => {
    const rows = await transaction
      .selectFrom('exchange_files')
      .innerJoin('exchange_sessions', (join) =>
        join
          .onRef('exchange_sessions.id', '=', 'exchange_files.session_id')
          .onRef('exchange_sessions.tenant_id', '=', 'exchange_files.tenant_id'),
      )
      .select(['key', 'part_sizes'])
      .where('expires_at', '<', now)
      .execute();
    await transaction.deleteFrom('exchange_sessions').where('expires_at', '<', now).execute();
    return rows;
  });
  await removeParts(files, expired);
}

/**
 * Adds a part that came whole to its file. One that is the same as the part before it is that part again, sent by
 * somebody who has not heard that it came.
 */
export async function appendPart(
  { run, files }: ExchangeStore,
  session: ExchangeSession,
  type: ExchangeType,
  name: string,
  part: Uint8Array,
): Promise<void> {
  const hash = createHash('sha256').update(part).digest('base64url');
  const row = { ...ofSession(session), type, name };
  await run({ tenantId: session.tenantId }, async (transaction) => {
    await transaction
      .insertInto('exchange_files')
      .values({ ...row, key: randomUUID() })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const all = await transaction
      .selectFrom('exchange_files')
      .select(['name', 'type', 'key', 'part_sizes', 'last_part_hash'])
      .where((builder) => builder.and(ofSession(session)))
      .forUpdate()
      .execute();
    const file = all.find((candidate) => candidate.name === name && candidate.type === type);
    if (file === undefined || file.last_part_hash === hash) return;
    const sizes = [...file.part_sizes, part.length];
    if (sum(sizes) > MAX_FILE * MEGABYTE) throw new ExchangeError('fileTooLarge', { name, limit: String(MAX_FILE) });
    if (sum(all.flatMap((other) => other.part_sizes)) + part.length > MAX_SESSION * MEGABYTE) {
      throw new ExchangeError('sessionTooLarge', { limit: String(MAX_SESSION) });
    }
    // First the bytes, then the word that they are there: a break in between has them sent again.
    await files.write(partKey(file.key, file.part_sizes.length), 0, part);
    await transaction
      .updateTable('exchange_files')
      .set({ part_sizes: sizes, last_part_hash: hash })
      .where((builder) => builder.and(row))
      .execute();
  });
}

/** The files of one kind that came in a session. */
export async function openFiles(
  { run, files }: ExchangeStore,
  session: ExchangeSession,
  type: ExchangeType,
): Promise<Source[]> {
  const rows = await run({ tenantId: session.tenantId }, (transaction) =>
    transaction
      .selectFrom('exchange_files')
      .select(['name', 'key', 'part_sizes'])
      .where((builder) => builder.and({ ...ofSession(session), type }))
      .orderBy('name')
      .execute(),
  );
  return rows.map(({ name, key, part_sizes: sizes }) => ({
    name,
    size: sum(sizes),
    async *read(from = 0, to = Infinity) {
      let start = 0;
      for (const [index, size] of sizes.entries()) {
        const end = start + size;
        if (end > from && start < to) {
          const part = await files.read(partKey(key, index));
          if (part === null) throw new ExchangeError('unknownFile', { name });
          yield* part.slice(Math.max(from - start, 0), Math.min(to - start, size)).stream();
        }
        start = end;
      }
    },
  }));
}

const partKey = (key: string, index: number) => `${key}-${index}`;
const sum = (sizes: readonly number[]) => sizes.reduce((total, size) => total + size, 0);
