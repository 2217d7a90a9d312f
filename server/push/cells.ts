import { decimalOf, isTrue, momentOf } from '../exchange/values.ts';
import { fieldsOf, type Shape } from '../http/shape.ts';

/** What a field takes, by its path: `lines.0.title`. Undefined: there is no such field. */
export function fieldAt(shape: Shape, path: string): Shape | undefined {
  return path.split('.').reduce<Shape | undefined>((found, name) => {
    if (found === undefined) return undefined;
    const items = found.items;
    if (found.type === 'array')
      return /^\d+$/.test(name) && typeof items === 'object' && !Array.isArray(items) ? items : undefined;
    return fieldsOf(found).get(name);
  }, shape);
}

/** What a person wrote into a cell, as the field takes it; what is not understood stays, to be refused with a reason. */
export function fromCell(text: string, field: Shape | undefined, timeZone: string): unknown {
  if (text === '' || field === undefined) return text === '' ? undefined : text;
  const { type, format, pattern = '' } = field;
  if (type === 'number' || type === 'integer')
    return Number(decimalOf(text) ?? NaN) || (decimalOf(text) === '0' ? 0 : text);
  if (type === 'boolean') return isTrue(text) ? true : /^(?:false|0|no|нет)$/i.test(text) ? false : text;
  if (type === 'array') return text.split(/[,|]/).map((part) => part.trim());
  if (/^\^(-\?)?\\d/.test(pattern) && format === undefined) return decimalOf(text) ?? text;
  // A day is told by two patterns instead of a format.
  const isDay = JSON.stringify(field.allOf ?? []).includes('-02-29');
  if (format === 'date-time' || isDay) return dateOf(text, isDay ? 'date' : format, timeZone);
  return text;
}

function dateOf(text: string, format: string | undefined, timeZone: string): string {
  if (format === 'date-time' && /(?:Z|[+-]\d\d:\d\d)$/.test(text)) return text;
  try {
    // A day belongs to no zone.
    const moment = momentOf(format === 'date' ? 'UTC' : timeZone, text);
    return (format === 'date' ? moment?.slice(0, 10) : moment) ?? text;
  } catch {
    return text;
  }
}

/** Sets a field by its path; paths were checked to be names. */
export function put(record: Record<string, unknown>, path: string, value: unknown): void {
  if (value === undefined) return;
  const names = path.split('.');
  const last = names.pop() ?? '';
  let parent: Record<string, unknown> = record;
  for (const [index, name] of names.entries()) {
    const next = Object.hasOwn(parent, name) ? parent[name] : undefined;
    const made = (next ?? (/^\d+$/.test(names[index + 1] ?? last) ? [] : {})) as Record<string, unknown>;
    Object.defineProperty(parent, name, { value: made, enumerable: true, configurable: true, writable: true });
    parent = made;
  }
  Object.defineProperty(parent, last, { value, enumerable: true, configurable: true, writable: true });
}
