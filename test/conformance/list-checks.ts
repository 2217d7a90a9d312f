import assert from 'node:assert/strict';
import { operations } from '../../src/contract/operations.ts';
import {
  type OrderFilter,
  type OrderSort,
  type OrderSummary,
  OrderFilter as OrderFilterSchema,
  orderSorts,
} from '../../src/contract/orders/index.ts';
import { sampleOf } from './samples.ts';
import { Caller, type Check, type Target, readProblem } from './target.ts';

const { list, reorder } = operations.orders;

/** More orders than these are not walked through. */
const MAX_ROWS = 400;

/** Follows the cursors to the end, or until enough rows have come. */
async function walk(caller: Caller, filter: Omit<OrderFilter, 'cursor'>): Promise<OrderSummary[]> {
  const rows: OrderSummary[] = [];
  let cursor: string | null | undefined;
  while (cursor !== null && rows.length < MAX_ROWS) {
    const page = await caller.ask(list, { ...filter, ...(cursor === undefined ? {} : { cursor }) });
    assert.ok(page.items.length <= (filter.limit ?? 200), 'a page has no more rows than asked for');
    rows.push(...page.items);
    cursor = page.nextCursor;
  }
  return rows;
}

const idsOf = (rows: readonly OrderSummary[]) => rows.map(({ id }) => id);

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

/** What must hold of the list of orders. */
export function listChecks(target: Target): Check[] {
  const caller = new Caller(target, target.credentials);
  const inputFields = Object.keys(OrderFilterSchema.shape).filter(
    (name) => !['sort', 'cursor', 'limit'].includes(name),
  );
  return [
    {
      name: 'has no gap and no repeat, whatever the size of its pages',
      run: async () => {
        const whole = idsOf(await walk(caller, { limit: 200 })).slice(0, 100);
        assert.ok(whole.length >= 3, 'there must be three orders or more');
        assert.equal(new Set(whole).size, whole.length, 'no repeat');
        for (const limit of [1, 7]) {
          const size = Math.min(whole.length, limit * 15);
          assert.deepEqual(idsOf(await walkRows(caller, limit, size)), whole.slice(0, size), `pages of ${limit}`);
        }
      },
    },
    {
      name: 'tells no other total than there are rows',
      run: async () => {
        const { total } = await caller.ask(list, { limit: 1 });
        const rows = await walk(caller, { limit: 200 });
        if (total !== undefined && rows.length < MAX_ROWS) assert.equal(total, rows.length);
      },
    },
    ...orderSorts.map((sort): Check => sortCheck(caller, sort)),
    ...inputFields.map((name): Check => filterCheck(caller, name)),
    {
      name: 'refuses a cursor that is none, and one of another list',
      run: async () => {
        for (const cursor of ['nonsense', '{}', '-1', "' or 1=1 --", 'x'.repeat(1000)]) {
          const { code } = await readProblem(
            await caller.send(list, { cursor }),
            [422, 400],
            `cursor ${cursor.slice(0, 20)}`,
          );
          assert.equal(code, 'invalid');
        }
        const { nextCursor } = await caller.ask(list, { limit: 1, sort: '-placedAt' });
        assert.ok(nextCursor);
        const response = await caller.send(list, { limit: 1, sort: 'total', cursor: nextCursor });
        if (!response.ok) await readProblem(response, [422, 400], 'a cursor of another sort');
      },
    },
    ...(target.canWrite ? [insertionCheck(caller)] : []),
  ];
}

/** The first rows, fetched in pages of a size. */
async function walkRows(caller: Caller, limit: number, count: number): Promise<OrderSummary[]> {
  const rows: OrderSummary[] = [];
  let cursor: string | null | undefined;
  while (cursor !== null && rows.length < count) {
    const page = await caller.ask(list, { limit, ...(cursor === undefined ? {} : { cursor }) });
    rows.push(...page.items);
    cursor = page.nextCursor;
  }
  return rows.slice(0, count);
}

function sortCheck(caller: Caller, sort: OrderSort): Check {
  return {
    name: `sorts by ${sort}`,
    run: async () => {
      const rows = await walk(caller, { sort, limit: 50 });
      const by = compare[sort.replace('-', '')];
      assert.ok(by, `Add a comparison for ${sort} to test/conformance/list-checks.ts`);
      const direction = sort.startsWith('-') ? -1 : 1;
      rows.slice(1).forEach((row, index) => {
        const before = rows[index];
        assert.ok(before && direction * by(before, row) <= 0, `${before?.id} stands before ${row.id}`);
      });
      assert.equal(new Set(idsOf(rows)).size, rows.length, 'no repeat');
    },
  };
}

function filterCheck(caller: Caller, name: string): Check {
  return {
    name: `filters by ${name}: every row that fits and no other`,
    run: async () => {
      const probes = filters[name];
      assert.ok(probes, `Add a probe of the filter ${name} to test/conformance/list-checks.ts`);
      const all = await walk(caller, { limit: 200 });
      const complete = all.length < MAX_ROWS;
      for (const [filter, keeps] of probes(all)) {
        const rows = await walk(caller, { ...filter, limit: 50 });
        for (const row of rows) assert.ok(keeps(row), `${row.id} does not fit ${JSON.stringify(filter)}`);
        if (complete)
          assert.deepEqual(idsOf(rows).toSorted(), idsOf(all.filter(keeps)).toSorted(), JSON.stringify(filter));
      }
    },
  };
}

function insertionCheck(caller: Caller): Check {
  return {
    name: 'stays right for who pages through it while an order is added',
    run: async () => {
      const before = idsOf(await walk(caller, { limit: 200 })).slice(0, 30);
      const first = await caller.ask(list, { limit: 3 });
      const { order } = await caller.ask(
        reorder,
        (await sampleOf(reorder, caller)) as { orderIds: string[]; terms: string },
      );
      const seen = idsOf(first.items);
      for (let cursor = first.nextCursor; cursor !== null && seen.length < before.length;) {
        const page = await caller.ask(list, { limit: 3, cursor });
        seen.push(...idsOf(page.items));
        cursor = page.nextCursor;
      }
      const withoutNew = seen.filter((id) => id !== order.id);
      assert.deepEqual(
        withoutNew.slice(0, before.length),
        before.slice(0, withoutNew.length),
        'neither gap nor repeat',
      );
      assert.equal((await caller.ask(list, { limit: 1 })).items[0]?.id, order.id, 'the new order stands on top');
    },
  };
}
