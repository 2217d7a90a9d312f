/** What a file holds; nothing of it is read before it is asked for. A `Blob` is one. */
export interface FileContent {
  /** Bytes. */
  readonly size: number;
  /** A part of it, from one place up to another. */
  slice(start?: number, end?: number): FileContent;
  /** The bytes as they are read: of a large file a few at a time. */
  stream(): ReadableStream<Uint8Array<ArrayBuffer>>;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/**
 * Where the files of messages are kept. Keys are made by us: letters, digits and dashes. Servers that share a
 * database must share it too.
 */
export interface FileStore {
  /** Keeps bytes at an offset, for good when it resolves; writing the same again does no harm. */
  write(key: string, offset: number, bytes: Uint8Array): Promise<void>;
  /** Null: there is no such file. */
  read(key: string): Promise<FileContent | null>;
  /** Removing what is not there does no harm. */
  remove(key: string): Promise<void>;
}

/** A key, if it is one: it becomes a part of a path. */
export function checkKey(key: string): string {
  if (!/^[\w-]{4,100}$/.test(key)) throw new RangeError(`"${key}" is no key of a file`);
  return key;
}
