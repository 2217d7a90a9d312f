import * as z from 'zod/mini';
import type { Schema } from './operation.ts';

/** What a text means to a schema: as it is, as a list parted by commas, or as yes or no. */
function valueOf(schema: Schema, text: string): unknown {
  const flag = text === 'true' ? true : text === 'false' ? false : undefined;
  for (const value of [text, text.split(','), flag]) {
    const result = z.safeParse(schema, value);
    if (result.success && result.data !== undefined) return result.data;
  }
  return undefined;
}

/**
 * Reads a list's filters from texts, as an address holds them; what cannot be read, as in a cut link, is left out.
 *
 * @example
 * ```ts
 * filtersFromText({ status: OrderFilter.shape.status }, () => 'pending,confirmed'); // { status: ['pending', 'confirmed'] }
 * ```
 */
export function filtersFromText(
  schemas: Readonly<Record<string, Schema>>,
  textOf: (name: string) => string | null,
): Record<string, unknown> {
  const filters: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(schemas)) {
    const text = textOf(name);
    const value = text === null ? undefined : valueOf(schema, text);
    if (value !== undefined) filters[name] = value;
  }
  return filters;
}
