import { DESK_PATH, deskOperations } from '../src/contract/desk.ts';
import { EVENTS_PATH } from '../src/contract/live.ts';
import { allOperations } from '../src/contract/operations.ts';
import { capabilityOf } from '../src/contract/operation.ts';
import { type Part, eventsPart, operationPart } from './openapi/paths.ts';
import { buildSchemas } from './openapi/schemas.ts';
import { headers, parameters, responses, security, securitySchemes } from './openapi/shared.ts';

const DESCRIPTION = `Amounts are decimal strings, instants are RFC 3339 with an offset, and lists are cursor pages that only a null \`nextCursor\` ends.

Errors are problem documents (RFC 9457) with a \`code\` and, for refused input, a message for each field by JSON pointer.

Every operation that changes something takes an \`Idempotency-Key\`, made once for the act and repeated with every retry: a repeated key gets the first answer again and has no second effect.

What exists for somebody else must be answered exactly as what does not exist at all: 404.`;

/**
 * The contract as an OpenAPI 3.1 document, for people who write a backend in another language.
 *
 * @example `writeFileSync('openapi.json', JSON.stringify(buildOpenApi(), null, 2))`
 */
export function buildOpenApi(): Part {
  const schemas = buildSchemas();
  const paths: Record<string, Part> = {};
  for (const operation of allOperations()) {
    const [method = '', path = ''] = operation.http.split(' ');
    paths[path] = { ...paths[path], [method.toLowerCase()]: operationPart(operation, schemas) };
  }
  paths[EVENTS_PATH] = { get: eventsPart() };
  const tags = [...new Set([...allOperations().map(capabilityOf), 'events'])];
  return {
    openapi: '3.1.0',
    info: {
      title: 'Customer cabinet',
      version: '1.0.0',
      summary: 'What a customer cabinet asks of a company’s backend.',
      description: DESCRIPTION,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [
      {
        url: '/api/{tenant}',
        variables: { tenant: { default: 'demo', description: 'The company whose cabinet it is.' } },
      },
      {
        url: `/api/{tenant}${DESK_PATH}`,
        description: `For the company's staff (role \`agent\`): one of its customers. Only ${deskOperations.join(', ')}, and ${EVENTS_PATH}.`,
        variables: {
          tenant: { default: 'demo', description: 'The company whose cabinet it is.' },
          customerId: { default: 'customer', description: 'The customer whom staff look at.' },
        },
      },
    ],
    security,
    tags: tags.map((name) => ({ name })),
    paths,
    components: { schemas: schemas.components, parameters, headers, responses, securitySchemes },
  };
}
