import assert from 'node:assert/strict';
import type { Operation } from '../../src/contract/operation.ts';
import { operations } from '../../src/contract/operations.ts';
import { conditionOf, idsOf, sampleOf, withUnknownIds } from './samples.ts';
import { Caller, type Check, type Target, readAnswer, readProblem } from './target.ts';

const isPublic = ({ id }: Operation) => id === operations.capabilities.get.id;
const isFile = ({ output }: Operation) => output._zod.def.type === 'file';

/** What must hold of every operation, whatever it does. */
export function operationChecks(operation: Operation, target: Target): Check[] {
  const caller = new Caller(target, target.credentials);
  const writes = operation.kind === 'mutation';
  const checks: Check[] = [
    {
      name: 'refuses what it does not know, naming it',
      run: async () => {
        const sample = (await idsOf(operation, caller)) ?? (writes ? {} : await sampleOf(operation, caller));
        const condition = await conditionOf(operation, caller);
        const response = await caller.send(operation, { ...sample, notKnownHere: '1' }, condition);
        const { code, fields } = await readProblem(response, [422, 400], 'an unknown field');
        assert.equal(code, 'invalid');
        assert.ok(fields?.['/notKnownHere'], 'fields name /notKnownHere');
      },
    },
  ];
  if (!writes || target.canWrite) {
    checks.unshift({
      name: 'answers as the contract says, and nothing may store it',
      run: async () => {
        const sample = await sampleOf(operation, caller);
        const response = await caller.send(operation, sample, await conditionOf(operation, caller));
        await readAnswer(operation, response);
        if (!isPublic(operation)) assert.match(response.headers.get('Cache-Control') ?? '', /\bno-store\b/);
        assert.equal(response.headers.get('X-Content-Type-Options'), 'nosniff');
        if (isFile(operation)) assertSafeFile(response);
      },
    });
  }
  if (!isPublic(operation)) {
    checks.push({
      name: 'needs a sign-in',
      run: async () => {
        const nobody = new Caller(target, {});
        const input = (await idsOf(operation, caller)) ?? {};
        const { code } = await readProblem(await nobody.send(operation, input), [401], 'no sign-in');
        assert.equal(code, 'unauthenticated');
        const forged = await nobody.send(operation, input, { Authorization: 'Bearer forged' });
        await readProblem(forged, [401], 'a forged token');
      },
    });
  }
  return checks.concat(idChecks(operation, target, caller));
}

/** A file is saved, never shown. */
function assertSafeFile({ headers }: Response): void {
  assert.match(headers.get('Content-Disposition') ?? '', /^attachment\b/);
  assert.match(headers.get('Content-Security-Policy') ?? '', /\bsandbox\b/);
}

function idChecks(operation: Operation, target: Target, caller: Caller): Check[] {
  const takesIds =
    /\{\w+Id\}/.test(operation.http) || ['orders.previewReorder', 'orders.reorder'].includes(operation.id);
  if (!takesIds) return [];
  const unknown: Check = {
    name: 'answers 404 for an unknown id',
    run: async () => {
      const input = withUnknownIds((await idsOf(operation, caller)) ?? {});
      const response = await caller.send(operation, input, await conditionOf(operation, caller));
      const { code } = await readProblem(response, [404], 'an unknown id');
      assert.equal(code, 'not_found');
    },
  };
  const { otherCredentials } = target;
  // What a company asks everybody to agree to has the same id for all.
  if (otherCredentials === undefined || operation.http.includes('{consentId}')) return [unknown];
  const foreign: Check = {
    name: 'answers somebody else’s id exactly as an unknown one',
    run: async () => {
      const input = await idsOf(operation, new Caller(target, otherCredentials));
      assert.ok(input, 'the other customer has something to ask about');
      const answers = [input, withUnknownIds(input)].map(async (each) =>
        comparable(await caller.send(operation, each, await conditionOf(operation, caller))),
      );
      const [theirs, unknowns] = await Promise.all(answers);
      assert.equal(theirs?.status, 404);
      assert.deepEqual(theirs, unknowns);
    },
  };
  return [unknown, foreign];
}

/** What of an answer must not tell one request from another. */
async function comparable(response: Response) {
  const { instance: _instance, ...problem } = (await response.json()) as Record<string, unknown>;
  const headers = [...response.headers].filter(([name]) => !['date', 'x-request-id'].includes(name));
  return { status: response.status, headers, problem };
}
