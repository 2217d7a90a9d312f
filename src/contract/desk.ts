/**
 * Where staff (the role `agent`) look at one customer of their company: the contract once more below this path,
 * answered as that customer would be, as far as {@link deskOperations} go.
 *
 * @example `GET /customers/1042/orders?limit=5`
 */
export const DESK_PATH = '/customers/{customerId}';

/** What staff may ask there, beside the event stream: what helps to answer the customer. Nothing of it changes anything. */
export const deskOperations: readonly string[] = [
  'capabilities.get',
  'session.get',
  'orders.list',
  'orders.get',
  'orders.timeline',
  'orders.shipments',
  'invoices.list',
  'invoices.summary',
  'invoices.get',
  'documents.download',
];
