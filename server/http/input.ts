import * as z from 'zod/mini';
import type { Operation } from '../../src/contract/operation.ts';
import type { RequestContext } from './environment.ts';
import { refusal, refusalOfFields } from './problem.ts';
import { type Shape, fieldsOf, fileFieldsOf, messagesOf, pointerTo, shapeOf, strangersIn } from './shape.ts';
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
  const readRest = operation.http.startsWith('GET ')
    ? readQuery
    : fileFieldsOf(shape).length > 0
      ? readFormOrJson
      : readJson;
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

function refuseQuery(context: RequestContext): void {
  const query = new URL(context.req.url).searchParams;
  refuseFields(
    Object.fromEntries(
      [...query.keys()].map((name) => [pointerTo([name]), reasonText('unknownField', context.var.language)]),
    ),
  );
}

function contentType(context: RequestContext): string | undefined {
  return context.req.header('Content-Type')?.split(';')[0]?.trim().toLowerCase();
}

/** Files come as parts of a form, each under its field's name, beside the rest as JSON in the part `input`. */
async function readFormOrJson(context: RequestContext, shape: Shape): Promise<object> {
  if (contentType(context) !== 'multipart/form-data') return readJson(context);
  refuseQuery(context);
  const form = await context.req.formData().catch(() => {
    throw refusal(context, 'invalid', 'malformedForm', { status: 400 });
  });
  const rest = form.get('input');
  const input = rest === null ? {} : parseObject(typeof rest === 'string' ? rest : await rest.text(), context);
  const files = [...new Set(form.keys())]
    .filter((name) => name !== 'input')
    .map((name) => [name, fieldsOf(shape).get(name)?.type === 'array' ? form.getAll(name) : form.get(name)]);
  return { ...input, ...(Object.fromEntries(files) as object) };
}

async function readJson(context: RequestContext): Promise<object> {
  refuseQuery(context);
  const bytes = await context.req.arrayBuffer();
  if (bytes.byteLength === 0) return {};
  if (contentType(context) !== 'application/json')
    throw refusal(context, 'invalid', 'jsonTypeExpected', { status: 415 });
  return parseObject(decode(bytes, context), context);
}

function parseObject(text: string, context: RequestContext): object {
  const body: unknown = parseJson(text, context);
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw refusal(context, 'invalid', 'jsonObjectExpected', { status: 400 });
  }
  return body;
}

function decode(bytes: ArrayBuffer, context: RequestContext): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw refusal(context, 'invalid', 'malformedJson', { status: 400 });
  }
}

function parseJson(text: string, context: RequestContext): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refusal(context, 'invalid', 'malformedJson', { status: 400 });
  }
}
