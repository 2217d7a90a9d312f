import * as z from 'zod/mini';
import * as contract from '../../src/contract/index.ts';
import type { Operation, Schema } from '../../src/contract/operation.ts';
import { allOperations } from '../../src/contract/operations.ts';

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** The contract's schemas as JSON Schema. */
export interface Schemas {
  /** Each named schema once. */
  components: Record<string, JsonSchema>;
  /** What an operation takes: path, query and body together. */
  inputOf(operation: Operation): JsonSchema;
  /** Where an operation's answer is described. */
  outputOf(operation: Operation): JsonSchema;
}

export function buildSchemas(): Schemas {
  const names = namesOf(contract);
  for (const { id, output } of allOperations()) {
    if (!names.has(output) && !isFile(output)) names.set(output, answerName(id));
  }
  return {
    components: componentsOf(names, { io: 'output', override: makeTolerant }),
    inputOf: ({ input }) => withoutMeta(z.toJSONSchema(input, { io: 'input', override: makeStrict })),
    outputOf: ({ output }) => ({ $ref: reference(names.get(output) ?? '') }),
  };
}

/** The schemas among what a module exports, each with its name there. */
export function namesOf(module: object): Map<Schema, string> {
  const found = Object.entries(module).filter((entry): entry is [string, Schema] => isSchema(entry[1]));
  return new Map(found.map(([name, schema]) => [schema, name]));
}

/** Describes each schema once; where one holds another, it refers to it. */
export function componentsOf(
  names: ReadonlyMap<Schema, string>,
  options: Pick<z.core.ToJSONSchemaParams, 'io' | 'override'>,
): Record<string, JsonSchema> {
  const registry = z.registry<{ id: string }>();
  for (const [schema, id] of names) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { ...options, uri: reference });
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, withoutMeta(schema)]));
}

/** Whether an answer is a file and not JSON. */
export function isFile(schema: Schema): boolean {
  return schema._zod.def.type === 'file';
}

/** Whether an answer is an entity with a version. */
export function hasEtag(schema: Schema): boolean {
  return isShaped(schema._zod.def) && 'etag' in schema._zod.def.shape;
}

function isShaped(definition: object): definition is { shape: object } {
  return 'shape' in definition && typeof definition.shape === 'object' && definition.shape !== null;
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && '_zod' in value;
}

/** `orders.list` answers `OrdersListAnswer`. */
function answerName(operationId: string): string {
  const words = operationId.split('.').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return `${words.join('')}Answer`;
}

export function reference(name: string): string {
  return `#/components/schemas/${name}`;
}

/** An answer may have more fields than are read. */
function makeTolerant({ jsonSchema }: { jsonSchema: JsonSchema }): void {
  delete jsonSchema.additionalProperties;
  withoutDefault({ jsonSchema });
}

/** That a code unknown to this version is read as `unknown` is no default of the wire. */
export function withoutDefault({ jsonSchema }: { jsonSchema: JsonSchema }): void {
  delete jsonSchema.default;
}

/** A field that is not known is refused, so that a misspelt filter does not silently show everything. */
function makeStrict({ jsonSchema }: { jsonSchema: JsonSchema }): void {
  if (jsonSchema.type === 'object') jsonSchema.additionalProperties = false;
}

function withoutMeta(schema: JsonSchema): JsonSchema {
  const { $schema: _version, $id: _address, ...rest } = schema;
  return rest;
}
