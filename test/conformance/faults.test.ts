import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { backendChecks } from '../../src/testing/index.ts';
import { faults } from './faults/index.ts';
import { createShop, toFetch, type Answer } from './shop.ts';

const { answer, target } = await createShop();

async function outcomeOf(group: string, name: string, server: Answer) {
  const checks = await backendChecks({ ...target, fetch: toFetch(server) });
  const check = checks.find((each) => each.group === group && each.name === name);
  assert.ok(check, `there is a check of ${group}: ${name}`);
  return check.run();
}

describe('a planted fault is found, and named', () => {
  for (const [name, group, check, says, plant] of faults) {
    test(name, async () => {
      const found = await outcomeOf(group, check, plant(answer));
      assert.equal(found.status, 'failed', found.message);
      assert.match(found.message ?? '', says);
      const without = await outcomeOf(group, check, answer);
      assert.equal(without.status, 'passed', without.message);
    });
  }
});
