import { parseDecimal } from '../store/amount.ts';
import type { ExchangedProduct } from './complete-products.ts';
import { ExchangeError } from './exchange-error.ts';
import { currencyOf, decimalOf, idOf, isTrue, quantityOf, requisitesOf, unitOf } from './values.ts';
import { child, childrenOf, textOf, type Element } from './xml.ts';

/** Which price customers see, and in which currency the company counts. */
export interface PriceChoice {
  /** Its id or its name; null: the first. */
  type: string | null;
  currency: string;
}

/** A `Товар` of the catalogue. */
export function readProduct(product: Element): ExchangedProduct {
  const removed =
    isTrue(textOf(product, 'ПометкаУдаления')) ||
    (child(product, 'Статус') ?? product).attributes['Статус'] === 'Удален';
  return {
    ...named(product),
    ...((removed || textOf(product, 'Статус') === 'Удален') && { discontinued: true }),
  };
}

/**
 * A `Предложение` of a package: price, stock, or both.
 *
 * @param typeNames names of prices by their ids
 * @throws ExchangeError if there is a price in a currency that the company does not count in
 */
export function readOffer(
  offer: Element,
  choice: PriceChoice,
  typeNames: ReadonlyMap<string, string>,
): ExchangedProduct {
  const price = priceOf(offer, choice, typeNames);
  const stock = stockOf(offer);
  const title = textOf(offer, 'Наименование');
  const features = childrenOf(offer, 'ХарактеристикиТовара', 'ХарактеристикаТовара').flatMap(
    (feature) => textOf(feature, 'Значение') ?? [],
  );
  return {
    ...named(offer),
    ...(title !== undefined &&
      features.length > 0 &&
      !title.includes('(') && { title: `${title} (${features.join(', ')})` }),
    ...(price !== undefined && { price }),
    ...(stock !== undefined && { stock }),
    ...(isTrue(textOf(offer, 'ПометкаУдаления')) && { discontinued: true }),
  };
}

function named(product: Element): ExchangedProduct {
  const externalId = idOf(product);
  if (externalId === undefined) throw new ExchangeError('unnamed');
  const fields = {
    sku: textOf(product, 'Артикул'),
    title: (textOf(product, 'Наименование') ?? requisitesOf(product).get('Полное наименование'))?.slice(0, 500),
    unit: unitOf(product),
  };
  return { externalId, ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) };
}

function priceOf(
  offer: Element,
  { type, currency }: PriceChoice,
  names: ReadonlyMap<string, string>,
): string | undefined {
  const prices = childrenOf(offer, 'Цены', 'Цена');
  const chosen =
    type === null
      ? prices[0]
      : prices.find((price) => {
          const id = textOf(price, 'ИдТипаЦены') ?? '';
          return id === type || names.get(id) === type;
        });
  const price = decimalOf(textOf(chosen, 'ЦенаЗаЕдиницу'));
  const given = textOf(chosen, 'Валюта');
  if (price === undefined || given === undefined) return price;
  const own = currencyOf(given);
  if (own !== currency) throw new ExchangeError('otherCurrency', { currency: own, expected: currency });
  return price;
}

/** What there is: as one number, or at each warehouse; a warehouse that owes goods has none. */
function stockOf(offer: Element): number | undefined {
  const rests = childrenOf(offer, 'Остатки', 'Остаток');
  const counts = [
    textOf(offer, 'Количество'),
    ...rests.flatMap((rest) => [
      textOf(rest, 'Количество'),
      ...rest.children.filter(({ name }) => name === 'Склад').map((store) => textOf(store, 'Количество')),
    ]),
  ].flatMap((text) => decimalOf(text) ?? []);
  const [whole, ...byStore] = counts;
  if (whole === undefined) return undefined;
  if (textOf(offer, 'Количество') !== undefined) return Math.max(0, quantityOf(whole) ?? 0);
  const sum = [whole, ...byStore].map(parseDecimal).reduce((total, count) => total + (count > 0n ? count : 0n), 0n);
  return Number(sum / 1000n) / 1000;
}
