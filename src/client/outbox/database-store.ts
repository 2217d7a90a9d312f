import { MemoryStore } from './memory-store.ts';
import { isCertain, type OutboxItem, type OutboxStore } from './store.ts';

const ITEMS = 'items';
const FILES = 'files';
/** A database that has not opened after so long is stuck, as behind a deletion that a frozen tab holds up; ms. */
const PATIENCE = 3000;

type Row = OutboxItem & { position: number };
type Stores = Record<typeof ITEMS | typeof FILES, IDBObjectStore>;

export interface DatabaseHooks {
  /** Somebody signed out, here or in another tab, and deletes it. */
  onDeleted: () => void;
  /** It opened after having been given up: what it holds can be read now. */
  onRecovered: () => void;
}

/**
 * The browser's database for one person. What it has no room for, or all while there is none, as in some private
 * windows, is kept in memory, and moved into it as soon as it takes something again. It is opened anew whenever the
 * browser, or a newer copy of this code, has closed it.
 */
export class DatabaseStore implements OutboxStore {
  readonly #name: string;
  readonly #hooks: DatabaseHooks;
  readonly #memory = new MemoryStore();
  /** As it was when it could last be read. */
  #rows: readonly Row[] = [];
  /** Changes of items that it had no room to note. */
  readonly #notes = new Map<string, OutboxItem>();
  #connection: Promise<IDBDatabase> | undefined;
  #stuck = false;
  #ended = false;

  constructor(name: string, hooks: DatabaseHooks) {
    this.#name = name;
    this.#hooks = hooks;
  }

  async all(): Promise<OutboxItem[]> {
    await this.#run('readonly', ({ items }) => answered(items.getAll() as IDBRequest<Row[]>)).then(
      (rows) => (this.#rows = rows),
      () => undefined,
    );
    const stored = this.#rows.map(({ position: _position, ...item }) => this.#notes.get(item.id) ?? item);
    const ids = new Set(stored.map(({ id }) => id));
    return [...stored, ...(await this.#memory.all()).filter(({ id }) => !ids.has(id))];
  }

  async add(item: OutboxItem, files: readonly Blob[]): Promise<void> {
    // What had no room before goes first, so that order is kept.
    const before = this.#memory.entries();
    try {
      await this.#run('readwrite', async (stores) => {
        for (const each of [...before, { item, files }]) await put(stores, each.item, each.files);
      });
    } catch {
      return this.#memory.add(item, files);
    }
    for (const { item } of before) {
      const isMoved = this.#memory.has(item.id);
      // What was delivered or taken back meanwhile stays gone.
      await (isMoved ? this.#memory : this).remove(item.id);
    }
  }

  async update(item: OutboxItem): Promise<boolean> {
    if (await this.#memory.update(item)) return true;
    const { volatile: _volatile, ...kept } = item;
    try {
      const found = await this.#run('readwrite', async ({ items }) => {
        const position = await answered(items.index('id').getKey(item.id));
        if (position !== undefined) items.put({ ...kept, position });
        return position !== undefined;
      });
      this.#notes.delete(item.id);
      return found;
    } catch {
      // It must be sent all the same, above all where there is no room left.
      const known = await this.#run('readonly', ({ items }) => answered(items.index('id').getKey(item.id)));
      if (known !== undefined) this.#notes.set(item.id, kept);
      return known !== undefined;
    }
  }

  async takeBack(id: string): Promise<{ item: OutboxItem; files: Blob[] } | undefined> {
    if (this.#memory.has(id)) return this.#memory.takeBack(id);
    return this.#run('readwrite', async ({ items, files }) => {
      const row = await answered(items.index('id').get(id) as IDBRequest<Row | undefined>);
      if (!row || !isCertain(this.#notes.get(id) ?? row)) return undefined;
      const range = filesOf(id);
      const blobs = await answered(files.getAll(range) as IDBRequest<Blob[]>);
      items.delete(row.position);
      files.delete(range);
      const { position: _position, ...item } = row;
      return { item, files: blobs };
    });
  }

  async file(id: string, index: number): Promise<Blob | undefined> {
    const kept = await this.#memory.file(id, index);
    return (
      kept ?? this.#run('readonly', ({ files }) => answered(files.get([id, index]) as IDBRequest<Blob | undefined>))
    );
  }

  async remove(id: string): Promise<void> {
    if (this.#memory.has(id)) return this.#memory.remove(id);
    await this.#run('readwrite', async ({ items, files }) => {
      const position = await answered(items.index('id').getKey(id));
      if (position !== undefined) items.delete(position);
      files.delete(filesOf(id));
    });
    this.#notes.delete(id);
  }

  close(wipe = false): void {
    this.#ended = true;
    this.#memory.close();
    this.#connection
      ?.then((database) => {
        if (wipe) {
          const transaction = database.transaction([ITEMS, FILES], 'readwrite');
          for (const name of [ITEMS, FILES]) transaction.objectStore(name).clear();
        }
        database.close();
      })
      .catch(() => undefined);
  }

  /** Resolves when the transaction is on the disk, as far as the browser can tell. */
  async #run<Result>(mode: IDBTransactionMode, work: (stores: Stores) => Promise<Result>): Promise<Result> {
    const transaction = await this.#begin(mode);
    const done = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new Error('The database gave up'));
    });
    const result = work({ items: transaction.objectStore(ITEMS), files: transaction.objectStore(FILES) }).catch(
      (error: unknown) => {
        // All of it or nothing.
        try {
          transaction.abort();
        } catch {
          // It has ended by itself.
        }
        throw error;
      },
    );
    const [value] = await Promise.all([result, done]);
    return value;
  }

  async #begin(mode: IDBTransactionMode): Promise<IDBTransaction> {
    for (let again = false; ; again = true) {
      const database = await this.#open();
      try {
        return database.transaction([ITEMS, FILES], mode, { durability: 'strict' });
      } catch (error) {
        // It is closing, and nobody has told yet.
        this.#connection = undefined;
        if (again) throw error;
      }
    }
  }

  async #open(): Promise<IDBDatabase> {
    if (this.#ended) throw new Error('This person’s outbox is closed');
    if (this.#stuck) throw new Error('The database does not open');
    const connection = (this.#connection ??= this.#connect().catch((error: unknown) => {
      this.#connection = undefined;
      this.#stuck = false;
      throw error;
    }));
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        this.#stuck = true;
        reject(new Error('The database does not open in time'));
      }, PATIENCE);
    });
    return Promise.race([connection, late]).finally(() => clearTimeout(timer));
  }

  async #connect(): Promise<IDBDatabase> {
    const database = await openDatabase(this.#name);
    const release = () => (this.#connection = undefined);
    database.onversionchange = ({ newVersion }) => {
      database.close();
      release();
      if (newVersion === null) this.#hooks.onDeleted();
    };
    database.onclose = release;
    if (this.#ended) database.close();
    else if (this.#stuck) {
      this.#stuck = false;
      this.#hooks.onRecovered();
    }
    return database;
  }
}

/** Of whichever version it is: a newer copy of this code may add to it, and changes nothing of what is there. */
function openDatabase(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name);
  request.onupgradeneeded = () => {
    const items = request.result.createObjectStore(ITEMS, { keyPath: 'position', autoIncrement: true });
    items.createIndex('id', 'id', { unique: true });
    request.result.createObjectStore(FILES);
  };
  return answered(request);
}

async function put(stores: Stores, item: OutboxItem, files: readonly Blob[]): Promise<void> {
  if ((await answered(stores.items.index('id').getKey(item.id))) !== undefined) return;
  const { volatile: _volatile, ...kept } = item;
  // One after the other: where WebKit keeps no files, as in its private windows, refusing one hangs for ever while
  // another request is under way in the same transaction.
  await answered(stores.items.add(kept));
  for (const [index, file] of files.entries()) await answered(stores.files.add(file, [item.id, index]));
}

function filesOf(id: string): IDBKeyRange {
  return IDBKeyRange.bound([id], [id, Infinity]);
}

function answered<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The database failed'));
  });
}
