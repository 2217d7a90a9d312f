import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { remember } from '../../../server/auth/remember.ts';

describe('what is asked for by every request', () => {
  function setUp(answers: (string | null | Error)[]) {
    const asked: string[] = [];
    let time = 0;
    const ask = remember(
      async (name: string) => {
        asked.push(name);
        const answer = answers.shift() ?? null;
        if (answer instanceof Error) throw answer;
        return answer;
      },
      () => time,
    );
    return { ask, asked, wait: (milliseconds: number) => void (time += milliseconds) };
  }

  test('is asked once for all who want it at the same time and soon after', async () => {
    const { ask, asked, wait } = setUp(['first', 'second']);
    assert.deepEqual(await Promise.all([ask('a'), ask('a')]), ['first', 'first']);
    wait(4999);
    assert.equal(await ask('a'), 'first');
    assert.deepEqual(asked, ['a']);
  });

  test('is asked again after a few seconds', async () => {
    const { ask, wait } = setUp(['first', null]);
    await ask('a');
    wait(5000);
    assert.equal(await ask('a'), null);
  });

  test('is told apart by all that was asked', async () => {
    const { ask } = setUp(['of a', 'of b']);
    assert.deepEqual([await ask('a'), await ask('b'), await ask('a')], ['of a', 'of b', 'of a']);
  });

  test('is asked again at once after "there is none" and after a failure', async () => {
    const { ask } = setUp([null, new Error('away'), 'there']);
    assert.equal(await ask('a'), null);
    await assert.rejects(ask('a'), /away/);
    assert.equal(await ask('a'), 'there');
  });
});
