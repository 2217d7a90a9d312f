import type { Operation } from '../../contract/operation.ts';
import { CabinetError } from '../../contract/problem.ts';

/** An operation and its input as HTTP: the reverse of what the server's routes do. */
export interface HttpRequest {
  method: string;
  /** Path and query below the base address. */
  path: string;
  /** What is sent as JSON; absent for a `GET`, and where there are files. */
  json?: unknown;
  /** Files, each under its field's name, and the rest as JSON in the part `input`. */
  body?: FormData;
}

/** Fields named in the path travel there; the rest is the query of a `GET` and the JSON body of anything else. */
export function toHttp(operation: Operation, input: unknown): HttpRequest {
  const [method = 'GET', template = '/'] = operation.http.split(' ');
  const rest = { ...(input as Record<string, unknown>) };
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = String(rest[name]);
    delete rest[name];
    // Dots would climb up the path, encoded or not.
    if (value === '' || value === '.' || value === '..') {
      throw new CabinetError('invalid', `${operation.id}: "${value}" is no id`, {
        fields: { [`/${name}`]: 'must be an id' },
      });
    }
    return encodeURIComponent(value);
  });
  if (method !== 'GET') {
    const body = toForm(rest);
    return body ? { method, path, body } : { method, path, json: rest };
  }

  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(rest)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== undefined) query.append(name, String(item));
    }
  }
  return { method, path: query.size > 0 ? `${path}?${query}` : path };
}

/** Undefined where there are no files. */
function toForm(input: Readonly<Record<string, unknown>>): FormData | undefined {
  const files = Object.entries(input).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value])
      .filter((item): item is Blob => item instanceof Blob)
      .map((file) => [name, file] as const),
  );
  if (files.length === 0) return undefined;
  const names = new Set(files.map(([name]) => name));
  const rest = Object.entries(input).filter(([name]) => !names.has(name));
  const form = new FormData();
  form.append('input', JSON.stringify(Object.fromEntries(rest)));
  for (const [name, file] of files) form.append(name, file);
  return form;
}
