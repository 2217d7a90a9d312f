import * as z from 'zod/mini';
import { fulfilmentStatuses, orderStatuses } from '../../src/contract/orders/index.ts';
import { Id } from '../../src/contract/scalars.ts';
import { Amount, PushedOrder, Words } from '../push/schemas.ts';
import { formatDecimal, parseDecimal } from '../store/amount.ts';
import { ExchangeError } from './exchange-error.ts';
import { linesOf, totalsOf } from './document-lines.ts';
import type { ExchangedCustomer } from './complete-customers.ts';
import { readPartner } from './partner.ts';
import { meaningOf, statusLabel } from './status.ts';
import { currencyOf, decimalOf, idOf, isTrue, momentOf, requisitesOf } from './values.ts';
import { childrenOf, textOf, type Element } from './xml.ts';

/** What documents say of an order's state; what they do not say stays as it was. */
const Facts = z.strictObject({
  code: z.optional(z.enum(orderStatuses)),
  fulfilment: z.optional(z.enum(fulfilmentStatuses)),
  /** The company's own word. */
  label: z.optional(Words),
  posted: z.optional(z.boolean()),
  cancelled: z.optional(z.boolean()),
  shipped: z.optional(z.boolean()),
  /** All of it, or how much. */
  paid: z.optional(z.union([z.literal('all'), Amount])),
});

/** An order as documents of 1C tell it: whole, or only how it goes on. It is completed by what is known of it. */
export const ExchangedOrder = z.extend(z.partial(PushedOrder), {
  externalId: Id,
  facts: Facts,
  /** That the company's book of orders names it by its number alone. */
  byNumber: z.boolean(),
});
export type ExchangedOrder = z.output<typeof ExchangedOrder>;

/** What is needed to understand documents of a company. */
export interface DocumentTerms {
  timeZone: string;
  statuses: Readonly<Record<string, string>>;
}

/** What a unit of a file holds: orders, their buyers, and why the rest of it is not taken. */
export interface ReadDocuments {
  orders: { order: ExchangedOrder; buyer: ExchangedCustomer | undefined }[];
  problems: { name: string; error: ExchangeError; warning?: boolean }[];
}

/** Reads a `Документ`, or a `Контейнер` with the documents of an order. */
export function readDocuments(unit: Element, terms: DocumentTerms): ReadDocuments {
  const documents = unit.name === 'Контейнер' ? unit.children.filter(({ name }) => name === 'Документ') : [unit];
  const read: ReadDocuments = { orders: [], problems: [] };
  const attempt = (document: Element, work: () => void) => {
    try {
      work();
    } catch (error) {
      if (!(error instanceof ExchangeError)) throw error;
      read.problems.push({ name: nameOf(document), error });
    }
  };
  const isOrder = (document: Element) => /заказ/i.test(textOf(document, 'ХозОперация') ?? 'Заказ');
  for (const document of documents.filter(isOrder)) {
    attempt(document, () => {
      const removed = isTrue(textOf(document, 'ПометкаУдаления') ?? requisitesOf(document).get('ПометкаУдаления'));
      read.orders.push(readOrder(document, terms, removed, read.problems));
    });
  }
  for (const document of documents.filter((candidate) => !isOrder(candidate))) {
    attempt(document, () => addTo(read, document, terms));
  }
  return read;
}

/** How people find the document again. */
const nameOf = (document: Element) =>
  `${textOf(document, 'ХозОперация') ?? 'Документ'} ${textOf(document, 'Номер') ?? idOf(document) ?? ''}`.trim();

function readOrder(document: Element, terms: DocumentTerms, removed: boolean, problems: ReadDocuments['problems']) {
  if (textOf(document, 'Роль') === 'Покупатель') {
    throw new ExchangeError('purchase', { operation: textOf(document, 'ХозОперация') ?? '' });
  }
  const requisites = requisitesOf(document);
  const number = textOf(document, 'Номер') ?? textOf(document, 'Номер1С') ?? requisites.get('Номер по 1С');
  const id = idOf(document);
  const externalId = id ?? number;
  if (externalId === undefined) throw new ExchangeError('unnamed');
  const statusName = requisites.get('Статус заказа') ?? requisites.get('СтатусЗаказа') ?? textOf(document, 'Статус');
  const meaning = statusName === undefined ? undefined : meaningOf(statusName, terms.statuses);
  if (statusName !== undefined && meaning === undefined) {
    const error = new ExchangeError('unknownStatus', { status: statusLabel(statusName) });
    problems.push({ name: nameOf(document), error, warning: true });
  }
  const posted = requisites.get('Проведен') ?? textOf(document, 'Проведен');
  const cancelled = requisites.get('Отменен') ?? textOf(document, 'Отменен');
  const shipmentNumber = requisites.get('Номер отгрузки по 1С');
  const shippedOn = requisites.get('Дата отгрузки по 1С');
  const paid = ['Номер оплаты по 1С', 'Дата оплаты по 1С'].some((name) => requisites.has(name));
  const buyer = buyerOf(document);
  const lines = linesOf(document);
  const totals = totalsOf(document);
  const currency = textOf(document, 'Валюта');
  const address = requisites.get('Адрес доставки');
  const order: ExchangedOrder = {
    externalId,
    byNumber: id === undefined,
    facts: {
      ...(meaning !== undefined && { code: meaning.status }),
      ...(meaning?.fulfilment !== undefined && { fulfilment: meaning.fulfilment }),
      ...(statusName !== undefined && { label: statusLabel(statusName).slice(0, 500) }),
      ...(posted !== undefined && { posted: isTrue(posted) }),
      ...((cancelled !== undefined || removed) && { cancelled: removed || isTrue(cancelled) }),
      ...((shipmentNumber ?? shippedOn ?? (isTrue(requisites.get('Отгружен')) || undefined)) !== undefined && {
        shipped: true,
      }),
      ...((paid || isTrue(requisites.get('Заказ оплачен'))) && { paid: 'all' as const }),
    },
    ...present({
      number,
      customerId: buyer?.externalId,
      placedAt: momentOf(terms.timeZone, textOf(document, 'Дата'), textOf(document, 'Время')),
      currency: currency === undefined ? undefined : currencyOf(currency),
      lines: totals === undefined ? undefined : lines,
      totals,
      paymentMethod: requisites.get('Метод оплаты'),
      deliveryMethod: requisites.get('Способ доставки'),
      shippingAddress: address === undefined ? undefined : { lines: [address.slice(0, 500)] },
      shipments:
        shipmentNumber === undefined
          ? undefined
          : [shipment(shipmentNumber, momentOf(terms.timeZone, shippedOn), meaning?.fulfilment)],
    }),
  };
  return { order, buyer };
}

/** A payment or a shipment belongs to the order that it names, or to the only one beside it. */
function addTo({ orders }: ReadDocuments, document: Element, terms: DocumentTerms): void {
  const operation = textOf(document, 'ХозОперация') ?? '';
  const isPayment = /оплат|плат[её]ж|выплата|эквайринг|поступление/i.test(operation);
  if (!isPayment && !/отпуск|отгрузка|реализация/i.test(operation)) {
    throw new ExchangeError('unknownOperation', { operation });
  }
  if (textOf(document, 'Роль') === 'Покупатель') throw new ExchangeError('purchase', { operation });
  const basis = textOf(document, 'Основание') ?? textOf(document, 'ДокументОснование', 'Ид');
  const named = orders.find(({ order }) => basis !== undefined && [order.externalId, order.number].includes(basis));
  let found = named ?? (basis === undefined && orders.length === 1 ? orders[0] : undefined);
  if (found === undefined) {
    if (basis === undefined) throw new ExchangeError('noOrder', { operation });
    found = { order: { externalId: basis, number: basis, byNumber: true, facts: {} }, buyer: undefined };
    orders.push(found);
  }
  const requisites = requisitesOf(document);
  const off = [textOf(document, 'ПометкаУдаления'), requisites.get('Отменен'), requisites.get('ПометкаУдаления')].some(
    isTrue,
  );
  if (off || requisites.get('Проведен') === 'false') return;
  const { order } = found;
  if (isPayment) {
    order.facts.paid = addAmounts(order.facts.paid, decimalOf(textOf(document, 'Сумма')));
    return;
  }
  order.facts.shipped = true;
  const number = textOf(document, 'Номер1С') ?? textOf(document, 'Номер') ?? idOf(document) ?? '1';
  const at = momentOf(terms.timeZone, textOf(document, 'Дата'), textOf(document, 'Время'));
  const lines = childrenOf(document, 'Товары', 'Товар').flatMap((product) => {
    const index = order.lines?.findIndex(({ productId }) => productId === idOf(product)) ?? -1;
    const quantity = Number(decimalOf(textOf(product, 'Количество')) ?? 0);
    return index < 0 ? [] : [{ line: index + 1, quantity }];
  });
  const made = { ...shipment(number, at, order.facts.fulfilment), lines };
  order.shipments = [...(order.shipments ?? []).filter(({ externalId }) => externalId !== made.externalId), made];
}

function addAmounts(before: ExchangedOrder['facts']['paid'], amount = '0'): ExchangedOrder['facts']['paid'] {
  if (before === 'all') return before;
  return formatDecimal(parseDecimal(before ?? '0') + parseDecimal(amount));
}

function shipment(
  number: string,
  shippedAt: string | undefined,
  fulfilment: string | undefined,
): NonNullable<ExchangedOrder['shipments']>[number] {
  return {
    externalId: number.slice(0, 200),
    number: number.slice(0, 500),
    status: fulfilment === 'delivered' || fulfilment === 'returned' ? fulfilment : 'shipped',
    ...(shippedAt !== undefined && { shippedAt }),
    lines: [],
  };
}

/** The party that buys; the only one, if none says so. */
function buyerOf(document: Element): ExchangedCustomer | undefined {
  const parties = childrenOf(document, 'Контрагенты', 'Контрагент');
  const buyer =
    parties.find((party) => textOf(party, 'Роль') === 'Покупатель') ?? (parties.length === 1 ? parties[0] : undefined);
  return buyer === undefined ? undefined : readPartner(buyer);
}

function present<Fields extends Record<string, unknown>>(fields: Fields) {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Fields]?: NonNullable<Fields[Name]>;
  };
}
