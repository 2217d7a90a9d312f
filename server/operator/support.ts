import * as z from 'zod/mini';
import { toPointer } from '../../src/adapters/parse.ts';
import { Id } from '../../src/contract/scalars.ts';
import { Words } from '../push/schemas.ts';
import { schemaTexts } from '../push/texts.ts';
import { findUnstorable } from '../push/unstorable.ts';
import type { SupportRecord } from '../store/write/support.ts';
import { CommandError } from './command-error.ts';
import { readInput } from './read-input.ts';

/** Fields that a form can ask for, and choices of one: beyond that nobody fills it in. */
const MAX_FIELDS = 50;
const MAX_CHOICES = 200;
const MAX_KINDS = 100;
/** Faults that are named at once. */
const MAX_FAULTS = 20;

const minutes = z.int().check(z.minimum(1), z.maximum(525_600));
const time = z
  .string()
  .check(z.regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'A time of the day as HH:MM, for example 09:00'));
/** It becomes part of addresses in the page. */
const FieldName = z
  .string()
  .check(z.regex(/^[A-Za-z][\w-]{0,63}$/, 'The name of a field is a Latin letter, then letters, digits, "-" or "_"'));
const length = z.int().check(z.minimum(0), z.maximum(10_000));

const about = { title: z.optional(Words), description: z.optional(Words) };
const range = { minimum: z.optional(z.number()), maximum: z.optional(z.number()) };
const inOrder = <Field extends Readonly<Record<string, unknown>>>(low: keyof Field, high: keyof Field) =>
  z.refine<Field>(
    ({ [low]: from, [high]: to }) => typeof from !== 'number' || typeof to !== 'number' || from <= to,
    `${String(low)} is more than ${String(high)}`,
  );

/** What the widget shows and checks, and the server checks again: of JSON Schema nothing that either would pass over. */
const Field = z.discriminatedUnion('type', [
  z
    .strictObject({
      ...about,
      type: z.literal('string'),
      format: z.optional(z.enum(['date', 'email'])),
      enum: z.optional(z.array(Words).check(z.minLength(1), z.maxLength(MAX_CHOICES), unique('choice'))),
      minLength: z.optional(length),
      maxLength: z.optional(length),
    })
    .check(inOrder('minLength', 'maxLength')),
  z.strictObject({ ...about, ...range, type: z.literal('number') }).check(inOrder('minimum', 'maximum')),
  z.strictObject({ ...about, ...range, type: z.literal('integer') }).check(inOrder('minimum', 'maximum')),
  z.strictObject({ ...about, type: z.literal('boolean') }),
]);

const Fields = z
  .strictObject({
    type: z.literal('object'),
    properties: z
      .record(FieldName, Field)
      .check(z.refine((fields) => Object.keys(fields).length <= MAX_FIELDS, `At most ${MAX_FIELDS} fields`)),
    required: z.optional(z.array(z.string()).check(unique('field'))),
  })
  .check(
    z.refine(({ properties, required = [] }) => required.every((name) => Object.hasOwn(properties, name)), {
      path: ['required'],
      message: 'This names a field that is not among "properties"',
    }),
  );

const Kind = z.strictObject({
  id: Id,
  label: Words,
  hint: z.optional(Words),
  answerMinutes: z.optional(minutes),
  fields: z.optional(Fields),
});

const hours = ['openDays', 'opensAt', 'closesAt'] as const;

const Support = z
  .strictObject({
    staffRole: z.optional(Words),
    hours: z.optional(Words),
    openDays: z.optional(z.array(z.int().check(z.minimum(1), z.maximum(7))).check(z.minLength(1), unique('day'))),
    opensAt: z.optional(time),
    closesAt: z.optional(time),
    answerMinutes: z.optional(minutes),
    mayRate: z.optional(z.boolean()),
    mayClose: z.optional(z.boolean()),
    reopenDays: z.optional(z.int().check(z.minimum(0), z.maximum(3650))),
    kinds: z.array(Kind).check(
      z.minLength(1),
      z.maxLength(MAX_KINDS),
      z.refine((kinds) => new Set(kinds.map(({ id }) => id)).size === kinds.length, 'Two kinds have the same id'),
    ),
  })
  .check(
    z.refine((support) => new Set(hours.map((name) => support[name] === undefined)).size === 1, {
      path: ['openDays'],
      message: 'openDays, opensAt and closesAt go together: give all three, or none',
    }),
    z.refine(({ opensAt = '', closesAt = '25' }) => opensAt < closesAt, {
      path: ['closesAt'],
      message: 'closesAt must be after opensAt, on the same day',
    }),
  );

function unique(what: string) {
  return z.refine<(string | number)[]>((each) => new Set(each).size === each.length, `The same ${what} twice`);
}

/**
 * Reads how a company answers: working hours, when an answer may be expected, what may be asked for.
 *
 * @param file of JSON; `-` is the standard input
 * @throws CommandError with a line for each fault, by its place
 * @example `readSupport('support.json').kinds`
 */
export function readSupport(file: string): SupportRecord {
  const value = parse(readInput(file), file);
  const unstorable = findUnstorable(value);
  if (unstorable !== null) throw new CommandError(`${unstorable}: this holds a character that is none.`);
  const parsed = z.safeParse(Support, value, { error: schemaTexts.en });
  if (!parsed.success) {
    const { issues } = parsed.error;
    const lines = issues
      .slice(0, MAX_FAULTS)
      .map(({ path, message }) => `${toPointer(path) || 'The file'}: ${message}`);
    if (issues.length > MAX_FAULTS) lines.push(`… and ${issues.length - MAX_FAULTS} more.`);
    throw new CommandError(lines.join('\n'));
  }
  const { kinds, ...support } = parsed.data;
  return {
    kinds,
    settings: {
      staff_role: support.staffRole ?? null,
      hours: support.hours ?? null,
      open_days: support.openDays ?? [],
      opens_at: support.opensAt ?? null,
      closes_at: support.closesAt ?? null,
      answer_minutes: support.answerMinutes ?? null,
      may_rate: support.mayRate ?? true,
      may_close: support.mayClose ?? true,
      reopen_days: support.reopenDays ?? 30,
    },
  };
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CommandError(`${file === '-' ? 'The input' : file} is not JSON: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
