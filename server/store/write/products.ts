import { writeMany } from '../bulk.ts';
import type { ProductRecord, WriteResult } from '../records.ts';
import type { StoreTransaction } from '../transaction.ts';

/** Adds or replaces products by their ids. */
export async function writeProducts(
  transaction: StoreTransaction,
  tenantId: string,
  records: readonly ProductRecord[],
): Promise<WriteResult> {
  const rows = records.map((record) => ({
    tenant_id: tenantId,
    id: record.externalId,
    sku: record.sku,
    title: record.title,
    image: record.image,
    unit: record.unit,
    price: record.price,
    stock: record.stock,
    discontinued: record.discontinued ?? false,
    substitutes: record.substitutes ?? [],
  }));
  // Rows are locked in the order of their ids, as a reorder locks them: neither waits for the other for ever.
  rows.sort((one, other) => (one.id < other.id ? -1 : 1));
  await writeMany(
    transaction,
    'products',
    ['tenant_id', 'id', 'sku', 'title', 'image', 'unit', 'price', 'stock', 'discontinued', 'substitutes'],
    rows,
    { key: ['tenant_id', 'id'] },
  );
  return { accepted: rows.length, refused: [] };
}
