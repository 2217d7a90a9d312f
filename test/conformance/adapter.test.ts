import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { memory } from '../../src/adapters/memory/index.ts';
import type { Adapter } from '../../src/adapters/adapter.ts';
import { defineAdapter } from '../../src/adapters/define-adapter.ts';
import { type AdapterTarget, type CheckResult, adapterChecks, checkAdapter } from '../../src/testing/index.ts';

const now = new Date('2026-11-23T10:00:00Z');
const backend = () => memory({ now });
const theirs = () => memory({ now, customerId: 'stern-canteens' });

const failuresOf = async (adapter: Adapter, target?: AdapterTarget) =>
  (await checkAdapter(adapter, target)).results
    .filter(({ status }) => status === 'failed')
    .map(({ group, name, message }) => `${group}: ${name}: ${message}`);

describe('an adapter is checked without a server', () => {
  test('one that keeps the contract has no failure, whatever is changed', async () => {
    assert.deepEqual(await failuresOf(backend(), { canWrite: true, other: { adapter: theirs() } }), []);
  });

  test('one that lacks most of it is checked for what it has', async () => {
    const small = defineAdapter({ orders: { list: () => ({ items: [], nextCursor: null }) } });
    const { reached, failed, passed, results } = await checkAdapter(small, { only: ['orders', 'the backend'] });
    assert.ok(reached);
    assert.ok(passed > 0);
    // It takes any cursor, because its list has one page.
    assert.equal(failed, 1);
    assert.deepEqual(new Set(results.map(({ group }) => group)), new Set(['the backend', 'orders.list']));
  });

  test('who cannot write is told what was skipped, and changes nothing', async () => {
    const adapter = backend();
    const called = new Set<string>();
    const watched: Adapter = {
      ...adapter,
      call: (operation, input, context) => {
        called.add(operation.kind);
        return adapter.call(operation, input, context);
      },
    };
    const { skipped, failed } = await checkAdapter(watched);
    assert.equal(failed, 0);
    assert.ok(skipped > 0);
    assert.deepEqual([...called], ['query']);
  });

  test('its checks can be the tests of any runner: each tells, none throws', async () => {
    const told: CheckResult[] = [];
    for (const check of await adapterChecks(backend(), { only: ['session'] })) told.push(await check.run());
    assert.ok(told.length > 0 && told.every(({ status }) => status !== 'failed'));
  });

  /** The right adapter with one operation answered otherwise. */
  const wrong = (id: string, answer: (right: () => Promise<unknown>, input: object) => unknown): Adapter => {
    const adapter = backend();
    const right = adapter.call.bind(adapter) as (...call: unknown[]) => Promise<unknown>;
    return {
      ...adapter,
      call: (async (operation: { id: string }, input: object, context: object) =>
        operation.id === id
          ? answer(() => right(operation, input, context), input)
          : right(operation, input, context)) as unknown as Adapter['call'],
    };
  };
  const faults: [name: string, adapter: Adapter, only: string, says: RegExp][] = [
    [
      'rejects with something else than CabinetError',
      wrong('orders.get', () => Promise.reject(new Error('ECONNRESET'))),
      'orders.get',
      /an adapter rejects with CabinetError only, not with Error: ECONNRESET/,
    ],
    [
      'answers a file that is none',
      wrong('documents.download', () => 'https://shop.example/1.pdf'),
      'documents.download',
      /documents\.download must answer a File or a Blob/,
    ],
    [
      'answers undefined',
      wrong('orders.timeline', () => undefined),
      'orders.timeline',
      /the answer must be object, it is undefined/,
    ],
    [
      'tells of changes without ids',
      {
        ...backend(),
        async *subscribe() {
          yield { id: '', type: 'order.updated', entity: 'orders' };
        },
      },
      'events',
      /the first event after an unknown Last-Event-ID must be reset, it is order\.updated/,
    ],
  ];
  for (const [name, adapter, only, says] of faults) {
    test(`one that ${name} is told so`, async () => {
      const failures = await failuresOf(adapter, { only: [only], canWrite: true });
      assert.match(failures.join('\n'), says);
    });
  }
});
