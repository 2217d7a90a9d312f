import type { ticketFormMessages } from '../../../src/i18n/ticket-form.ts';
import type { LocalizeController } from '../../shared/localize-controller.ts';

/** A field that a kind of request asks for: the part of JSON Schema that the contract promises. */
export interface SchemaField {
  name: string;
  type: 'string' | 'number' | 'integer' | 'boolean';
  label: string;
  hint: string;
  required: boolean;
  format: 'date' | 'email' | undefined;
  choices: readonly string[] | undefined;
  minimum: number | undefined;
  maximum: number | undefined;
  minLength: number | undefined;
  maxLength: number | undefined;
}

type Unknown = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Unknown => typeof value === 'object' && value !== null;
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const number = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

/** More than that no person fills in, and no page should draw. */
const MAX_FIELDS = 100;
const MAX_CHOICES = 1000;
const MAX_LABEL = 500;

/** A label of a length that can be read. */
export const cut = (label: string): string => (label.length > MAX_LABEL ? `${label.slice(0, MAX_LABEL)}…` : label);
/** What can be chosen: a schema may list anything, and an object is no word to choose. */
const isChoice = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value);

/**
 * The fields of a schema; what it asks beyond that (`$ref`, `pattern`, ...) is left to the backend, and nothing of it
 * runs here. `undefined`: it cannot be filled in here, being too large or naming what no object may have.
 */
export function schemaFields(schema: Unknown | undefined): SchemaField[] | undefined {
  const entries = Object.entries(isRecord(schema?.['properties']) ? schema['properties'] : {});
  const required: unknown[] = Array.isArray(schema?.['required']) ? schema['required'] : [];
  if (entries.length > MAX_FIELDS || required.length > MAX_FIELDS) return undefined;
  const fields: SchemaField[] = [];
  for (const [name, field] of entries) {
    if (!isRecord(field)) continue;
    const type = field['type'];
    const format = field['format'];
    const choices = Array.isArray(field['enum']) ? field['enum'].filter(isChoice).map(String) : undefined;
    if (name === '__proto__' || (choices && choices.length > MAX_CHOICES)) return undefined;
    fields.push({
      name,
      type: type === 'number' || type === 'integer' || type === 'boolean' ? type : 'string',
      label: cut(text(field['title']) ?? name),
      hint: cut(text(field['description']) ?? ''),
      required: required.includes(name),
      format: format === 'date' || format === 'email' ? format : undefined,
      choices,
      minimum: number(field['minimum']),
      maximum: number(field['maximum']),
      minLength: number(field['minLength']),
      maxLength: number(field['maxLength']),
    });
  }
  return fields;
}

/** What was typed into a field. A field may be called `constructor`, which every object has. */
export const typedInto = (values: Readonly<Record<string, string>>, { name }: SchemaField): string =>
  Object.hasOwn(values, name) ? (values[name] ?? '') : '';

/** A number as people type it: with a comma, and with spaces between thousands. */
const parseNumber = (value: string): number => Number(value.replace(/[\s\u00a0\u202f]/g, '').replace(',', '.'));

type FormText = LocalizeController<keyof typeof ticketFormMessages.english>['t'];

/** What is wrong with what was typed into a field, in the person's words. */
export function fieldError(field: SchemaField, value: string, t: FormText): string | undefined {
  const typed = value.trim();
  if (typed === '') return field.required && field.type !== 'boolean' ? t('wrong.required') : undefined;
  if (field.type === 'number' || field.type === 'integer') {
    const count = parseNumber(typed);
    if (!Number.isFinite(count)) return t('wrong.number');
    if (field.type === 'integer' && !Number.isInteger(count)) return t('wrong.integer');
    if (field.minimum !== undefined && count < field.minimum) return t('wrong.minimum', { count: field.minimum });
    if (field.maximum !== undefined && count > field.maximum) return t('wrong.maximum', { count: field.maximum });
    return undefined;
  }
  if (field.type === 'boolean') return undefined;
  if (field.minLength !== undefined && typed.length < field.minLength) {
    return t('wrong.minLength', { count: field.minLength });
  }
  if (field.maxLength !== undefined && typed.length > field.maxLength) {
    return t('wrong.maxLength', { count: field.maxLength });
  }
  if (field.format === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(typed)) return t('wrong.email');
  if (field.format === 'date' && !/^\d{4}-\d{2}-\d{2}$/.test(typed)) return t('wrong.date');
  return undefined;
}

/** What was typed, as the schema's types; fields left empty are not sent. */
export function fieldValues(
  fields: readonly SchemaField[],
  values: Readonly<Record<string, string>>,
): Record<string, string | number | boolean> {
  return Object.fromEntries(
    fields.flatMap((field): [string, string | number | boolean][] => {
      const { name, type } = field;
      const typed = typedInto(values, field).trim();
      if (type === 'boolean') return [[name, typed === 'true']];
      if (typed === '') return [];
      return [[name, type === 'string' ? typed : parseNumber(typed)]];
    }),
  );
}
