import type { ErrorCode } from '../../contract/problem.ts';

/** A file that goes with an item; its bytes are kept apart, so that noting progress does not write them again. */
export interface OutboxFile {
  name: string;
  mediaType: string;
  /** Bytes. */
  size: number;
  /** The upload at the backend, once it was begun. */
  uploadId?: string | undefined;
  /** Bytes that the backend has. */
  received: number;
}

/** Why the backend will not take an item. */
export interface OutboxRefusal {
  code: ErrorCode;
  /** For a person, where the backend wrote something for them. */
  detail?: string | undefined;
  /** A message for each refused field, by JSON pointer. */
  fields?: Readonly<Record<string, string>> | undefined;
}

/** Something that a person sent and the backend has not acknowledged yet. */
export interface OutboxItem {
  /** Made when the person acted; the idempotency key of every attempt. */
  id: string;
  /** Items of one lane, such as a conversation, are sent in order, one after the other. */
  lane: string;
  operationId: string;
  input: Readonly<Record<string, unknown>>;
  files: readonly OutboxFile[];
  /** Milliseconds since the epoch. */
  createdAt: number;
  /** Attempts of which nobody can be sure that they did not arrive; its files' uploads are none. */
  attempts: number;
  /** It lies in this page's memory only: there was no room, or no database. It is lost when the page is left. */
  volatile?: boolean | undefined;
  refusal?: OutboxRefusal | undefined;
}

/** Where items are kept until they are delivered, in the order in which they were added. */
export interface OutboxStore {
  all(): Promise<OutboxItem[]>;
  /** Adding an id that is there already changes nothing. */
  add(item: OutboxItem, files: readonly Blob[]): Promise<void>;
  /** Overwrites an item that is there; false: it is gone, and stays gone. */
  update(item: OutboxItem): Promise<boolean>;
  /** Removes an item that was surely not taken by the backend: refused, or never tried. */
  takeBack(id: string): Promise<{ item: OutboxItem; files: Blob[] } | undefined>;
  file(id: string, index: number): Promise<Blob | undefined>;
  remove(id: string): Promise<void>;
  close(): void;
}

const ITEMS = 'items';
const FILES = 'files';

const isCertain = ({ attempts, refusal }: OutboxItem) => attempts === 0 || refusal !== undefined;

type Row = OutboxItem & { position: number };

/** The browser's database for one person; in memory where there is none, as in some private windows. */
export async function openOutboxStore(name: string, onGone: () => void): Promise<OutboxStore> {
  try {
    return new DatabaseStore(await openDatabase(name), onGone);
  } catch {
    return new MemoryStore();
  }
}

function openDatabase(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => {
    const items = request.result.createObjectStore(ITEMS, { keyPath: 'position', autoIncrement: true });
    items.createIndex('id', 'id', { unique: true });
    request.result.createObjectStore(FILES);
  };
  return answered(request);
}

function answered<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The database failed'));
  });
}

class DatabaseStore implements OutboxStore {
  readonly #database: IDBDatabase;
  /** For what the database has no room for. */
  readonly #memory = new MemoryStore();

  constructor(database: IDBDatabase, onGone: () => void) {
    this.#database = database;
    // Somebody signed out in another tab and deletes it.
    database.onversionchange = () => {
      database.close();
      onGone();
    };
    database.onclose = onGone;
  }

  async all(): Promise<OutboxItem[]> {
    const rows = await this.#run('readonly', ({ items }) => answered(items.getAll() as IDBRequest<Row[]>));
    return [...rows.map(({ position: _position, ...item }) => item), ...(await this.#memory.all())];
  }

  async add(item: OutboxItem, files: readonly Blob[]): Promise<void> {
    const adding = this.#run('readwrite', async (stores) => {
      if ((await answered(stores.items.index('id').getKey(item.id))) !== undefined) return;
      stores.items.add(item);
      files.forEach((file, index) => stores.files.add(file, [item.id, index]));
    });
    await adding.catch(() => this.#memory.add(item, files));
  }

  async update(item: OutboxItem): Promise<boolean> {
    if (item.volatile) return this.#memory.update(item);
    return this.#run('readwrite', async ({ items }) => {
      const position = await answered(items.index('id').getKey(item.id));
      if (position !== undefined) items.put({ ...item, position });
      return position !== undefined;
    });
  }

  async takeBack(id: string): Promise<{ item: OutboxItem; files: Blob[] } | undefined> {
    const kept = await this.#memory.takeBack(id);
    if (kept) return kept;
    return this.#run('readwrite', async ({ items, files }) => {
      const row = await answered(items.index('id').get(id) as IDBRequest<Row | undefined>);
      if (!row || !isCertain(row)) return undefined;
      const range = IDBKeyRange.bound([id], [id, Infinity]);
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
    await this.#memory.remove(id);
    await this.#run('readwrite', async ({ items, files }) => {
      const position = await answered(items.index('id').getKey(id));
      if (position !== undefined) items.delete(position);
      files.delete(IDBKeyRange.bound([id], [id, Infinity]));
    });
  }

  close(): void {
    this.#database.close();
  }

  /** Resolves when the transaction is on the disk, as far as the browser can tell. */
  async #run<Result>(
    mode: IDBTransactionMode,
    work: (stores: { items: IDBObjectStore; files: IDBObjectStore }) => Promise<Result>,
  ): Promise<Result> {
    const transaction = this.#database.transaction([ITEMS, FILES], mode, { durability: 'strict' });
    const done = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new Error('The database gave up'));
    });
    const result = work({ items: transaction.objectStore(ITEMS), files: transaction.objectStore(FILES) });
    const [value] = await Promise.all([result, done]);
    return value;
  }
}

/** Keeps items as long as the page lives. */
class MemoryStore implements OutboxStore {
  readonly #items = new Map<string, { item: OutboxItem; files: readonly Blob[] }>();

  async all(): Promise<OutboxItem[]> {
    return [...this.#items.values()].map(({ item }) => item);
  }

  async add(item: OutboxItem, files: readonly Blob[]): Promise<void> {
    if (!this.#items.has(item.id)) this.#items.set(item.id, { item: { ...item, volatile: true }, files });
  }

  async update(item: OutboxItem): Promise<boolean> {
    const known = this.#items.get(item.id);
    if (known) this.#items.set(item.id, { ...known, item });
    return known !== undefined;
  }

  async takeBack(id: string): Promise<{ item: OutboxItem; files: Blob[] } | undefined> {
    const known = this.#items.get(id);
    if (!known || !isCertain(known.item)) return undefined;
    this.#items.delete(id);
    return { item: known.item, files: [...known.files] };
  }

  async file(id: string, index: number): Promise<Blob | undefined> {
    return this.#items.get(id)?.files[index];
  }

  async remove(id: string): Promise<void> {
    this.#items.delete(id);
  }

  close(): void {
    this.#items.clear();
  }
}
