import type { FileContent } from './file-store.ts';

/** A file with the name that its sender gave it, read from its store as it is sent. */
export class StoredFile extends File {
  readonly #content: FileContent;

  constructor(content: FileContent, name: string, type: string) {
    // Node's own `File` holds bytes, or a file on a disk, but nothing that is fetched from elsewhere.
    super([], name, { type });
    this.#content = content;
    Object.defineProperty(this, 'size', { value: content.size });
  }

  override slice(start?: number, end?: number, type = ''): Blob {
    return new StoredFile(this.#content.slice(start, end), this.name, type);
  }

  override stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    return this.#content.stream();
  }

  override arrayBuffer(): Promise<ArrayBuffer> {
    return this.#content.arrayBuffer();
  }

  override async bytes(): Promise<Uint8Array<ArrayBuffer>> {
    return new Uint8Array(await this.arrayBuffer());
  }

  override async text(): Promise<string> {
    return new TextDecoder().decode(await this.arrayBuffer());
  }
}
