import type { PostalAddress } from '../../../src/contract/orders/order.ts';

/** An address as one text with a line each. */
export function addressText(address: PostalAddress | undefined): string | undefined {
  return address && [address.recipient, ...address.lines, address.phone].filter(Boolean).join('\n');
}
