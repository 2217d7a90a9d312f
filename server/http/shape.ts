import * as z from 'zod/mini';
import { toPointer } from '../../src/adapters/parse.ts';
import type { Schema } from '../../src/contract/operation.ts';
import { formatText, type Language, type Reason, reasonText, typeText } from './texts.ts';

/** What of a JSON Schema is needed to read an input that the schema describes. */
export type Shape = z.core.JSONSchema.BaseSchema;

export function shapeOf(schema: Schema): Shape {
  return z.toJSONSchema(schema, { io: 'input' });
}

/** The declared fields of an object, by name. */
export function fieldsOf(shape: Shape): ReadonlyMap<string, Shape> {
  const fields = Object.entries(shape.properties ?? {});
  return new Map(fields.flatMap(([name, field]) => (typeof field === 'object' ? [[name, field]] : [])));
}

/** The fields that take files. */
export function fileFieldsOf(shape: Shape): string[] {
  const isFile = (field: Shape | undefined) => field?.contentEncoding === 'binary';
  return [...fieldsOf(shape)].flatMap(([name, field]) => (isFile(field) || isFile(itemsOf(field)) ? [name] : []));
}

const MAX_DEPTH = 32;
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);
const MAX_REPORTED_FIELDS = 20;
const MAX_REPORTED_NAME_LENGTH = 100;

/** JSON pointer of a field; a name that somebody made up is cut short. */
export function pointerTo(path: readonly PropertyKey[]): string {
  return toPointer(path.map((key) => String(key).slice(0, MAX_REPORTED_NAME_LENGTH)));
}

/**
 * What a schema would let pass in silence: undeclared fields, names that reach prototypes, texts
 * that no database stores, too many levels. Answers a message for each, by JSON pointer.
 */
export function strangersIn(value: unknown, shape: Shape, language: Language): Record<string, string> {
  const found = new Map<string, string>();
  const report = (path: readonly PropertyKey[], reason: Reason) => {
    if (found.size < MAX_REPORTED_FIELDS) found.set(pointerTo(path), reasonText(reason, language));
  };
  const visit = (part: unknown, expected: Shape | undefined, path: readonly PropertyKey[]): void => {
    if (path.length > MAX_DEPTH) return report(path.slice(0, 1), 'tooDeep');
    if (typeof part === 'string' && !isStorable(part)) return report(path, 'unstorable');
    if (Array.isArray(part)) return part.forEach((item, index) => visit(item, itemsOf(expected), [...path, index]));
    if (typeof part !== 'object' || part === null) return;
    const declared = expected?.properties === undefined ? undefined : fieldsOf(expected);
    for (const [key, field] of Object.entries(part)) {
      if (FORBIDDEN_KEYS.has(key)) report([...path, key], 'forbiddenKey');
      else if (declared !== undefined && !declared.has(key)) report([...path, key], 'unknownField');
      else visit(field, declared?.get(key), [...path, key]);
    }
  };
  visit(value, shape, []);
  return Object.fromEntries(found);
}

function itemsOf(shape: Shape | undefined): Shape | undefined {
  const items = shape?.items;
  return typeof items === 'object' && !Array.isArray(items) ? items : undefined;
}

/** PostgreSQL keeps neither NUL nor half a character. */
function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

/** The fields that a schema refused and why, by JSON pointer. */
export function messagesOf(issues: readonly z.core.$ZodIssue[], language: Language): Record<string, string> {
  const reported = issues.slice(0, MAX_REPORTED_FIELDS);
  return Object.fromEntries(reported.map((issue) => [pointerTo(issue.path), messageOf(issue, language)]));
}

/** What is wrong with a value, in words; the issue must hold the value (`reportInput`, or as an error map gets it). */
export function messageOf(issue: z.core.$ZodIssue | z.core.$ZodRawIssue, language: Language): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? reasonText('required', language)
        : reasonText('wrongType', language, { expected: typeText(issue.expected, language) });
    case 'too_small':
      return reasonText(isNumeric(issue.origin) ? 'tooSmall' : 'tooShort', language, {
        minimum: String(issue.minimum),
      });
    case 'too_big':
      return reasonText(isNumeric(issue.origin) ? 'tooBig' : 'tooLong', language, { maximum: String(issue.maximum) });
    case 'invalid_format':
      return reasonText('wrongFormat', language, {
        format: issue.format === 'regex' ? String(issue.pattern) : formatText(issue.format, language),
      });
    case 'invalid_value':
      return reasonText('wrongValue', language, { values: issue.values.map(String).join(', ') });
    case 'unrecognized_keys':
      return reasonText('unknownFields', language, { names: issue.keys.map((key) => `"${key}"`).join(', ') });
    default:
      return reasonText('wrong', language);
  }
}

function isNumeric(origin: string): boolean {
  return ['number', 'int', 'bigint'].includes(origin);
}
