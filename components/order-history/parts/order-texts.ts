import type { orderMessages } from '../../../src/i18n/order.ts';
import type { LocalizeController } from '../../shared/localize-controller.ts';

/** The texts of an order's details, of repeating and of cancelling it, in the element's language. */
export type OrderTexts = LocalizeController<keyof typeof orderMessages.english>;
