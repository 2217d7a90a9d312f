import { operations } from '../../contract/operations.ts';
import { type OrderFilter, type OrderSort, type OrderSummary, orderSorts } from '../../contract/orders/index.ts';
import type { Caller } from '../caller.ts';
import type { Rule } from '../check.ts';
import { hold, unchecked } from '../expect.ts';
import { MAX_ROWS, idsOf, inputFieldsOf, sameRows, walk } from './lists.ts';

const { list } = operations.orders;

const walkOrders = async (caller: Caller, filter: OrderFilter & { limit: number }) =>
  (await walk(caller, list, filter)) as OrderSummary[];

/** A filter, and which rows it has to keep. */
type Probe = [filter: OrderFilter, keeps: (row: OrderSummary) => boolean];

/** How a filter's rows are told from the others. */
const filters: Record<string, (all: readonly OrderSummary[]) => Probe[]> = {
  status: (all) => codesOf(all, 'status'),
  payment: (all) => codesOf(all, 'payment'),
  fulfilment: (all) => codesOf(all, 'fulfilment'),
  placedFrom: (all) => [[{ placedFrom: middleDay(all) }, (row) => dayOf(row) >= middleDay(all)]],
  placedTo: (all) => [[{ placedTo: middleDay(all) }, (row) => dayOf(row) <= middleDay(all)]],
  timeZone: (all) => [
    [
      { placedFrom: middleDay(all), timeZone: 'Pacific/Kiritimati' },
      (row) => dayIn('Pacific/Kiritimati', row) >= middleDay(all),
    ],
  ],
  search: (all) => {
    const number = all[Math.floor(all.length / 2)]?.number ?? '';
    return [
      [{ search: number }, (row) => row.number.includes(number) || row.customerReference?.includes(number) === true],
    ];
  },
  scope: () => [[{ scope: 'customer' }, () => true]],
};

/** Each code that occurs, alone, and two of them together. */
function codesOf(all: readonly OrderSummary[], axis: 'status' | 'payment' | 'fulfilment'): Probe[] {
  const codes: string[] = [...new Set(all.map((row) => row[axis].code))].filter((code) => code !== 'unknown');
  const wanted = [...codes.map((code) => [code]), codes.slice(0, 2)];
  return wanted.map((some) => [{ [axis]: some }, (row) => some.includes(row[axis].code)]);
}

const dayOf = ({ placedAt }: OrderSummary) => new Date(placedAt).toISOString().slice(0, 10);
const dayIn = (timeZone: string, { placedAt }: OrderSummary) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone }).format(new Date(placedAt));
const middleDay = (all: readonly OrderSummary[]) =>
  all.map(dayOf).toSorted()[Math.floor(all.length / 2)] ?? '2026-01-01';

/** What a sort orders by, smallest first; a number may be read as digits or as text. */
const compare: Record<string, (one: OrderSummary, other: OrderSummary) => number> = {
  placedAt: (one, other) => Date.parse(one.placedAt) - Date.parse(other.placedAt),
  total: (one, other) => Number(one.total.amount) - Number(other.total.amount),
  number: (one, other) => one.number.localeCompare(other.number, 'en', { numeric: true }),
};

/** What must hold of the list of orders, beside what must of every list. */
export function orderRules(caller: Caller): Rule[] {
  const narrowing = inputFieldsOf(list).filter((name) => !['sort', 'cursor', 'limit'].includes(name));
  return [
    ...orderSorts.map((sort) => sortRule(caller, sort)),
    ...narrowing.map((name) => filterRule(caller, name)),
    {
      name: 'does not go on with a cursor of another sort as if it were its own',
      test: async () => {
        const { nextCursor } = await caller.ask(list, { limit: 1, sort: '-placedAt' });
        if (nextCursor === null) unchecked('the list has less than two rows');
        const outcome = await caller.attempt(list, { limit: 1, sort: 'total', cursor: nextCursor });
        if ('refusal' in outcome)
          hold(
            ['invalid', 'unsupported'].includes(outcome.refusal.code),
            `a cursor of another sort: expected invalid, got ${outcome.refusal.text}`,
          );
      },
    },
  ];
}

/** A backend may say that it cannot sort or filter so; that it does not may never be hidden. */
async function unlessRefused(caller: Caller, filter: OrderFilter): Promise<void> {
  const outcome = await caller.attempt(list, { ...filter, limit: 1 });
  if ('refusal' in outcome && outcome.refusal.code === 'unsupported') unchecked('it refuses to do so, as unsupported');
}

function sortRule(caller: Caller, sort: OrderSort): Rule {
  return {
    name: `sorts by ${sort}, each time the same`,
    test: async () => {
      await unlessRefused(caller, { sort });
      const rows = await walkOrders(caller, { sort, limit: 50 });
      const by = compare[sort.replace('-', '')] ?? unchecked('it is not known what this sort orders by');
      const direction = sort.startsWith('-') ? -1 : 1;
      rows.slice(1).forEach((row, index) => {
        const before = rows[index];
        hold(before && direction * by(before, row) <= 0, `${before?.id} stands before ${row.id}`);
      });
      sameRows(idsOf(await walkOrders(caller, { sort, limit: 49 })), idsOf(rows), 'read a second time');
    },
  };
}

function filterRule(caller: Caller, name: string): Rule {
  return {
    name: `filters by ${name}: every row that fits and no other`,
    test: async () => {
      const probes = filters[name] ?? unchecked('it is not known which rows this filter keeps');
      const all = await walkOrders(caller, { limit: 200 });
      if (all.length === 0) unchecked('there is no order');
      const complete = all.length < MAX_ROWS;
      for (const [filter, keeps] of probes(all)) {
        await unlessRefused(caller, filter);
        const rows = await walkOrders(caller, { ...filter, limit: 50 });
        const words = JSON.stringify(filter);
        for (const row of rows) hold(keeps(row), `${row.id} does not fit ${words}`);
        if (complete) sameRows(idsOf(rows).toSorted(), idsOf(all.filter(keeps)).toSorted(), `the rows of ${words}`);
      }
    },
  };
}
