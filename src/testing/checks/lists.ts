import type { Operation, Schema } from '../../contract/operation.ts';
import type { Page } from '../../contract/page.ts';
import type { Caller } from '../caller.ts';
import type { Rule } from '../check.ts';
import { hold, same, unchecked } from '../expect.ts';
import { placeOrder } from '../samples/orders.ts';
import { openTicket } from '../samples/tickets.ts';

/** A row of any list. */
export interface Row {
  id: string;
}

/** More rows than these are not walked through. */
export const MAX_ROWS = 400;
/** The largest page that is asked for. */
const LARGE = 200;
/** Pages without a row, one after the other, after which a list counts as endless. */
const MAX_EMPTY_PAGES = 20;

/** How something is added that stands on top of a list. */
const insertions: Readonly<Record<string, (caller: Caller) => Promise<string>>> = {
  'orders.list': placeOrder,
  'tickets.list': openTicket,
};

/** The fields of an operation's input. */
export function inputFieldsOf({ input }: Operation): readonly string[] {
  const { def } = input._zod as { def: { shape?: Record<string, Schema> } };
  return Object.keys(def.shape ?? {});
}

/** Whether an operation answers page by page. */
export const isList = (operation: Operation): boolean => inputFieldsOf(operation).includes('cursor');

async function pageOf(caller: Caller, operation: Operation, input: object): Promise<Page<Row>> {
  return (await caller.ask(operation, input)) as Page<Row>;
}

/** Follows the cursors to the end, or until enough rows have come. */
export async function walk(
  caller: Caller,
  operation: Operation,
  filter: { limit: number } & Record<string, unknown>,
  enough = MAX_ROWS,
): Promise<Row[]> {
  const rows: Row[] = [];
  const seen = new Set<string>();
  let emptyPages = 0;
  for (let cursor: string | null | undefined; cursor !== null && rows.length < enough;) {
    const page: Page<Row> = await pageOf(caller, operation, { ...filter, ...(cursor !== undefined && { cursor }) });
    hold(page.items.length <= filter.limit, `${page.items.length} rows came where ${filter.limit} were asked for`);
    rows.push(...page.items);
    emptyPages = page.items.length === 0 ? emptyPages + 1 : 0;
    cursor = page.nextCursor;
    const endless = (cursor !== null && seen.has(cursor)) || emptyPages > MAX_EMPTY_PAGES;
    hold(!endless, `the list never ends: after ${rows.length} rows it goes on with a cursor that it gave before`);
    if (cursor !== null) seen.add(cursor);
  }
  return rows.slice(0, enough);
}

export const idsOf = (rows: readonly Row[]): string[] => rows.map(({ id }) => id);

/** Tells the gaps and the repeats of a list from how it should be. */
export function sameRows(actual: readonly string[], expected: readonly string[], what: string): void {
  const missing = expected.filter((id) => !actual.includes(id));
  const repeated = actual.filter((id, index) => actual.indexOf(id) !== index);
  hold(repeated.length === 0, `${what}: a repeat, ${list(repeated)} came more than once`);
  hold(missing.length === 0, `${what}: a gap, ${list(missing)} did not come`);
  same(actual, expected, `${what}: another order`);
}

const list = (ids: readonly string[]) => `${ids.slice(0, 3).join(', ')}${ids.length > 3 ? ', …' : ''}`;

/** What must hold of every list that comes page by page. */
export function listRules(operation: Operation, caller: Caller): Rule[] {
  const insert = insertions[operation.id];
  return [
    {
      name: 'has no gap and no repeat, whatever the size of its pages',
      test: async () => {
        const whole = idsOf(await walk(caller, operation, { limit: LARGE })).slice(0, 100);
        if (whole.length < 2) unchecked('the list has less than two rows');
        hold(new Set(whole).size === whole.length, 'a repeat within one walk');
        for (const limit of [1, 7]) {
          const wanted = whole.slice(0, limit * 15);
          const rows = await walk(caller, operation, { limit }, wanted.length);
          sameRows(idsOf(rows), wanted, `pages of ${limit}`);
        }
      },
    },
    {
      name: 'tells no other total than there are rows',
      test: async () => {
        const { total } = await pageOf(caller, operation, { limit: 1 });
        if (total === undefined) return;
        const rows = await walk(caller, operation, { limit: LARGE });
        if (rows.length < MAX_ROWS) hold(total === rows.length, `the total is ${total}, but ${rows.length} rows came`);
      },
    },
    {
      name: 'refuses a cursor that is none',
      test: async () => {
        for (const cursor of ['nonsense', '{}', '-1', "' or 1=1 --", 'x'.repeat(1000)])
          await caller.refused(operation, { cursor }, ['invalid'], `the cursor "${cursor.slice(0, 20)}"`);
      },
    },
    ...(insert === undefined ? [] : [insertionRule(operation, caller, insert)]),
  ];
}

function insertionRule(operation: Operation, caller: Caller, insert: (caller: Caller) => Promise<string>): Rule {
  return {
    name: 'stays right for who pages through it while something is added',
    test: async () => {
      caller.needsWriting();
      const before = idsOf(await walk(caller, operation, { limit: LARGE }, 30));
      const page = await pageOf(caller, operation, { limit: 3 });
      const added = await insert(caller);
      const seen = idsOf(page.items);
      for (let cursor = page.nextCursor; cursor !== null && seen.length < before.length;) {
        const next = await pageOf(caller, operation, { limit: 3, cursor });
        seen.push(...idsOf(next.items));
        cursor = next.nextCursor;
      }
      const rows = seen.filter((id) => id !== added).slice(0, before.length);
      sameRows(rows, before.slice(0, rows.length), 'pages read while something was added');
      const [top] = (await pageOf(caller, operation, { limit: 1 })).items;
      hold(top?.id === added, `${added}, which is new, must stand on top; there stands ${top?.id ?? 'nothing'}`);
    },
  };
}

/** A row of a list and the thing itself must say the same. */
export function detailsRule(list: Operation, details: Operation, idField: string, caller: Caller): Rule {
  return {
    name: `says the same as ${details.id}`,
    test: async () => {
      for (const row of (await pageOf(caller, list, { limit: 3 })).items) {
        const { output } = await caller.done(details, { [idField]: row.id });
        const entity = output as Record<string, unknown>;
        for (const [field, value] of Object.entries(row)) {
          // What may be done may be known only when one looks closer.
          if (field in entity && field !== 'allowedActions')
            same(entity[field], value, `${field} of ${row.id}, in the list and in ${details.id}`);
        }
      }
    },
  };
}
