import assert from 'node:assert/strict';
import { after, it, mock } from 'node:test';
import type { Adapter } from '../../src/adapters/adapter.ts';
import { adapterChecks, type AdapterTarget } from '../../src/testing/index.ts';
import type { TriedPeer } from './recording.ts';

interface Declared {
  peer: TriedPeer;
  adapter: Adapter;
  /** Who asks, and who must see nothing of it; known only when the system has been asked. */
  target: () => Promise<AdapterTarget> | AdapterTarget;
  /** `group: name` of checks that the system gives nothing to check by. Any other that is skipped is a failure. */
  skipped?: readonly string[];
}

/** Declares that an adapter keeps the contract: every check of what it has, for two customers. */
export function declareConformance({ peer, adapter, target, skipped = [] }: Declared): void {
  after(() => peer.close());

  it('keeps the contract for all that it has', async (test) => {
    // A recorded answer belongs to one question: what the checks make up must be the same each time.
    let count = 0;
    mock.method(crypto, 'randomUUID', () => `00000000-0000-4000-8000-${String((count += 1)).padStart(12, '0')}`);
    const missed: string[] = [];
    for (const check of await adapterChecks(adapter, await target())) {
      const name = `${check.group}: ${check.name}`;
      await test.test(name, async () => {
        const { status, message } = await check.run();
        if (status === 'skipped') missed.push(`${name}: ${message}`);
        else assert.equal(status, 'passed', message);
      });
    }
    assert.deepEqual(missed, skipped);
  });
}
