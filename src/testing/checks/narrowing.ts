import type { Operation } from '../../contract/operation.ts';
import type { Caller } from '../caller.ts';
import type { Rule } from '../check.ts';
import { hold, unchecked } from '../expect.ts';
import { MAX_ROWS, idsOf, inputFieldsOf, sameRows, walk, type Row } from './lists.ts';

/** A filter, and which rows it has to keep. */
export interface Probe<Item> {
  filter: Readonly<Record<string, unknown>>;
  keeps: (row: Item) => boolean;
  /** The filter looks at more than rows show, so that others may fit too. */
  mayKeepOthers?: boolean;
}

/** What is known of the sorts and filters of a list. */
export interface Narrowing<Item extends Row> {
  list: Operation;
  /** One of its rows, in words. */
  item: string;
  /** Sorts that it may be asked for, with a minus the other way round. */
  sorts: readonly string[];
  /** What a sort orders by, smallest first. */
  compare: Readonly<Record<string, (one: Item, other: Item) => number>>;
  /** How a filter's rows are told from the others. */
  filters: Readonly<Record<string, (all: readonly Item[]) => Probe<Item>[]>>;
  /** Filters that are for others than customers. */
  unasked?: readonly string[];
}

/** Each code that occurs, alone, and two of them together. */
export function codeProbes<Item>(
  all: readonly Item[],
  field: string,
  codeOf: (row: Item) => string | undefined,
): Probe<Item>[] {
  const codes = [...new Set(all.map(codeOf))].filter((code) => code !== undefined && code !== 'unknown');
  const wanted = [...codes.map((code) => [code]), codes.slice(0, 2)].filter((some) => some.length > 0);
  return wanted.map((some) => ({ filter: { [field]: some }, keeps: (row) => some.includes(codeOf(row)) }));
}

/** The middle one of the days. */
export const middleOf = (days: readonly string[]): string =>
  days.toSorted()[Math.floor(days.length / 2)] ?? '2026-01-01';

/** What must hold of a list that can be sorted and filtered, beside what must of every list. */
export function narrowingRules<Item extends Row>(caller: Caller, narrowing: Narrowing<Item>): Rule[] {
  const { list, sorts, unasked = [] } = narrowing;
  const filters = inputFieldsOf(list).filter((name) => !['sort', 'cursor', 'limit', ...unasked].includes(name));
  const [sort, another] = sorts;
  return [
    ...sorts.map((each) => sortRule(caller, narrowing, each)),
    ...filters.map((name) => filterRule(caller, narrowing, name)),
    ...(another === undefined
      ? []
      : [
          {
            name: 'does not go on with a cursor of another sort as if it were its own',
            test: async () => {
              const page = (await caller.ask(list, { limit: 1, sort })) as { nextCursor: string | null };
              if (page.nextCursor === null) unchecked('the list has less than two rows');
              const other = sorts.find((each) => each.replace('-', '') !== sort?.replace('-', '')) ?? another;
              const outcome = await caller.attempt(list, { limit: 1, sort: other, cursor: page.nextCursor });
              if ('refusal' in outcome)
                hold(
                  ['invalid', 'unsupported'].includes(outcome.refusal.code),
                  `a cursor of another sort: expected invalid, got ${outcome.refusal.text}`,
                );
            },
          },
        ]),
  ];
}

/** A backend may say that it cannot sort or filter so; that it does not may never be hidden. */
async function unlessRefused(caller: Caller, list: Operation, filter: object): Promise<void> {
  const outcome = await caller.attempt(list, { ...filter, limit: 1 });
  if ('refusal' in outcome && outcome.refusal.code === 'unsupported') unchecked('it refuses to do so, as unsupported');
}

function sortRule<Item extends Row>(caller: Caller, { list, compare }: Narrowing<Item>, sort: string): Rule {
  return {
    name: `sorts by ${sort}, each time the same`,
    test: async () => {
      await unlessRefused(caller, list, { sort });
      const rows = (await walk(caller, list, { sort, limit: 50 })) as Item[];
      const by = compare[sort.replace('-', '')] ?? unchecked('it is not known what this sort orders by');
      const direction = sort.startsWith('-') ? -1 : 1;
      rows.slice(1).forEach((row, index) => {
        const before = rows[index];
        hold(before && direction * by(before, row) <= 0, `${before?.id} stands before ${row.id}`);
      });
      sameRows(idsOf(await walk(caller, list, { sort, limit: 49 })), idsOf(rows), 'read a second time');
    },
  };
}

function filterRule<Item extends Row>(caller: Caller, { list, item, filters }: Narrowing<Item>, name: string): Rule {
  return {
    name: `filters by ${name}: every row that fits and no other`,
    test: async () => {
      const probes = filters[name] ?? unchecked('it is not known which rows this filter keeps');
      const all = (await walk(caller, list, { limit: 200 })) as Item[];
      if (all.length === 0) unchecked(`there is no ${item}`);
      const complete = all.length < MAX_ROWS;
      for (const { filter, keeps, mayKeepOthers = false } of probes(all)) {
        await unlessRefused(caller, list, filter);
        const rows = (await walk(caller, list, { ...filter, limit: 50 })) as Item[];
        const words = JSON.stringify(filter);
        for (const row of rows) hold(mayKeepOthers || keeps(row), `${row.id} does not fit ${words}`);
        const ids = idsOf(mayKeepOthers ? rows.filter(keeps) : rows);
        if (complete) sameRows(ids.toSorted(), idsOf(all.filter(keeps)).toSorted(), `the rows of ${words}`);
      }
    },
  };
}
