/** Everything that an invoice says, kept as it was on the day it was issued. Amounts are decimal strings. */
export interface InvoiceContent {
  /** BCP 47 language of the paper. */
  locale: string;
  number: string;
  /** `YYYY-MM-DD`. */
  issuedOn: string;
  orderNumber: string;
  customerReference?: string | undefined;
  seller: { name: string; taxId?: string | undefined; address: readonly string[]; bankDetails: readonly string[] };
  buyer: { name: string; taxId?: string | undefined; address: readonly string[] };
  currency: string;
  lines: readonly {
    sku?: string | undefined;
    title: string;
    quantity: string;
    unit?: string | undefined;
    unitPrice: string;
    total: string;
  }[];
  subtotal: string;
  discount?: string | undefined;
  shipping?: string | undefined;
  tax?: string | undefined;
  taxPercent?: string | undefined;
  taxIncluded: boolean;
  total: string;
}
