import assert from 'node:assert/strict';
import type { Operation } from '../../src/contract/operation.ts';
import { operations } from '../../src/contract/operations.ts';
import { conditionOf, sampleOf } from './samples.ts';
import { Caller, type Check, type Target, readAnswer, readProblem } from './target.ts';

/** A text that may be any other: with it the same key stands for something else. */
const optionalTexts: Record<string, string> = {
  'orders.reorder': 'note',
  'orders.requestCancellation': 'comment',
  'tickets.rate': 'comment',
  'tickets.create': 'text',
  'tickets.send': 'text',
};

/** What must hold of every operation that changes something. */
export function mutationChecks(operation: Operation, target: Target): Check[] {
  const caller = new Caller(target, target.credentials);
  const optional = optionalTexts[operation.id];
  const checks: Check[] = [
    {
      name: 'has one effect for one key, however often it is sent, and one answer',
      run: async () => {
        const sample = await sampleOf(operation, caller);
        const before = await orderIds(caller);
        const headers = { 'Idempotency-Key': crypto.randomUUID(), ...(await conditionOf(operation, caller)) };
        const first = await readAnswer(operation, await caller.send(operation, sample, headers));
        const again = await Promise.all([1, 2].map(() => caller.send(operation, sample, headers)));
        for (const response of again) assert.deepEqual(await readAnswer(operation, response), first);
        const added = (await orderIds(caller)).filter((id) => !before.includes(id));
        assert.equal(added.length, operation.id === operations.orders.reorder.id ? 1 : 0, 'orders that are new');
      },
    },
    {
      name: 'has one effect when the same key is sent several times at once',
      run: async () => {
        const sample = await sampleOf(operation, caller);
        const before = await orderIds(caller);
        const headers = { 'Idempotency-Key': crypto.randomUUID(), ...(await conditionOf(operation, caller)) };
        const responses = await Promise.all([1, 2, 3].map(() => caller.send(operation, sample, headers)));
        const done = responses.filter(({ ok }) => ok);
        assert.ok(done.length > 0, 'one of them is done');
        const answers = await Promise.all(done.map((response) => readAnswer(operation, response)));
        for (const answer of answers) assert.deepEqual(answer, answers[0]);
        for (const refused of responses.filter(({ ok }) => !ok))
          await readProblem(refused, [409], 'one that is still under way');
        const added = (await orderIds(caller)).filter((id) => !before.includes(id));
        assert.equal(added.length, operation.id === operations.orders.reorder.id ? 1 : 0, 'orders that are new');
      },
    },
  ];
  if (optional !== undefined) {
    checks.push({
      name: 'refuses a key that was used for something else',
      run: async () => {
        const sample = await sampleOf(operation, caller);
        const headers = { 'Idempotency-Key': crypto.randomUUID(), ...(await conditionOf(operation, caller)) };
        await readAnswer(operation, await caller.send(operation, sample, headers));
        const other = await caller.send(operation, { ...sample, [optional]: 'something else' }, headers);
        await readProblem(other, [422, 409], 'the key of another payload');
      },
    });
  }
  return checks;
}

/** What every mutation must refuse; nothing is written by it. */
export function keyChecks(operation: Operation, target: Target): Check[] {
  const caller = new Caller(target, target.credentials);
  return [
    {
      name: 'refuses to act without an idempotency key',
      run: async () => {
        const path = operation.http.split(' ')[1]?.replace(/\{\w+\}/g, 'any') ?? '';
        const method = operation.http.split(' ')[0] ?? '';
        const request = { method, headers: { 'Content-Type': 'application/json' }, body: '{}' };
        const { code } = await readProblem(await caller.request(path, request), [400], 'no key');
        assert.equal(code, 'invalid');
        const long = { ...request, headers: { ...request.headers, 'Idempotency-Key': 'k'.repeat(256) } };
        await readProblem(await caller.request(path, long), [400], 'a key that is too long');
      },
    },
    {
      name: 'refuses a body that is no JSON',
      run: async () => {
        const [method = '', path = ''] = operation.http.replace(/\{\w+\}/g, 'any').split(' ');
        const headers = {
          'Content-Type': 'application/json',
          'Idempotency-Key': crypto.randomUUID(),
          ...(await conditionOf(operation, caller)),
        };
        const response = await caller.request(path, { method, headers, body: '{"broken' });
        const { code } = await readProblem(response, [400], 'broken JSON');
        assert.equal(code, 'invalid');
      },
    },
  ];
}

/** The newest orders; enough to see what was added. */
async function orderIds(caller: Caller): Promise<string[]> {
  const { items } = await caller.ask(operations.orders.list, { limit: 100, sort: '-placedAt' });
  return items.map(({ id }) => id);
}
