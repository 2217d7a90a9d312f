import type { Schema } from '../../src/contract/operation.ts';
import type { Language } from '../http/texts.ts';
import { importRows, type ImportTarget } from '../push/import.ts';
import type { RunTransaction } from '../store/transaction.ts';
import { ExchangedCustomer, findCustomers, writeExchangedCustomers } from './complete-customers.ts';
import { writeExchangedOrders } from './complete-orders.ts';
import { ExchangedProduct, writeExchangedProducts } from './complete-products.ts';
import { ExchangedOrder, readDocuments, type DocumentTerms } from './document.ts';
import { ExchangeError } from './exchange-error.ts';
import type { Source } from './files.ts';
import { readPartner } from './partner.ts';
import { readOffer, readProduct, type PriceChoice } from './product.ts';
import { exchangeText } from './texts.ts';
import { idOf } from './values.ts';
import { readUnits, textOf, type Unit } from './xml.ts';

/** What is dealt with at a time, and so in memory. */
const BATCH_UNITS = 100;
const BATCH_SIZE = 2 * 1024 * 1024;
const MAX_REMARKS = 100;

/** What became of a file so far. */
export interface ExchangeReport {
  /** Parts of the file that are done. */
  units: number;
  accepted: number;
  rejected: number;
  /** Why something was refused, or taken otherwise than one may think. */
  remarks: string[];
}

/** What is needed to understand the files of a company. */
export interface ImportTerms extends DocumentTerms {
  tenantId: string;
  prices: PriceChoice;
  language: Language;
}

interface Kind {
  matches: RegExp;
  read: (units: readonly Unit[], context: ReadContext) => Promise<void>;
}
interface ReadContext {
  run: RunTransaction;
  terms: ImportTerms;
  report: ExchangeReport;
  priceTypes: Map<string, string>;
}

const PRICE_TYPE = /\/ТипыЦен\/ТипЦены$/;
const kinds: readonly Kind[] = [
  { matches: /^[^/]+\/Контрагенты\/Контрагент$/, read: readPartners },
  { matches: /^[^/]+\/Каталог\/Товары\/Товар$/, read: readGoods },
  { matches: /^[^/]+\/(?:Изменения)?Пакет(?:а)?Предложений\/Предложения\/Предложение$/, read: readGoods },
  { matches: /^[^/]+\/(?:Документ|Контейнер)$/, read: readOrders },
];
const isUnit = (path: string) => PRICE_TYPE.test(path) || kinds.some(({ matches }) => matches.test(path));

/**
 * Takes files of CommerceML into the company's data by the way of the push API, some at a time.
 *
 * @param report what was done of it before; counts on
 * @param pause asked after each batch, with what is done: true stops there, to go on by the next request
 * @returns whether all of it is done
 * @throws ExchangeError if a file is none; what stands before the fault is taken
 */
export async function importFiles(
  run: RunTransaction,
  sources: readonly Pick<Source, 'read'>[],
  terms: ImportTerms,
  report: ExchangeReport,
  pause: (report: ExchangeReport) => Promise<boolean>,
): Promise<boolean> {
  const context: ReadContext = { run, terms, report, priceTypes: new Map() };
  const done = report.units;
  let seen = 0;
  let batch: Unit[] = [];
  let size = 0;
  const flush = async () => {
    for (const { matches, read } of kinds) {
      const units = batch.filter(({ path }) => matches.test(path));
      if (units.length > 0) await read(units, context);
    }
    report.units += batch.length;
    batch = [];
    size = 0;
  };
  for await (const unit of unitsOf(sources)) {
    if (PRICE_TYPE.test(unit.path)) {
      context.priceTypes.set(idOf(unit.element) ?? '', textOf(unit.element, 'Наименование') ?? '');
      continue;
    }
    if (++seen <= done) continue;
    batch.push(unit);
    size += unit.size;
    if (batch.length < BATCH_UNITS && size < BATCH_SIZE) continue;
    await flush();
    if (await pause(report)) return false;
  }
  await flush();
  return true;
}

async function* unitsOf(sources: readonly Pick<Source, 'read'>[]): AsyncGenerator<Unit, void, undefined> {
  for (const source of sources) yield* readUnits(source.read(), isUnit);
}

async function readPartners(units: readonly Unit[], context: ReadContext): Promise<void> {
  const partners = units.flatMap((unit) => {
    const partner = attempt(context, nameOf(unit), () => readPartner(unit.element) ?? fail('unnamed'));
    return partner === undefined ? [] : [{ value: partner, bytes: unit.size }];
  });
  await push(context, partners, { schema: ExchangedCustomer, write: writeExchangedCustomers });
}

async function readGoods(units: readonly Unit[], context: ReadContext): Promise<void> {
  const { terms, priceTypes } = context;
  const products = units.flatMap((unit) => {
    const product = attempt(context, nameOf(unit), () =>
      unit.element.name === 'Товар' ? readProduct(unit.element) : readOffer(unit.element, terms.prices, priceTypes),
    );
    return product === undefined ? [] : [{ value: product, bytes: unit.size }];
  });
  await push(context, products, { schema: ExchangedProduct, write: writeExchangedProducts });
}

async function readOrders(units: readonly Unit[], context: ReadContext): Promise<void> {
  const { run, terms } = context;
  const orders = units.flatMap((unit) => {
    const read = readDocuments(unit.element, terms);
    for (const { name, error, warning } of read.problems) {
      if (warning === true) remark(context, name, exchangeText(error.reason, terms.language, error.values));
      else reject(context, name, error);
    }
    return read.orders.map((order) => ({ ...order, size: unit.size / read.orders.length }));
  });
  const buyers = orders.flatMap(({ buyer }) => buyer ?? []);
  const customerOf = await run({ tenantId: terms.tenantId }, (transaction) =>
    findCustomers(transaction, terms.tenantId, buyers),
  );
  // What an order says of its buyer is less than the partner itself: it only makes known who was not.
  const strangers = new Map(buyers.map((buyer) => [buyer.externalId, buyer]));
  for (const id of customerOf.keys()) strangers.delete(id);
  const newcomers = [...strangers.values()].map((value) => ({ value, bytes: 0 }));
  await push({ ...context, report: { ...context.report } }, newcomers, {
    schema: ExchangedCustomer,
    write: writeExchangedCustomers,
  });
  const rows = orders.map(({ order, size }) => {
    const customerId =
      order.customerId === undefined ? undefined : (customerOf.get(order.customerId) ?? order.customerId);
    return { value: { ...order, ...(customerId !== undefined && { customerId }) }, bytes: size };
  });
  await push(context, rows, { schema: ExchangedOrder, write: writeExchangedOrders });
}

async function push<RecordSchema extends Schema>(
  context: ReadContext,
  rows: readonly { value: { externalId: string }; bytes: number }[],
  target: ImportTarget<RecordSchema>,
): Promise<void> {
  if (rows.length === 0) return;
  const { run, terms, report } = context;
  const { accepted, rejected, errors } = await importRows(run, terms.tenantId, listed(rows), target, terms.language);
  report.accepted += accepted;
  report.rejected += rejected;
  for (const { externalId = '', pointer, message } of errors) {
    remark(context, `${externalId}${pointer}`, message);
  }
}

/** As if they came from a stream. */
async function* listed<Row>(rows: readonly Row[]): AsyncGenerator<Row, void, undefined> {
  yield* rows;
}

function attempt<Result>(context: ReadContext, name: string, work: () => Result): Result | undefined {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ExchangeError)) throw error;
    reject(context, name, error);
    return undefined;
  }
}

function fail(reason: ConstructorParameters<typeof ExchangeError>[0]): never {
  throw new ExchangeError(reason);
}

function reject(context: ReadContext, name: string, { reason, values }: ExchangeError): void {
  context.report.rejected++;
  remark(context, name, exchangeText(reason, context.terms.language, values));
}

function remark({ report }: ReadContext, name: string, text: string): void {
  const line = `${name}: ${text}`;
  if (report.remarks.length < MAX_REMARKS && !report.remarks.includes(line)) report.remarks.push(line);
}

const nameOf = ({ element }: Unit) =>
  `${element.name} ${textOf(element, 'Наименование') ?? idOf(element) ?? ''}`.trim().slice(0, 100);
