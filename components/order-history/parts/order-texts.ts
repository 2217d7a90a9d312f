import type { orderMessages } from '../../../src/i18n/order.ts';
import type { orderSectionsMessages } from '../../../src/i18n/order-sections.ts';
import type { LocalizeController } from '../../shared/localize-controller.ts';

/** The texts of an order's details, in the element's language. */
export type OrderTexts = LocalizeController<keyof typeof orderMessages.english>;

/** The texts of an order's parcels, in the element's language. */
export type OrderSectionsTexts = LocalizeController<keyof typeof orderSectionsMessages.english>;
