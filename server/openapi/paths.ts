import { capabilityOf, type Operation } from '../../src/contract/operation.ts';
import type { ErrorCode } from '../../src/contract/problem.ts';
import { getCapabilities } from '../../src/contract/session.ts';
import { pathFieldsOf } from '../http/input.ts';
import { fieldsOf, fileFieldsOf } from '../http/shape.ts';
import { type Schemas, hasEtag, isFile } from './schemas.ts';
import { problems } from './shared.ts';

/** An object of an OpenAPI document. */
export type Part = Record<string, unknown>;

/** One operation of the contract. */
export function operationPart(operation: Operation, schemas: Schemas): Part {
  const isPublic = operation.id === getCapabilities.id;
  return {
    operationId: operation.id,
    tags: [capabilityOf(operation)],
    summary: operation.summary,
    ...inputParts(operation, schemas),
    responses: {
      200: answerPart(operation, schemas),
      ...problems(problemsOf(operation, isPublic)),
      ...exactProblems(operation),
    },
    ...(isPublic ? { security: [] } : {}),
  };
}

/** Fields named in the path go there, the rest into the query of a `GET` or the body of anything else. */
function inputParts(operation: Operation, schemas: Schemas): Part {
  const input = schemas.inputOf(operation);
  const inPath = pathFieldsOf(operation);
  const required = new Set(input.required);
  const rest = [...fieldsOf(input)].filter(([name]) => !inPath.includes(name));
  const isGet = operation.http.startsWith('GET ');
  const query = isGet
    ? rest.map(([name, schema]) => ({ name, in: 'query', required: required.has(name), schema }))
    : [];
  const path = inPath.map((name) => ({ name, in: 'path', required: true, schema: fieldsOf(input).get(name) ?? {} }));
  const shared = [
    'AcceptLanguage',
    ...(operation.kind === 'mutation' ? ['IdempotencyKey'] : []),
    ...(operation.conditional ? ['IfMatch'] : []),
  ];
  const parameters = [...path, ...query, ...shared.map((name) => ({ $ref: `#/components/parameters/${name}` }))];
  if (isGet || rest.length === 0) return { parameters };
  const object = (fields: typeof rest): Part => {
    const needed = fields.map(([name]) => name).filter((name) => required.has(name));
    return {
      type: 'object',
      properties: Object.fromEntries(fields),
      ...(needed.length === 0 ? {} : { required: needed }),
      additionalProperties: false,
    };
  };
  const files = fileFieldsOf(input);
  const json = object(rest.filter(([name]) => !files.includes(name)));
  const form = () => {
    const parts = object(rest.filter(([name]) => files.includes(name)));
    return { ...parts, properties: { input: json, ...(parts.properties as Part) } };
  };
  const content =
    files.length === 0 ? { 'application/json': { schema: json } } : { 'multipart/form-data': { schema: form() } };
  return { parameters, requestBody: { required: rest.some(([name]) => required.has(name)), content } };
}

function answerPart(operation: Operation, schemas: Schemas): Part {
  const cacheControl = { 'Cache-Control': { $ref: '#/components/headers/CacheControl' } };
  if (isFile(operation.output)) {
    return {
      description: 'The file, to be saved; it is never shown as a page.',
      headers: { ...cacheControl, 'Content-Disposition': { $ref: '#/components/headers/ContentDisposition' } },
      content: { '*/*': {} },
    };
  }
  return {
    description: operation.summary,
    headers: { ...cacheControl, ...(hasEtag(operation.output) ? { ETag: { $ref: '#/components/headers/ETag' } } : {}) },
    content: { 'application/json': { schema: schemas.outputOf(operation) } },
  };
}

function problemsOf(operation: Operation, isPublic: boolean): ErrorCode[] {
  const always: ErrorCode[] = ['not_found', 'invalid', 'rate_limited', 'unknown', 'unavailable'];
  if (isPublic) return always;
  const signedIn: ErrorCode[] = [...always, 'unauthenticated', 'forbidden', 'unsupported', 'contract'];
  return operation.kind === 'mutation' || operation.conditional ? [...signedIn, 'conflict'] : signedIn;
}

/** Statuses that say more exactly what is wrong with a request that has a body or a condition. */
function exactProblems(operation: Operation): Part {
  const ofBody = operation.http.startsWith('GET ') ? [] : [400, 413, 415].map((status) => [status, 'invalid'] as const);
  const ofCondition = operation.conditional ? [412, 428].map((status) => [status, 'conflict'] as const) : [];
  return Object.fromEntries(
    [...ofBody, ...ofCondition].map(([status, code]) => [String(status), { $ref: `#/components/responses/${code}` }]),
  );
}

/** The stream of what changes. */
export function eventsPart(): Part {
  return {
    operationId: 'events.stream',
    tags: ['events'],
    summary: 'What changes for this customer, as it happens',
    description:
      'Server-sent events: each has an `id`, which resumes the stream by `Last-Event-ID`, and a `data` line with one `LiveEvent`. ' +
      'An event of type `reset` says that the id is no longer known and everything may have changed. A comment at least every 15 seconds shows that the stream is alive.',
    parameters: [{ $ref: '#/components/parameters/LastEventId' }],
    responses: {
      200: {
        description: 'The stream, until the sign-in ends.',
        headers: { 'Cache-Control': { $ref: '#/components/headers/CacheControl' } },
        content: { 'text/event-stream': { schema: { type: 'string' } } },
      },
      ...problems(['unauthenticated', 'forbidden', 'not_found', 'unsupported', 'unavailable', 'unknown']),
    },
  };
}
