import type { VerifiedCustomer } from '../../../src/adapters/adapter.ts';
import type { RequestTrackerOptions } from '../../../src/adapters/request-tracker/index.ts';
import type { TriedPeer } from '../recording.ts';

export const emails: Readonly<Record<string, string>> = { anna: 'anna@example.test', boris: 'boris@example.test' };

export const verified = (personId: string): VerifiedCustomer => ({
  tenantId: 'company',
  customerId: personId,
  personId,
  roles: ['owner'],
});
export const customers = { anna: verified('anna'), boris: verified('boris') };

/** What was uploaded for messages. */
export const picture = new File([new Uint8Array([137, 80, 78, 71, 13, 10, 26, 10])], 'снимок.png', {
  type: 'image/png',
});
const note = new File(['Список покупок'], 'заметка.txt', { type: 'text/plain' });

/** The adapter's settings for the peer. */
export const optionsFor = (peer: TriedPeer): RequestTrackerOptions => ({
  url: peer.url,
  token: peer.token('cabinet'),
  account: 'cabinet',
  requestor: ({ personId }) => emails[personId] ?? '',
  queues: [
    { name: 'Support', label: 'Question', hint: 'About anything' },
    { name: 'Billing', label: 'Bills' },
  ],
  takeFiles: async (ids) => ids.map((id) => (id === 'picture' ? picture : note)),
  fetch: peer.fetch,
});
