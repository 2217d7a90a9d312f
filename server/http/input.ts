import * as z from 'zod/mini';
import type { Operation } from '../../src/contract/operation.ts';
import type { RequestContext } from './environment.ts';
import { refusal, refusalOfFields } from './problem.ts';
import { type Shape, fieldsOf, messagesOf, pointerTo, shapeOf, strangersIn } from './shape.ts';
import { reasonText } from './texts.ts';

/** Reads and checks the input of one operation from a request. */
export type InputReader = (context: RequestContext) => Promise<unknown>;

/**
 * Makes the reader of an operation's input from its schema: fields named in the path come from
 * there, the others from the query of a `GET` and from the JSON body of anything else.
 */
export function inputReader(operation: Operation): InputReader {
  const shape = shapeOf(operation.input);
  const pathFields = pathFieldsOf(operation);
  const readRest = operation.http.startsWith('GET ') ? readQuery : readBody;
  const restShape = withoutFields(shape, pathFields);
  return async (context) => {
    const path = Object.fromEntries(pathFields.map((name) => [name, context.req.param(name)]));
    const rest = await readRest(context, restShape);
    const { language } = context.var;
    refuseFields({ ...strangersIn(path, shape, language), ...strangersIn(rest, restShape, language) });
    const parsed = z.safeParse(operation.input, { ...rest, ...path }, { reportInput: true });
    if (!parsed.success) throw refusalOfFields(messagesOf(parsed.error.issues, language));
    return parsed.data;
  };
}

function refuseFields(fields: Readonly<Record<string, string>>): void {
  if (Object.keys(fields).length > 0) throw refusalOfFields(fields);
}

/** The names in the path of an operation. */
export function pathFieldsOf(operation: Operation): string[] {
  return [...operation.http.matchAll(/\{(\w+)\}/g)].flatMap(([, name]) => (name === undefined ? [] : [name]));
}

function withoutFields(shape: Shape, names: readonly string[]): Shape {
  return { ...shape, properties: Object.fromEntries([...fieldsOf(shape)].filter(([name]) => !names.includes(name))) };
}

function readQuery(context: RequestContext, shape: Shape): Promise<object> {
  const query = new URL(context.req.url).searchParams;
  const fields = fieldsOf(shape);
  const names = [...new Set(query.keys())];
  const repeated = names.filter((name) => fields.get(name)?.type !== 'array' && query.getAll(name).length > 1);
  refuseFields(
    Object.fromEntries(repeated.map((name) => [pointerTo([name]), reasonText('repeated', context.var.language)])),
  );
  const input = names.map((name) => {
    const field = fields.get(name);
    const values = query.getAll(name);
    return [
      name,
      field?.type === 'array' ? values.map((value) => fromText(value, field.items)) : fromText(values[0] ?? '', field),
    ];
  });
  // From entries, because assigning to a name such as `__proto__` would not make a field to refuse.
  return Promise.resolve(Object.fromEntries(input));
}

/** The value that a text of the query stands for; one that does not fit stays text, for the schema to refuse. */
function fromText(text: string, shape: Shape['items'] | undefined): unknown {
  const type = typeof shape === 'object' && !Array.isArray(shape) ? shape.type : undefined;
  if ((type === 'integer' || type === 'number') && /^-?\d{1,15}(\.\d{1,15})?$/.test(text)) return Number(text);
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}

async function readBody(context: RequestContext): Promise<object> {
  const query = new URL(context.req.url).searchParams;
  refuseFields(
    Object.fromEntries(
      [...query.keys()].map((name) => [pointerTo([name]), reasonText('unknownField', context.var.language)]),
    ),
  );
  const bytes = await context.req.arrayBuffer();
  if (bytes.byteLength === 0) return {};
  const type = context.req.header('Content-Type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') throw refusal(context, 'invalid', 'jsonTypeExpected', { status: 415 });
  const body = parseJson(bytes, context);
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw refusal(context, 'invalid', 'jsonObjectExpected', { status: 400 });
  }
  return body;
}

function parseJson(bytes: ArrayBuffer, context: RequestContext): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw refusal(context, 'invalid', 'malformedJson', { status: 400 });
  }
}
