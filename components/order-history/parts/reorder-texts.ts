import type { reorderMessages } from '../../../src/i18n/reorder.ts';
import type { LocalizeController } from '../../shared/localize-controller.ts';

/** The texts of repeating orders, in the element's language. */
export type ReorderTexts = LocalizeController<keyof typeof reorderMessages.english>;
