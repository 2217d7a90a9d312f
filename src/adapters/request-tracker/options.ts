import type { CallContext, VerifiedCustomer } from '../adapter.ts';

export interface RequestTrackerOptions {
  /** Address of Request Tracker, such as `https://rt.example`. */
  url: string;
  /** Authentication token of a service account. Give the account no right to see comments. */
  token: string;
  /** Name of that account: what it wrote, the customer wrote. */
  account: string;
  /** The e-mail address by which Request Tracker knows a customer; their tickets are those with this requestor. */
  requestor: (customer: VerifiedCustomer) => string | Promise<string>;
  /** The queues in which customers may ask, with their words for them. Tickets of other queues are not seen. */
  queues: readonly { name: string; label: string; hint?: string | undefined }[];
  /** Names of the custom fields. */
  fields?: Partial<FieldNames> | undefined;
  /** Reads files that were uploaded for a message; the same ones again where it has to be sent again. Without it messages bring none. */
  takeFiles?: ((uploadIds: readonly string[], context: CallContext) => Promise<readonly File[]>) | undefined;
  /**
   * The number by which people know what a ticket is about, if it is the customer's; undefined refuses it. Default: its id.
   * Request Tracker does not know your orders, so without this nothing is looked up.
   */
  numberOf?: ((subject: { kind: string; id: string }, context: CallContext) => Promise<string | undefined>) | undefined;
  /** Milliseconds for one attempt; default 15 000. */
  timeout?: number | undefined;
  /** Another `fetch`. */
  fetch?: typeof fetch | undefined;
}

/** Custom fields that the adapter keeps its things in. */
export interface FieldNames {
  /** Of transactions: the sender's own id of a message, so that none is sent twice. Default `Cabinet message`. */
  message: string;
  /** Of tickets: the same for their first message. Default `Cabinet request`. */
  request: string;
  /** Of tickets, several values: what they are about. Default `Cabinet about`. */
  about: string;
  /** Of tickets: 1 to 5. Default `Rating`. */
  rating: string;
  /** Of tickets. Default `Rating comment`. */
  ratingComment: string;
}

export const defaultFields: FieldNames = {
  message: 'Cabinet message',
  request: 'Cabinet request',
  about: 'Cabinet about',
  rating: 'Rating',
  ratingComment: 'Rating comment',
};
