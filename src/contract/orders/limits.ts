/** The most orders that may be repeated as one. */
export const MAX_REORDERED_ORDERS = 20;
