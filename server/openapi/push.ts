import { Decimal } from '../../src/contract/money.ts';
import type { Schema } from '../../src/contract/operation.ts';
import { type ErrorCode, Problem } from '../../src/contract/problem.ts';
import { Day, Id, Instant, LongText } from '../../src/contract/scalars.ts';
import * as billingSchemas from '../push/billing-schemas.ts';
import { ImportReport } from '../push/import.ts';
import * as profileSchemas from '../push/profile-schemas.ts';
import * as rowSchemas from '../push/schemas.ts';
import { pushTargets } from '../push/targets.ts';
import type { Part } from './paths.ts';
import { componentsOf, namesOf, reference, withoutDefault } from './schemas.ts';
import { headers, parameters, problems, responses } from './shared.ts';

const DESCRIPTION = `What a company's own system sends to the cabinet, by its own ids and with an API key. Amounts are decimal strings, instants are RFC 3339 with an offset.

Rows are added or replaced by \`externalId\`, so sending everything again after a failure changes nothing that is there already. A row that is refused is named in the answer and stops no other.

A field that is not known is refused, so that a misspelt one is not missing without a word.`;

const { Acceptance, Membership, SignIn, WaitingRequests } = profileSchemas;
const names = namesOf({
  ...{ ...profileSchemas, ...billingSchemas, ...rowSchemas },
  ...{ Day, Decimal, Id, Instant, LongText, Problem, ImportReport },
});

const schemaOf = (schema: Schema) => ({ $ref: reference(names.get(schema) ?? '') });
const json = (schema: Schema) => ({ 'application/json': { schema: schemaOf(schema) } });
const dryRun = {
  name: 'dryRun',
  in: 'query',
  required: false,
  description: 'With `true` the answer is the report of what would become of the rows, and nothing of it stays.',
  schema: { type: 'boolean', default: false },
};
const acceptLanguage = { $ref: '#/components/parameters/AcceptLanguage' };

/**
 * The push API as an OpenAPI 3.1 document, for whoever connects a company's system.
 *
 * @example `writeFileSync('push-openapi.json', JSON.stringify(buildPushOpenApi(), null, 2))`
 */
export function buildPushOpenApi(): Part {
  const puts = Object.entries(pushTargets).map(([name, { summary, schema }]) => [
    `/${name}`,
    {
      put: operation({
        id: name,
        tag: 'rows',
        summary,
        parameters: [dryRun],
        body: rows(schema),
        answer: json(ImportReport),
        exact: [400, 413],
      }),
    },
  ]);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Customer cabinet: push API',
      version: '1.0.0',
      summary: 'How a company’s data comes into the cabinet.',
      description: DESCRIPTION,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [
      {
        url: '/push/{tenant}',
        variables: { tenant: { default: 'demo', description: 'The company whose data it is.' } },
      },
    ],
    security: [{ key: [] }, { keyHeader: [] }],
    tags: ['rows', 'people'].map((name) => ({ name })),
    paths: { ...Object.fromEntries(puts), ...peoplePaths() },
    components: {
      schemas: componentsOf(names, { io: 'input', override: withoutDefault }),
      parameters: { AcceptLanguage: parameters.AcceptLanguage },
      headers,
      responses,
      securitySchemes: {
        key: {
          type: 'http',
          scheme: 'bearer',
          description: 'The API key that `npm run company -- add-key` has printed.',
        },
        keyHeader: { type: 'apiKey', in: 'header', name: 'X-Api-Key', description: 'The same key.' },
      },
    },
  };
}

/** NDJSON holds a row a line; of a smaller number an array may be made; a table has a row or several lines of it a line. */
function rows(schema: Schema): Part {
  return {
    description:
      'NDJSON of any length, each line one such row of up to 1 MB; a JSON array of up to 10 MB; or a table of any length whose first row names the fields by their paths (`totals.total`, `lines.title`; rows that follow each other with the same `externalId` are one row with several lines), in UTF-8 or windows-1251, with commas, semicolons or tabs.',
    required: true,
    content: {
      'application/x-ndjson': { schema: schemaOf(schema) },
      'application/json': { schema: { type: 'array', items: schemaOf(schema) } },
      'text/csv': { schema: { type: 'string' } },
    },
  };
}

function peoplePaths(): Part {
  const tag = 'people';
  const file = { '*/*': {} };
  return {
    '/change-requests': {
      get: operation({
        id: 'change-requests',
        tag,
        summary: 'Change requests that wait for a decision',
        answer: json(WaitingRequests),
      }),
    },
    '/change-requests/{requestId}/attachments/{place}': {
      get: operation({
        ...{ id: 'change-requests.attachment', tag, summary: 'A paper of a change request', answer: file },
        parameters: [inPath('requestId', schemaOf(Id)), inPath('place', { type: 'integer', minimum: 0 })],
        problems: ['not_found'],
      }),
    },
    '/invitations/accept': {
      post: operation({
        ...{
          id: 'invitations.accept',
          tag,
          summary: 'The person who is signed in at the company’s site accepts an invitation',
        },
        ...{ body: { required: true, content: json(Acceptance) }, answer: json(Membership) },
        ...{ problems: ['not_found'], exact: [413] },
      }),
    },
    '/sessions': {
      post: operation({
        ...{
          id: 'sessions.start',
          tag,
          summary: 'Signs a person in by cookie: pass the `Set-Cookie` of the answer on to the visitor',
        },
        ...{ body: { required: true, content: json(SignIn) }, problems: ['not_found', 'unsupported'], exact: [413] },
      }),
      delete: operation({
        ...{
          id: 'sessions.end',
          tag,
          summary: 'Signs out whose `Cookie` header is passed on; also well if nobody is signed in',
        },
      }),
    },
  };
}

const inPath = (name: string, schema: Part) => ({ name, in: 'path', required: true, schema });

interface Described {
  id: string;
  tag: string;
  summary: string;
  parameters?: Part[];
  body?: Part;
  /** By media type; absent: 204. */
  answer?: Part;
  problems?: ErrorCode[];
  /** Statuses that say more exactly what is wrong with the body. */
  exact?: number[];
}

function operation(described: Described): Part {
  const { id, tag, summary, parameters: own = [], body, answer, exact = [] } = described;
  const refused: ErrorCode[] = ['unauthenticated', 'unknown', 'unavailable', ...(body ? ['invalid' as const] : [])];
  return {
    operationId: `push.${id}`,
    tags: [tag],
    summary,
    parameters: [...own, acceptLanguage],
    ...(body && { requestBody: body }),
    responses: {
      ...(answer ? { 200: { description: summary, content: answer } } : { 204: { description: 'Done.' } }),
      ...problems([...refused, ...(described.problems ?? [])]),
      ...Object.fromEntries(exact.map((status) => [status, { $ref: '#/components/responses/invalid' }])),
    },
  };
}
