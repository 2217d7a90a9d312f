import { describe } from 'node:test';
import { requestTracker } from '../../../src/adapters/request-tracker/index.ts';
import { operations } from '../../../src/contract/operations.ts';
import { asking } from '../asking.ts';
import { declareConformance } from '../conformance.ts';
import { openPeer } from '../recording.ts';
import { customers, optionsFor } from './customers.ts';

describe('the adapter request-tracker', () => {
  const peer = openPeer('request-tracker', 'request-tracker-conformance');
  const adapter = requestTracker(optionsFor(peer));

  /** Begins tickets to be checked by, each with a file. */
  async function begin(customer: keyof typeof customers, count: number): Promise<void> {
    const ask = asking(adapter, { customer: customers[customer] });
    for (let number = 1; number <= count; number += 1) {
      await ask(operations.tickets.create, {
        clientId: `conformance-${number}`,
        kindId: number % 2 === 1 ? 'Support' : 'Billing',
        title: `Question ${number}`,
        text: 'To be checked by',
        uploadIds: ['picture'],
      });
    }
  }

  declareConformance({
    peer,
    adapter,
    async target() {
      await begin('anna', 4);
      await begin('boris', 2);
      return {
        context: { customer: customers.anna },
        other: { context: { customer: customers.boris } },
        canWrite: true,
      };
    },
    skipped: ['the backend: tells the person what they may do, and for whom they act: it needs session.get'],
  });
});
