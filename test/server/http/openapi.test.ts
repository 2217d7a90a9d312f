import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Validator } from '@seriousme/openapi-schema-validator';
import { buildOpenApi } from '../../../server/openapi.ts';
import { buildPushOpenApi } from '../../../server/openapi/push.ts';
import { createPushRoutes } from '../../../server/push/index.ts';
import { pushTargets } from '../../../server/push/targets.ts';
import { allOperations } from '../../../src/contract/operations.ts';

interface Document {
  paths: Record<
    string,
    Record<string, { operationId: string; parameters: { $ref?: string; in?: string; name?: string }[] }>
  >;
  components: Record<string, Record<string, unknown>>;
}
const document = buildOpenApi() as unknown as Document;
const pushDocument = buildPushOpenApi() as unknown as Document;

for (const [name, described] of Object.entries({ contract: document, 'push API': pushDocument })) {
  test(`the document of the ${name} is valid OpenAPI 3.1, and every reference leads somewhere`, async () => {
    const validator = new Validator();
    const result = await validator.validate(structuredClone({ ...described }));
    assert.deepEqual(result, { valid: true });
    assert.equal(validator.version, '3.1');

    const references = [...JSON.stringify(described).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path]) => path ?? '');
    assert.ok(references.length > 50);
    for (const path of new Set(references)) {
      const target = path
        .split('/')
        .reduce<unknown>((part, key) => (part as Record<string, unknown> | undefined)?.[key], described);
      assert.ok(target, path);
    }
  });
}

test('every operation of the contract is in it at its method and path, and the event stream', () => {
  for (const operation of allOperations()) {
    const [method = '', path = ''] = operation.http.split(' ');
    assert.equal(document.paths[path]?.[method.toLowerCase()]?.operationId, operation.id);
  }
  assert.ok(document.paths['/events']?.['get']);
});

test('every mutation requires an idempotency key, no query does', () => {
  for (const operation of allOperations()) {
    const [method = '', path = ''] = operation.http.split(' ');
    const references = document.paths[path]?.[method.toLowerCase()]?.parameters.map(({ $ref }) => $ref);
    assert.equal(
      references?.includes('#/components/parameters/IdempotencyKey'),
      operation.kind === 'mutation',
      operation.id,
    );
  }
});

test('shared schemas are described once and named as in the contract', () => {
  const text = JSON.stringify(document.components);
  for (const name of [
    'Order',
    'OrderSummary',
    'Money',
    'Currency',
    'DocumentReference',
    'Totals',
    'Problem',
    'LiveEvent',
  ]) {
    assert.ok(document.components['schemas']?.[name], name);
  }
  assert.equal(text.split('"^[A-Z]{3}$"').length - 1, 1, 'the shape of a currency is written once, in Currency');
});

test('the push API is described route by route, and a row by what the server checks it with', () => {
  const unused = (() => assert.fail()) as never;
  const { routes } = createPushRoutes({
    directory: unused,
    transaction: unused,
    changeRequests: unused,
    invitations: unused,
  });
  const served = routes
    .filter(({ method, path }) => method !== 'ALL' && !path.endsWith('*'))
    .map(({ method, path }) => `${method} ${path.replace('/push/:tenant', '').replaceAll(/:(\w+)/g, '{$1}')}`);
  const described = Object.entries(pushDocument.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
  );
  assert.deepEqual(described.toSorted(), [...new Set(served)].toSorted());
  for (const name of Object.keys(pushTargets)) {
    const { parameters = [] } = pushDocument.paths[`/${name}`]?.['put'] ?? {};
    assert.ok(
      parameters.some((parameter) => parameter.name === 'dryRun' && parameter.in === 'query'),
      name,
    );
  }
  const product = pushDocument.components['schemas']?.['PushedProduct'] as Record<string, unknown>;
  assert.deepEqual(product['required'], ['externalId', 'title', 'price']);
  assert.equal(product['additionalProperties'], false, 'a misspelt field is refused');
});
