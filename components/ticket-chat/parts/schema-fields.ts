import type { ticketFormMessages } from '../../../src/i18n/ticket-form.ts';
import type { LocalizeController } from '../../shared/localize-controller.ts';

/** A field that a kind of request asks for: the part of JSON Schema that the contract promises. */
export interface SchemaField {
  name: string;
  type: 'string' | 'number' | 'integer' | 'boolean';
  label: string;
  hint: string | undefined;
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

/** The fields of a schema; what it asks beyond that is left to the backend. */
export function schemaFields(schema: Unknown | undefined): SchemaField[] {
  const properties = isRecord(schema?.['properties']) ? schema['properties'] : {};
  const required: unknown[] = Array.isArray(schema?.['required']) ? schema['required'] : [];
  return Object.entries(properties).flatMap(([name, field]) => {
    if (!isRecord(field)) return [];
    const type = field['type'];
    const format = field['format'];
    const choices = Array.isArray(field['enum']) ? field['enum'].map(String) : undefined;
    return {
      name,
      type: type === 'number' || type === 'integer' || type === 'boolean' ? type : 'string',
      label: text(field['title']) ?? name,
      hint: text(field['description']),
      required: required.includes(name),
      format: format === 'date' || format === 'email' ? format : undefined,
      choices,
      minimum: number(field['minimum']),
      maximum: number(field['maximum']),
      minLength: number(field['minLength']),
      maxLength: number(field['maxLength']),
    };
  });
}

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
    fields.flatMap(({ name, type }): [string, string | number | boolean][] => {
      const typed = (values[name] ?? '').trim();
      if (type === 'boolean') return [[name, typed === 'true']];
      if (typed === '') return [];
      return [[name, type === 'string' ? typed : parseNumber(typed)]];
    }),
  );
}
