import type { InvoiceFilter, InvoiceSort, InvoiceSummary } from '../../contract/invoices/index.ts';
import type { Page } from '../../contract/page.ts';
import { CabinetError } from '../../contract/problem.ts';
import type { CallContext } from '../adapter.ts';
import { readBills, type Bill } from './bills.ts';
import type { Scope } from './scope.ts';
import type { Domain, Tryton } from './session.ts';
import { fromDay } from './values.ts';

const DEFAULT_LIMIT = 20;
/** Rows that are read at once where not every one of them may fit. */
const CHUNK = 50;
/** Such reads for one page: a short page is legal, an endless wait is not. */
const MAX_CHUNKS = 5;
/** The most invoices that are read as a whole. */
export const MAX_WHOLE = 1000;

/** Where a list stands: what the last row was sorted by, and its id. */
interface Place {
  key: string;
  id: number;
}

const writeCursor = (sort: InvoiceSort, { key, id }: Place): string => `${sort}~${key}~${id}`;

function readCursor(sort: InvoiceSort, cursor: string | undefined): Place | undefined {
  if (cursor === undefined) return undefined;
  const [, of, key = '', id] = /^(-?[a-zA-Z]+)~([\d.-]{1,30})~(\d{1,9})$/.exec(cursor) ?? [];
  const isDay = /^\d{4}-\d\d-\d\d$/.test(key) && !Number.isNaN(Date.parse(key));
  if (of !== sort || (/On$/.test(sort) ? !isDay : !/^\d{1,15}(\.\d{1,6})?$/.test(key))) {
    const message = 'is none of this list: start again without it';
    throw new CabinetError('invalid', `/cursor ${message}`, { fields: { '/cursor': message } });
  }
  return { key, id: Number(id) };
}

/** A text within others: what would stand for any letters stands for itself. */
const within = (word: string): string => `%${word.replace(/[\\%_]/g, '\\$&')}%`;

/** A line of an invoice's own move, on the account that the customer owes on. */
const withLine = (...conditions: Domain) => [
  'where',
  [['lines', 'where', [['account.type.receivable', '=', true], ...conditions]]],
];

/** States to ask for; undefined: any. What is answered is sieved by {@link matches}. */
function statesFor({ status, aging, open }: InvoiceFilter): string[] | undefined {
  const wanted: string[][] = [];
  if (aging?.length || open === true) wanted.push(['posted']);
  // One that is paid to the last cent stays posted until Tryton comes round to it.
  if (status?.length) wanted.push([...new Set(status.flatMap((code) => statesOf[code]))]);
  return wanted.length > 0
    ? wanted.reduce((some, others) => some.filter((state) => others.includes(state)))
    : undefined;
}

const statesOf: Readonly<Record<NonNullable<InvoiceFilter['status']>[number], string[]>> = {
  issued: ['posted'],
  part_paid: ['posted'],
  overdue: ['posted'],
  paid: ['paid', 'posted'],
  credited: ['paid', 'cancelled', 'posted'],
  void: ['cancelled'],
};

function domainFor(filter: InvoiceFilter, { isOrder }: Scope): Domain {
  const { search, kind, orderId, issuedFrom, issuedTo } = filter;
  const states = statesFor(filter);
  const domain: unknown[] = [];
  if (states) domain.push(['state', 'in', states]);
  if (kind?.length === 1) {
    const [, condition] = withLine(['credit', '>', { __class__: 'Decimal', decimal: '0' }]);
    domain.push(['move', kind[0] === 'credit_note' ? 'where' : 'not where', condition]);
  }
  // What does not look like an order's number is on no invoice as one.
  if (orderId !== undefined) domain.push(isOrder(orderId) ? ['reference', '=', orderId] : ['id', '=', -1]);
  if (issuedFrom !== undefined) domain.push(['invoice_date', '>=', fromDay(issuedFrom)]);
  if (issuedTo !== undefined) domain.push(['invoice_date', '<=', fromDay(issuedTo)]);
  for (const word of search?.trim().split(/\s+/).filter(Boolean) ?? []) {
    const fields = ['number', 'reference', 'lines.description'];
    domain.push(['OR', ...fields.map((field) => [field, 'ilike', within(word)])]);
  }
  return domain;
}

const needsSieve = ({ status, aging, open }: InvoiceFilter): boolean =>
  Boolean(status?.length || aging?.length || open !== undefined);

function matches({ summary }: Bill, { status, aging, open }: InvoiceFilter): boolean {
  const { code } = summary.status;
  return (
    (!status?.length || (status as string[]).includes(code)) &&
    (!aging?.length || (aging as (string | undefined)[]).includes(summary.aging)) &&
    // Only an open invoice has an age.
    (open === undefined || open === (summary.aging !== undefined))
  );
}

/** What a row is sorted by. */
function placeOf({ row, summary }: Bill, sort: InvoiceSort): Place {
  const { issuedOn, dueOn, due, total } = summary;
  const keys = { issuedOn, dueOn: dueOn ?? issuedOn, due: due.amount, total: total.amount };
  return { key: keys[sort.replace('-', '') as keyof typeof keys], id: row.id };
}

function compare(one: Place, other: Place, sort: InvoiceSort): number {
  const order = /On$/.test(sort)
    ? Math.sign(Date.parse(one.key) - Date.parse(other.key))
    : Math.sign(Number(one.key) - Number(other.key));
  return (sort.startsWith('-') ? -1 : 1) * (order || one.id - other.id);
}

/** Lists a customer's invoices. The day they were made out is the only order that Tryton itself can give. */
export async function listInvoices(
  tryton: Tryton,
  scope: Scope,
  filter: InvoiceFilter,
  today: string,
  context: CallContext,
): Promise<Page<InvoiceSummary>> {
  const { sort = '-issuedOn', limit = DEFAULT_LIMIT } = filter;
  const place = readCursor(sort, filter.cursor);
  const domain = domainFor(filter, scope);
  const byDay = sort === 'issuedOn' || sort === '-issuedOn';
  const direction = sort.startsWith('-') ? 'DESC' : 'ASC';

  async function pageByDay(): Promise<Page<InvoiceSummary>> {
    const size = needsSieve(filter) ? Math.max(limit + 1, CHUNK) : limit + 1;
    const items: InvoiceSummary[] = [];
    let last = place;
    for (let chunk = 0; chunk < MAX_CHUNKS; chunk += 1) {
      const search = {
        domain: [...domain, ...(last ? [after(last, direction)] : [])],
        order: [
          ['invoice_date', direction],
          ['id', direction],
        ] as const,
        limit: size,
      };
      const bills = await readBills(tryton, scope, search, today, context);
      for (const bill of bills) {
        if (items.length === limit && last) return { items, nextCursor: writeCursor(sort, last) };
        last = placeOf(bill, sort);
        if (matches(bill, filter)) items.push(bill.summary);
      }
      if (bills.length < size) return { items, nextCursor: null };
    }
    return { items, nextCursor: last ? writeCursor(sort, last) : null };
  }

  if (byDay) {
    const [page, total] = await Promise.all([
      pageByDay(),
      needsSieve(filter) ? undefined : tryton.count('account.invoice', [...scope.invoices, ...domain], context),
    ]);
    return { ...page, ...(total !== undefined && { total }) };
  }
  const all = await readWhole(tryton, scope, domain, today, context);
  const places = all.filter((bill) => matches(bill, filter)).map((bill) => ({ bill, place: placeOf(bill, sort) }));
  places.sort((one, other) => compare(one.place, other.place, sort));
  const rest = place ? places.filter((row) => compare(row.place, place, sort) > 0) : places;
  const shown = rest.slice(0, limit);
  const end = shown.at(-1);
  return {
    items: shown.map(({ bill }) => bill.summary),
    nextCursor: end && rest.length > limit ? writeCursor(sort, end.place) : null,
    total: places.length,
  };
}

/** Rows that stand after a place. */
function after({ key, id }: Place, direction: 'ASC' | 'DESC'): Domain {
  const operator = direction === 'DESC' ? '<' : '>';
  const day = fromDay(key);
  return [
    'OR',
    ['invoice_date', operator, day],
    [
      ['invoice_date', '=', day],
      ['id', operator, id],
    ],
  ];
}

/** All that fit a domain. @throws CabinetError `unsupported` where they are too many to be read at once */
export async function readWhole(
  tryton: Tryton,
  scope: Scope,
  domain: Domain,
  today: string,
  context: CallContext,
): Promise<Bill[]> {
  const bills = await readBills(tryton, scope, { domain, limit: MAX_WHOLE + 1 }, today, context);
  if (bills.length > MAX_WHOLE) {
    throw new CabinetError('unsupported', `tryton: more than ${MAX_WHOLE} invoices are not read at once`);
  }
  return bills;
}
