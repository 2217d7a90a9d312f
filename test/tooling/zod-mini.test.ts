import assert from 'node:assert/strict';
import { registerHooks } from 'node:module';
import { test } from 'node:test';
import fc from 'fast-check';
import * as z from 'zod/mini';
import { parseInput } from '../../src/adapters/parse.ts';
import type { Operation } from '../../src/contract/operation.ts';
import { allOperations } from '../../src/contract/operations.ts';
import { isCabinetError } from '../../src/contract/problem.ts';

// The contract a second time, as the script tag's build has it.
const small = '?small';
registerHooks({
  resolve(specifier, context, next) {
    const inside = context.parentURL?.endsWith(small) === true;
    if (inside && specifier === 'zod/mini') {
      return { url: new URL('../../components/embed/zod-mini.ts', import.meta.url).href, shortCircuit: true };
    }
    const found = next(specifier, context);
    return inside && specifier.startsWith('.') ? { ...found, url: found.url + small } : found;
  },
});
const built = (await import(`../../src/contract/operations.ts${small}`)) as { allOperations: typeof allOperations };
const parse = (await import(`../../src/adapters/parse.ts${small}`)) as { parseInput: typeof parseInput };
const { safeParse } = (await import('../../components/embed/zod-mini.ts')) as unknown as Pick<typeof z, 'safeParse'>;

/** What backends and people send, in good faith and in bad. */
const texts = [
  ...['', ' ', '-', 'x', 'order-1', 'RUB', 'rub', 'RUBB', 'true', 'a@example.com', '+79990000000', 'image/png'],
  ...['0', '-0', '12.50', '.5', '5.', '1e400', '00012.1234567', '9'.repeat(15), '9'.repeat(16), '-1.000001'],
  ...['2026-11-28', '2024-02-29', '2026-02-29', '2000-02-29', '1900-02-29', '2026-02-30', '2026-13-01', '2026-00-10'],
  ...['0000-00-00', '0000-01-01', '0001-01-01', '9999-12-31', '2026-1-1', ' 2026-11-28', '2026-11-28\n', '12026-01-01'],
  ...['2026-11-28T10:00:00Z', '2026-11-28T10:00:00+03:00', '2024-02-29T23:59:59.123456-23:59', '2026-11-28t10:00:00z'],
  ...[
    '2026-11-28T24:00:00Z',
    '2026-11-28T10:00:60Z',
    '2026-11-28T10:00Z',
    '2026-11-28T10:00:00',
    '2026-02-30T10:00:00Z',
  ],
  ...['2026-11-28T10:00:00+24:00', '2026-11-28T10:00:00.Z', '2026-11-28 10:00:00Z', '0000-00-00T00:00:00Z'],
  ...[2, 100, 200, 500, 2000, 10_000].flatMap((size) => ['a'.repeat(size), 'a'.repeat(size + 1), '😀'.repeat(size)]),
  '😀'.repeat(501),
  '\ud800',
];
const polluting = ['{"__proto__": 1}', '{"__proto__": {"a": "1"}}', '{"constructor": "1"}'].map((text): unknown =>
  JSON.parse(text),
);
const junk: readonly unknown[] = [
  ...[undefined, null, true, false, 0, -0, -1, 0.5, 1, 200, 201, 1e9, 1e9 + 1, 2 ** 53, NaN, Infinity, -Infinity],
  ...[[], [[]], [null], {}, { a: 1 }, ...polluting, ...texts],
];
const files = ['image/png', 'application/pdf', 'text/html'].map((type) => new File(['x'], 'x', { type }));

/** What zod keeps of a schema, as far as it is of one of the kinds that have it. */
interface Definition {
  type: string;
  shape: Readonly<Record<string, z.core.$ZodType>>;
  options: readonly z.core.$ZodType[];
  entries: Readonly<Record<string, string>>;
  element: z.core.$ZodType;
  keyType: z.core.$ZodType;
  valueType: z.core.$ZodType;
  innerType: z.core.$ZodType;
}

/** Values that a schema takes, and some that it does not. */
function valuesOf(schema: z.core.$ZodType): fc.Arbitrary<unknown> {
  const def = schema._zod.def as unknown as Definition;
  switch (def.type) {
    case 'object': {
      const shape = Object.entries(def.shape);
      const required = shape.filter(([, field]) => field._zod.optin === undefined).map(([name]) => name);
      const fields = Object.fromEntries(shape.map(([name, field]) => [name, valuesOf(field)]));
      return fc.record(fields, { requiredKeys: required });
    }
    case 'array':
      return fc.array(valuesOf(def.element), { maxLength: 4 });
    case 'record':
      return fc.oneof(
        fc.dictionary(valuesOf(def.keyType) as fc.Arbitrary<string>, valuesOf(def.valueType), { maxKeys: 3 }),
        fc.constantFrom(...polluting),
      );
    case 'union':
      return fc.oneof(...def.options.map(valuesOf));
    case 'optional':
    case 'nullable':
    case 'catch':
      return fc.oneof({ weight: 4, arbitrary: valuesOf(def.innerType) }, fc.constantFrom(undefined, null, 'new'));
    case 'enum':
      return fc.constantFrom(...Object.values(def.entries));
    case 'file':
      return fc.constantFrom(...files, ...junk);
    default: {
      const fitting = junk.filter((value) => z.safeParse(schema, value).success);
      return fc.constantFrom(...(fitting.length > 0 ? fitting : junk));
    }
  }
}

/** The value with one part of it, wherever it lies, made something else. */
function spoil(value: unknown, turns: number[], by: unknown): unknown {
  const [turn = 0, ...rest] = turns;
  if (typeof value !== 'object' || value === null || value instanceof File || turns.length === 0) return by;
  if (Array.isArray(value)) {
    return value.length === 0 ? [by] : value.with(turn % value.length, spoil(value[turn % value.length], rest, by));
  }
  const keys = Object.keys(value);
  const key = keys[turn % (keys.length + 1)] ?? 'further';
  return { ...value, [key]: spoil((value as Record<string, unknown>)[key], rest, by) };
}

const offered = (schema: z.core.$ZodType) =>
  fc.oneof(
    valuesOf(schema),
    fc
      .tuple(valuesOf(schema), fc.array(fc.nat(60), { minLength: 1, maxLength: 5 }), fc.constantFrom(...junk))
      .map(([value, turns, by]) => spoil(value, turns, by)),
  );

/** What is wrong and where, as far as the cabinet tells of it. */
const verdict = (parser: typeof z.safeParse, schema: z.core.$ZodType, value: unknown) => {
  const result = parser(schema, value);
  return result.success
    ? { data: result.data }
    : { wrong: [...new Set(result.error.issues.map(({ path }) => path.map(String).join('/')))] };
};

const said = (run: () => unknown): unknown => {
  try {
    return run();
  } catch (error) {
    if (!isCabinetError(error)) throw error;
    return error.fields;
  }
};

const operations = new Map(built.allOperations().map((operation) => [operation.id, operation]));
const runs = { numRuns: 60, seed: 20261128 };

test('the script tag’s reader of schemas takes, refuses and returns what zod/mini does, for every operation', () => {
  let taken = 0;
  let refused = 0;
  for (const operation of allOperations()) {
    const own = operations.get(operation.id) as Operation;
    for (const part of ['input', 'output'] as const) {
      fc.assert(
        fc.property(offered(operation[part]), (value) => {
          const expected = verdict(z.safeParse, operation[part], value);
          assert.deepEqual(verdict(safeParse, own[part], value), expected, `${operation.id} ${part}`);
          if ('data' in expected) taken += 1;
          else refused += 1;
        }),
        runs,
      );
    }
    fc.assert(
      fc.property(offered(operation.input), (value) => {
        assert.deepEqual(
          said(() => parse.parseInput(own, value)),
          said(() => parseInput(operation, value)),
        );
      }),
      runs,
    );
  }
  // A comparison of nothing but refusals, or of none, would prove little.
  assert.ok(taken > 1000 && refused > 1000, `${taken} taken, ${refused} refused`);
});

test('every scalar of the contract takes what it takes with zod/mini', async () => {
  for (const file of ['scalars', 'money']) {
    const path = `../../src/contract/${file}.ts`;
    const schemas = (await import(path)) as Record<string, unknown>;
    const own = (await import(path + small)) as Record<string, z.core.$ZodType>;
    for (const [name, schema] of Object.entries(schemas)) {
      if (typeof schema === 'function') continue;
      for (const value of junk) {
        const expected = verdict(z.safeParse, schema as z.core.$ZodType, value);
        assert.deepEqual(verdict(safeParse, own[name] as z.core.$ZodType, value), expected, `${name} ${String(value)}`);
      }
    }
  }
});

test('an operation made with the package itself can be asked through the script tag’s client', () => {
  const own = z.object({ name: z.string() });
  assert.deepEqual(safeParse(own, { name: 'x', more: 1 }), { success: true, data: { name: 'x' } });
  assert.equal(safeParse(own, { name: 1 }).success, false);
});
