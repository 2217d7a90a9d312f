import type { VerifiedCustomer } from '../../../src/adapters/adapter.ts';
import type { TrytonOptions } from '../../../src/adapters/tryton/index.ts';
import type { TriedPeer } from '../recording.ts';
import { account } from './peer.ts';

export const verified = (customerId: string): VerifiedCustomer => ({
  tenantId: 'company',
  customerId,
  personId: customerId,
  roles: ['owner'],
});
export const customers = { anna: verified('anna'), boris: verified('boris') };

/** The ids that a fresh Tryton gives the parties of its seed. */
const parties: Readonly<Record<string, number>> = { anna: 2, boris: 3 };

/** The adapter's settings for the peer, on a day after all that happens in its seed. */
export const optionsFor = (peer: TriedPeer): TrytonOptions => ({
  url: peer.url,
  database: 'tryton',
  ...account,
  party: ({ customerId }) => parties[customerId] ?? 0,
  now: () => new Date('2026-03-15T12:00:00Z'),
  fetch: peer.fetch,
});
