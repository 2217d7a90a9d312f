import type { CabinetClient } from '../../../src/client/types.ts';
import { PAYMENT_PARAMETER } from './payment-return.ts';

/**
 * The one gate for the address that a payment goes on at: `https:`, or this site's own. `undefined`: none was
 * given, or it is not safe to go there.
 */
export function safeRedirect(address: string | undefined): string | undefined {
  if (address === undefined || !URL.canParse(address, document.baseURI)) return undefined;
  const url = new URL(address, document.baseURI);
  const own = url.origin === location.origin && ['https:', 'http:'].includes(url.protocol);
  return (own || url.protocol === 'https:') && !url.username && !url.password ? url.href : undefined;
}

/** Where the payment page sends the person back to: this page, without what is ours for a moment. */
export function returnUrl(): string {
  const url = new URL(location.href);
  url.searchParams.delete(PAYMENT_PARAMETER);
  return url.href;
}

/** What a payment changes is asked for again, in whatever widget it is shown. */
export function askAgain(client: CabinetClient | undefined): void {
  for (const capability of ['invoices', 'orders', 'payments', 'statements']) client?.invalidate(capability);
}
