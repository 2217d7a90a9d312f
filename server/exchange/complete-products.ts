import * as z from 'zod/mini';
import { Id } from '../../src/contract/scalars.ts';
import { Price, Quantity, Words } from '../push/schemas.ts';
import { isOneOf } from '../store/bulk.ts';
import type { ProductRecord, Refusal, WriteResult } from '../store/records.ts';
import type { StoreTransaction } from '../store/transaction.ts';
import { writeProducts } from '../store/write/products.ts';

/** What one file says of a product: the catalogue its name, others its price, or what there is of it. */
export const ExchangedProduct = z.strictObject({
  externalId: Id,
  sku: z.optional(Words),
  title: z.optional(Words),
  unit: z.optional(Words),
  price: z.optional(Price),
  stock: z.optional(Quantity),
  discontinued: z.optional(z.boolean()),
});
export type ExchangedProduct = z.output<typeof ExchangedProduct>;

/** A product that has no price yet cannot be ordered. */
const NO_PRICE = '0';
const hasPrice = ({ price }: Pick<ProductRecord, 'price'>) => Number(price) > 0;

/** A variant of a product is named by the product's id, `#` and its own. */
const productOf = (id: string) => id.split('#')[0] ?? id;

/** Writes products of which a file says only a part; the rest stays as it was. */
export async function writeExchangedProducts(
  transaction: StoreTransaction,
  tenantId: string,
  products: readonly ExchangedProduct[],
): Promise<WriteResult> {
  const known = await readProducts(
    transaction,
    tenantId,
    products.flatMap(({ externalId: id }) => [id, productOf(id)]),
  );
  const records: ProductRecord[] = [];
  const refused: Refusal[] = [];
  for (const product of products) {
    const before = known.get(product.externalId);
    const base = before ?? known.get(productOf(product.externalId));
    const title = product.title ?? base?.title;
    if (title === undefined) {
      refused.push({ externalId: product.externalId, pointer: '', reason: 'unknownProduct' });
      continue;
    }
    const price = product.price ?? before?.price ?? NO_PRICE;
    const waited = before === undefined || !hasPrice(before);
    const record: ProductRecord = {
      externalId: product.externalId,
      sku: product.sku ?? base?.sku,
      title,
      image: before?.image,
      unit: product.unit ?? base?.unit,
      price,
      stock: product.stock ?? before?.stock,
      discontinued: product.discontinued ?? (!hasPrice({ price }) || (!waited && before.discontinued)),
      substitutes: before?.substitutes,
    };
    records.push(record);
    known.set(record.externalId, record);
  }
  const { accepted } = await writeProducts(transaction, tenantId, records);
  return { accepted, refused };
}

async function readProducts(
  transaction: StoreTransaction,
  tenantId: string,
  ids: readonly string[],
): Promise<Map<string, ProductRecord>> {
  const rows = await transaction
    .selectFrom('products')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where(isOneOf('id', [...new Set(ids)]))
    .orderBy('id')
    // Somebody may order of it just now: their part of the stock must not come back.
    .forUpdate()
    .execute();
  return new Map(
    rows.map((row) => [
      row.id,
      {
        externalId: row.id,
        sku: row.sku ?? undefined,
        title: row.title,
        image: row.image ?? undefined,
        unit: row.unit ?? undefined,
        price: row.price,
        stock: row.stock === null ? undefined : Number(row.stock),
        discontinued: row.discontinued,
        substitutes: row.substitutes,
      },
    ]),
  );
}
