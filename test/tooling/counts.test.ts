import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { countsIn, failuresIn, inWords, resultOf, unsteadyIn } from '../../.ci/counts.mjs';

describe('the sum of npm test', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cabinet-counts-'));
  after(() => rmSync(folder, { recursive: true }));

  it('reads what node counts, skipped and cancelled ones too', () => {
    const file = join(folder, 'some.test.mjs');
    writeFileSync(
      file,
      "import { it } from 'node:test'; it('a', () => {}); it('b', () => { throw new Error('why'); }); it.skip('c'); it.todo('d');",
    );
    // Node's runner marks its children by this variable; without it the file runs as it would alone.
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    const { stdout } = spawnSync(process.execPath, ['--test', '--test-reporter=spec', file], { encoding: 'utf8', env });
    assert.deepEqual(countsIn(stdout), { passed: 1, failed: 1, skipped: 2 });
    const [name = '', error] = failuresIn(stdout);
    assert.equal(name.split(' (')[0], '✖ b');
    assert.equal(error, 'Error: why');
  });

  it('reads the last line of our own form, in colour or not', () => {
    assert.deepEqual(countsIn('1 passed, 2 failed\n\u001b[32m30 passed, 0 failed, 4 skipped\u001b[0m\n'), {
      passed: 30,
      failed: 0,
      skipped: 4,
    });
  });

  it('never hides a failure', () => {
    const suite = { counts: true };
    assert.equal(resultOf(suite, 1, '5 passed, 0 failed').failed, 1, 'ended badly though its tests passed');
    assert.equal(resultOf(suite, 0, 'nothing of the kind').failed, 1, 'said nothing');
    assert.equal(resultOf(suite, 0, '0 passed, 0 failed').failed, 1, 'ran nothing');
    assert.equal(resultOf(suite, null, '3 passed, 0 failed').failed, 1, 'was killed');
    assert.equal(resultOf({ counts: false }, 2, '').failed, 1);
    assert.deepEqual(resultOf(suite, 0, '3 passed, 0 failed, 1 skipped'), { passed: 3, failed: 0, skipped: 1 });
    assert.deepEqual(resultOf(suite, 1, '3 passed, 2 failed'), { passed: 3, failed: 2, skipped: 0 });
  });

  it('repeats what a stage without tests said last', () => {
    assert.deepEqual(failuresIn('checking\n\n/some/file.ts\n  1:1  error  Unexpected any\n'), [
      'checking',
      '/some/file.ts',
      '1:1  error  Unexpected any',
    ]);
  });

  it('tells of a test that passed only at its second attempt, and fails for one that never does', () => {
    const file = join(folder, 'unsteady.test.mjs');
    const run = (word: string) => {
      writeFileSync(
        file,
        `import { it } from 'node:test'; import { existsSync, writeFileSync } from 'node:fs';
        const before = existsSync('${word}'); writeFileSync('${word}', '');
        it('sound', () => { if (before) throw new Error('asked again'); });
        it('${word}', () => { if (!before || '${word}' === 'broken') throw new Error('why'); });
        it.skip('left out');`,
      );
      const { NODE_TEST_CONTEXT: _, ...env } = process.env;
      const script = fileURLToPath(new URL('../../.ci/second-attempt.mjs', import.meta.url));
      const { stdout, status } = spawnSync(process.execPath, [script, file], { encoding: 'utf8', env, cwd: folder });
      return { counts: resultOf({ counts: true }, status, stdout), told: unsteadyIn(stdout) };
    };
    const unsteady = run('lucky');
    assert.deepEqual(unsteady.counts, { passed: 2, failed: 0, skipped: 1 });
    assert.match(unsteady.told.join('\n'), /^unsteady: ✖ lucky .*\nunsteady: Error: why/);
    const broken = run('broken');
    assert.equal(broken.counts.failed, 1);
    assert.deepEqual(broken.told, []);
  });

  it('says it in words', () => {
    assert.equal(inWords({ passed: 2, failed: 0, skipped: 0 }), '2 passed, 0 failed');
    assert.equal(inWords({ passed: 2, failed: 1, skipped: 3 }), '2 passed, 1 failed, 3 skipped');
  });
});
