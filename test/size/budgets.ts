/** Brotli bytes that a page may load. Lower them whenever it can be done; never raise them. */
export const budgets = {
  /** The loader alone, with no widget in sight. */
  loader: 3_000,
  /** From the script tag to the first rows of the order history. */
  firstRows: 35_640,
  /** What a further widget adds to a page that has one. */
  furtherWidget: 7_640,
  furtherWidgets: {
    'cabinet-app': 10_100,
    'cabinet-launcher': 3_000,
    'cabinet-invoice-list': 7_490,
    'cabinet-profile-settings': 3_780,
    'cabinet-ticket-chat': 7_190,
  } as Readonly<Record<string, number>>,
  /**
   * Orders, invoices, conversations and profile in one language, with every part that loads on demand. The goal is 110 kB;
   * what is above it is windows and sections that a visit rarely opens.
   */
  fourWidgets: 203_800,
  /** Everything: all widgets with all that they load on demand. Grows with what customers and sites can newly do, never with what is there. */
  all: 253_300,
};
