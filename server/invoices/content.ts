/** An account at a bank, as the payer's bank asks for it: abroad an IBAN, in Russia account, БИК and correspondent account. */
export interface BankAccount {
  bank: string;
  iban?: string | undefined;
  swift?: string | undefined;
  account?: string | undefined;
  bic?: string | undefined;
  correspondentAccount?: string | undefined;
}

/** A side of a paper. */
export interface PartyContent {
  name: string;
  taxId?: string | undefined;
  kpp?: string | undefined;
  address: readonly string[];
}

/** Everything that an invoice says, kept as it was on the day it was issued. Amounts are decimal strings. */
export interface InvoiceContent {
  /** Absent: an invoice. */
  kind?: 'invoice' | 'credit_note' | undefined;
  /** BCP 47 language of the paper. */
  locale: string;
  number: string;
  /** `YYYY-MM-DD`. */
  issuedOn: string;
  dueOn?: string | undefined;
  /** Absent where it bills no order. */
  orderNumber?: string | undefined;
  customerReference?: string | undefined;
  seller: PartyContent & { bankDetails: readonly string[]; bank?: BankAccount | undefined };
  buyer: PartyContent;
  currency: string;
  lines: readonly {
    sku?: string | undefined;
    title: string;
    quantity: string;
    unit?: string | undefined;
    unitPrice: string;
    taxPercent?: string | undefined;
    tax?: string | undefined;
    total: string;
  }[];
  subtotal: string;
  /** What is taken off, as a positive amount. */
  discount?: string | undefined;
  shipping?: string | undefined;
  tax?: string | undefined;
  taxPercent?: string | undefined;
  taxIncluded: boolean;
  /** The tax by rate, where there are several. */
  taxes?: readonly { percent?: string | undefined; base?: string | undefined; tax: string }[] | undefined;
  total: string;
  note?: string | undefined;
}
