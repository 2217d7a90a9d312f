import { describe } from 'node:test';
import { tryton } from '../../../src/adapters/tryton/index.ts';
import { declareConformance } from '../conformance.ts';
import { openPeer } from '../recording.ts';
import { customers, optionsFor } from './customers.ts';

describe('the adapter tryton', () => {
  const peer = openPeer('tryton', 'tryton-conformance');
  declareConformance({
    peer,
    adapter: tryton(optionsFor(peer)),
    target: () => ({ context: { customer: customers.anna }, other: { context: { customer: customers.boris } } }),
    skipped: [
      'the backend: tells the person what they may do, and for whom they act: it needs session.get',
      'invoices.list: filters by orderId: every row that fits and no other: no invoice names its order',
    ],
  });
});
