/**
 * The part of `zod/mini` that the contract uses, in a sixth of its bytes: the build of the script tag's files puts it in
 * the place of the package, which stays what everybody else runs and what the schemas are written for.
 *
 * It takes and refuses what zod does, and calls the same place wrong; a test compares the two for every operation. Schemas
 * run by zod's own protocol (`_zod.run`), so that operations made with the package work too. There are no messages:
 * what is wrong is told by the code. Nothing is asynchronous.
 */

type Issue = { code: string; path: PropertyKey[] } & Record<string, unknown>;

/** A value on its way through a schema, which puts what it reads in its place, and what is wrong with it. */
interface Payload {
  value: unknown;
  issues: Issue[];
}

type Run = (payload: Payload) => Payload;
type Check = (payload: Payload) => void;

interface Schema {
  _zod: {
    /** Its field may be left out. */
    optional?: boolean | undefined;
    def: { type: string };
    run: Run;
  };
}

type Shape = Readonly<Record<string, Schema>>;
type Fields = Record<string, unknown>;

const refuse = (payload: Payload, code: string, rest?: Fields): Payload => {
  payload.issues.push({ code, path: [], message: 'Invalid input', ...rest });
  return payload;
};
const read = (schema: Schema, value: unknown): Payload => schema._zod.run({ value, issues: [] });
/** {@link read} for a part of a value: what is wrong with it is wrong with the whole. */
function readPart({ issues }: Payload, key: PropertyKey, schema: Schema, value: unknown): unknown {
  const before = issues.length;
  const part = schema._zod.run({ value, issues });
  for (let index = before; index < issues.length; index++) issues[index]?.path.unshift(key);
  return part.value;
}
const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function schema(type: string, run: Run, optional?: boolean): Schema & { check: (...checks: Check[]) => Schema } {
  return {
    _zod: { def: { type }, run, optional },
    check: (...checks) =>
      schema(
        type,
        (payload) => {
          const before = payload.issues.length;
          run(payload);
          if (payload.issues.length === before) for (const check of checks) check(payload);
          return payload;
        },
        optional,
      ),
  };
}

const typed = (type: string, is: (value: unknown) => boolean) =>
  schema(type, (payload) => (is(payload.value) ? payload : refuse(payload, 'invalid_type', { expected: type })));

/* @__NO_SIDE_EFFECTS__ */
export const string = () => typed('string', (value) => typeof value === 'string');
/* @__NO_SIDE_EFFECTS__ */
export const number = () => typed('number', Number.isFinite);
/* @__NO_SIDE_EFFECTS__ */
export const int = () =>
  number().check(
    (payload) => {
      if (!Number.isInteger(payload.value)) refuse(payload, 'invalid_type', { expected: 'int' });
    },
    minimum(Number.MIN_SAFE_INTEGER),
    maximum(Number.MAX_SAFE_INTEGER),
  );
/* @__NO_SIDE_EFFECTS__ */
export const boolean = () => typed('boolean', (value) => typeof value === 'boolean');
/* @__NO_SIDE_EFFECTS__ */
export const file = () => typed('file', (value) => value instanceof File);
/* @__NO_SIDE_EFFECTS__ */
export const unknown = () => typed('unknown', () => true);

const oneOf = (values: readonly string[]) =>
  schema('enum', (payload) =>
    values.includes(payload.value as string) ? payload : refuse(payload, 'invalid_value', { values }),
  );
export { oneOf as enum };

/* @__NO_SIDE_EFFECTS__ */
export const array = (element: Schema) =>
  schema('array', (payload) => {
    const { value } = payload;
    if (!Array.isArray(value)) return refuse(payload, 'invalid_type', { expected: 'array' });
    payload.value = value.map((item, index) => readPart(payload, index, element, item));
    return payload;
  });

/* @__NO_SIDE_EFFECTS__ */
export const object = (shape: Shape) => {
  let fields: [string, Schema][] | undefined;
  return {
    ...schema('object', (payload) => {
      const { value } = payload;
      if (!isObject(value)) return refuse(payload, 'invalid_type', { expected: 'object' });
      const known: Fields = {};
      for (const [key, field] of (fields ??= Object.entries(shape))) {
        if (key in value || !field._zod.optional) known[key] = readPart(payload, key, field, value[key]);
      }
      payload.value = known;
      return payload;
    }),
    shape,
  };
};

/* @__NO_SIDE_EFFECTS__ */
export const record = (key: Schema, item: Schema) =>
  schema('record', (payload) => {
    const { value } = payload;
    if (!isObject(value)) return refuse(payload, 'invalid_type', { expected: 'record' });
    const known: Fields = {};
    for (const name of Object.keys(value)) {
      if (name === '__proto__') continue;
      if (read(key, name).issues.length > 0) refuse(payload, 'unrecognized_keys');
      else known[name] = readPart(payload, name, item, value[name]);
    }
    payload.value = known;
    return payload;
  });
export { record as partialRecord };

/* @__NO_SIDE_EFFECTS__ */
export const union = (options: readonly Schema[]) =>
  schema('union', (payload) => {
    const fit = options.map((option) => read(option, payload.value)).find(({ issues }) => issues.length === 0);
    if (!fit) return refuse(payload, 'invalid_union');
    payload.value = fit.value;
    return payload;
  });

/* @__NO_SIDE_EFFECTS__ */
export const optional = (inner: Schema) =>
  schema('optional', (payload) => (payload.value === undefined ? payload : inner._zod.run(payload)), true);
/* @__NO_SIDE_EFFECTS__ */
export const nullable = (inner: Schema) =>
  schema('nullable', (payload) => (payload.value === null ? payload : inner._zod.run(payload)));

const orElse = (inner: Schema, fallback: unknown) =>
  schema(
    'catch',
    (payload) => {
      const { value, issues } = read(inner, payload.value);
      payload.value = issues.length > 0 ? fallback : value;
      return payload;
    },
    inner._zod.optional,
  );
export { orElse as catch };

/** The calendar has this day. */
const isDay = (text: string): boolean => {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00Z`) : NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
};
const time = /^T([01]\d|2[0-3])(:[0-5]\d){2}(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

const formatted = (format: string, is: (text: string) => boolean) =>
  string().check((payload) => {
    if (!is(payload.value as string)) refuse(payload, 'invalid_format', { format });
  });
export const iso = {
  date: () => formatted('date', isDay),
  datetime: () => formatted('datetime', (text) => isDay(text.slice(0, 10)) && time.test(text.slice(10))),
};

/** Of a text the characters count, not the halves of which UTF-16 makes some. */
const lengthOf = (value: string | unknown[]) =>
  (typeof value === 'string' ? value.replace(/[\ud800-\udbff][\udc00-\udfff]/g, '-') : value).length;

const limit =
  (code: 'too_big' | 'too_small', bound: number, sizeOf: (value: never) => number): Check =>
  (payload) => {
    const size = sizeOf(payload.value as never);
    if (code === 'too_big' ? size > bound : size < bound) {
      refuse(payload, code, { [code === 'too_big' ? 'maximum' : 'minimum']: bound });
    }
  };
const itself = (value: number) => value;
export const minimum = (bound: number) => limit('too_small', bound, itself);
export const maximum = (bound: number) => limit('too_big', bound, itself);
export const minLength = (bound: number) => limit('too_small', bound, lengthOf);
export const maxLength = (bound: number) => limit('too_big', bound, lengthOf);
export const maxSize = (bound: number) => limit('too_big', bound, ({ size }: File) => size);

export const regex =
  (pattern: RegExp): Check =>
  (payload) => {
    if (!pattern.test(payload.value as string)) refuse(payload, 'invalid_format', { format: 'regex' });
  };
export const mime =
  (types: readonly string[]): Check =>
  (payload) => {
    if (!types.includes((payload.value as File).type)) refuse(payload, 'invalid_value', { values: types });
  };

export function safeParse(schema: Schema, input: unknown) {
  const { value, issues } = read(schema, input);
  return issues.length > 0 ? { success: false, error: { issues } } : { success: true, data: value };
}

export function parse(schema: Schema, input: unknown): unknown {
  const { value, issues } = read(schema, input);
  if (issues.length > 0) throw new TypeError(JSON.stringify(issues));
  return value;
}
