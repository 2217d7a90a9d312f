/** Longer texts are not searched to their end; what people look for stands in front. */
const MAX_LENGTH = 4000;

/** What a search of an order looks through: number, reference, article numbers and names, in lower case. */
export function searchText(
  number: string,
  reference: string | null | undefined,
  goods: readonly { title: string; sku?: string | null | undefined }[],
): string {
  const words = [number, reference ?? '', ...new Set(goods.map(({ sku, title }) => `${sku ?? ''} ${title}`))];
  return words.filter(Boolean).join('\n').toLowerCase().slice(0, MAX_LENGTH);
}
