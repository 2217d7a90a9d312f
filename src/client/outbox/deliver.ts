import type { Operation } from '../../contract/operation.ts';
import type { OutboxItem, OutboxStore } from './store.ts';
import { upload, type UploadOptions } from './upload.ts';

/** The person took the item back while its files were on their way. */
export class TakenBack extends Error {}

export interface DeliverOptions extends Pick<UploadOptions, 'mutate' | 'query' | 'signal'> {
  operation: Operation;
  item: OutboxItem;
  store: OutboxStore;
  /** Hears of the item as it changes: attempts, and how much of its files has arrived. */
  onItem: (item: OutboxItem) => void;
}

/** One attempt to send an item, its files first; removes it from the store when the backend has answered. */
export async function deliver({ operation, store, onItem, ...options }: DeliverOptions): Promise<unknown> {
  const { signal, mutate, query } = options;
  let item = options.item;
  const change = async (changed: Partial<OutboxItem>) => {
    item = { ...item, ...changed };
    if (!(await store.update(item))) throw new TakenBack();
    onItem(item);
  };
  const uploadIds: string[] = [];
  for (const [index, file] of item.files.entries()) {
    const blob = await store.file(item.id, index);
    if (!blob) throw new TakenBack();
    const onProgress = (uploadId: string, received: number) =>
      change({ files: item.files.map((each, at) => (at === index ? { ...each, uploadId, received } : each)) });
    uploadIds.push(await upload({ ...file, blob, key: `${item.id}-${index}`, signal, mutate, query, onProgress }));
  }
  const input = { ...item.input, ...(uploadIds.length > 0 && { uploadIds }) };
  // Noted before the first byte leaves: from now on nobody can be sure that it did not arrive.
  await change({ attempts: item.attempts + 1 });
  const answer = await mutate(operation, input, { idempotencyKey: item.id, ifMatch: item.ifMatch, signal });
  await store.remove(item.id);
  return answer;
}
