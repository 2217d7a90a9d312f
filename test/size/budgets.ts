/** Brotli bytes that a page may load. Lower them whenever it can be done; never raise them. */
export const budgets = {
  /** The loader alone, with no widget in sight. */
  loader: 3_000,
  /** From the script tag to the first rows of the order history. */
  firstRows: 36_000,
  /** What a further widget adds to a page that has one. */
  furtherWidget: 8_000,
  furtherWidgets: {
    'cabinet-app': 11_500,
    'cabinet-launcher': 3_000,
    'cabinet-invoice-list': 9_500,
    'cabinet-profile-settings': 6_500,
    'cabinet-ticket-chat': 7_800,
  } as Readonly<Record<string, number>>,
  /** Everything: all widgets with all that they load on demand. Grows with what customers and sites can newly do, never with what is there. */
  all: 260_000,
};
