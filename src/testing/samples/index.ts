import type { Operation } from '../../contract/operation.ts';
import { getSession } from '../../contract/session.ts';
import type { Caller } from '../caller.ts';
import { unchecked } from '../expect.ts';
import { anyOrderId, billingSamples, billingEtags, orderSamples } from './orders.ts';
import { profileEtags, profileSamples } from './profile.ts';
import type { Sample, Samples } from './sample.ts';
import { ticketSamples } from './tickets.ts';

const samples: Samples = {
  ...orderSamples,
  ...billingSamples,
  ...profileSamples,
  ...ticketSamples,
  'capabilities.get': () => Promise.resolve({}),
  'session.get': () => Promise.resolve({}),
  'session.switchCustomer': async (caller) => ({ customerId: (await caller.ask(getSession, {})).customer.id }),
};

/** Why no input alone makes an operation succeed. */
const beyond: Readonly<Record<string, string>> = {
  'profile.sendContactCode': 'it needs a minute of waiting',
  'profile.verifyContact': 'it needs a code from a mailbox',
  'security.endSession': 'it needs a second device',
  'privacy.downloadExport': 'it needs an export that is ready',
  'privacy.requestDeletion': 'it would delete the account',
};

/** A valid input of an operation. @throws Unchecked where nothing is there to make one of */
export function sampleOf({ id }: Operation, caller: Caller): Promise<object> {
  const sample: Sample | undefined = samples[id];
  return sample === undefined ? unchecked(beyond[id] ?? 'no valid input is known') : sample(caller);
}

/** An input of the same form for ids alone, whether or not the operation could be done; null: it takes no ids. */
export async function idsOf(operation: Operation, caller: Caller): Promise<object | null> {
  switch (operation.id) {
    case 'orders.reorder':
      return { orderIds: [await anyOrderId(caller)], terms: 'unknown' };
    case 'orders.requestCancellation':
      return { orderId: await anyOrderId(caller), reason: 'other' };
    default: {
      const sample = await sampleOf(operation, caller);
      return Object.keys(sample).some((name) => /Ids?$/.test(name)) ? sample : null;
    }
  }
}

/** The same input with ids that nobody has. */
export function withUnknownIds(input: object): object {
  const unknown = `unknown-${crypto.randomUUID()}`;
  const entries = Object.entries(input).map(([name, value]: [string, unknown]) => {
    if (/Id$/.test(name)) return [name, unknown];
    return /Ids$/.test(name) ? [name, [unknown]] : [name, value];
  });
  return Object.fromEntries(entries) as object;
}

const etags: Record<string, (caller: Caller) => Promise<string>> = { ...profileEtags, ...billingEtags };

/** The version that a conditional operation's sample is made from; undefined: it needs none. */
export async function etagOf({ id }: Operation, caller: Caller): Promise<string | undefined> {
  return etags[id]?.(caller);
}
