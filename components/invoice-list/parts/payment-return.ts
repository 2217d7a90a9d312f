import { DRAFT_PREFIX } from '../../../src/client/kept.ts';

/** Names the payment in the address that the payment page sends the person back to. */
export const PAYMENT_PARAMETER = 'cabinet-payment';
/** The draft that keeps where the person was when they left for the payment page. */
export const PLACE_DRAFT = 'payment-place';

/** Whether the person may be back from the payment page: sent back by it, or by a reload or the Back button. */
export function comesFromPayment(): boolean {
  try {
    return location.href.includes(`${PAYMENT_PARAMETER}=`) || DRAFT_PREFIX + PLACE_DRAFT in sessionStorage;
  } catch {
    // Storage denied: no place was kept in it.
    return false;
  }
}
