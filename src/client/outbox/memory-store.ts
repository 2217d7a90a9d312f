import { isCertain, type OutboxItem, type OutboxStore } from './store.ts';

/** Keeps items as long as the page lives. */
export class MemoryStore implements OutboxStore {
  readonly #items = new Map<string, { item: OutboxItem; files: readonly Blob[] }>();

  has(id: string): boolean {
    return this.#items.has(id);
  }

  /** What is kept, with its files, in the order in which it was added. */
  entries(): readonly { item: OutboxItem; files: readonly Blob[] }[] {
    return [...this.#items.values()];
  }

  async all(): Promise<OutboxItem[]> {
    return this.entries().map(({ item }) => item);
  }

  async add(item: OutboxItem, files: readonly Blob[]): Promise<void> {
    if (!this.#items.has(item.id)) this.#items.set(item.id, { item: { ...item, volatile: true }, files });
  }

  async update(item: OutboxItem): Promise<boolean> {
    const known = this.#items.get(item.id);
    if (known) this.#items.set(item.id, { ...known, item: { ...item, volatile: true } });
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
