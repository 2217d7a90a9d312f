import type { TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { PartyContent } from './content.ts';
import { createFormat } from './format.ts';
import { paperTexts } from './paper-texts.ts';
import { facts, figureCell, headCell, paperFrame, party, ruled, toPdf } from './pdf.ts';
import { invoiceTexts } from './texts.ts';

/** Everything that the receipt of a payment says, kept as it was when the money came. Amounts are decimal strings. */
export interface ReceiptContent {
  /** BCP 47 language of the paper. */
  locale: string;
  /** Of the payment. */
  number: string;
  /** `YYYY-MM-DD`: when the company had the money. */
  paidOn: string;
  /** By which way it was paid, in words. */
  method: string;
  seller: PartyContent;
  buyer: PartyContent;
  currency: string;
  /** The invoices that it was set against, and with how much. */
  invoices: readonly { number: string; issuedOn: string; amount: string }[];
  /** What belongs to no invoice and stays as credit. */
  advance?: string | undefined;
  fee?: string | undefined;
  /** What was charged. */
  total: string;
}

/**
 * Sets the receipt of a payment as a PDF. It confirms the payment; what a country's law wants of a cash register
 * (in Russia 54-ФЗ) is the payment provider's to give.
 *
 * @example
 * ```ts
 * await writeFile('receipt.pdf', await renderReceipt(content));
 * ```
 */
export function renderReceipt(content: ReceiptContent): Promise<Uint8Array<ArrayBuffer>> {
  return toPdf(describe(content));
}

function describe(content: ReceiptContent): TDocumentDefinitions {
  const { locale, currency, seller, buyer, number } = content;
  const words = invoiceTexts(locale);
  const texts = paperTexts(locale);
  const format = createFormat(locale, currency);
  const title = texts.receiptTitle(number);
  const row = (label: string, day: string, amount: string): TableCell[] => [
    { text: label },
    { text: day, noWrap: true },
    figureCell(format.money(amount)),
  ];
  const total = { bold: true, fontSize: 11 };
  return {
    ...paperFrame(title, seller.name, words.page),
    content: [
      { text: seller.name, fontSize: 13, bold: true, margin: [0, 0, 0, 20] },
      { text: title, fontSize: 20, bold: true, margin: [0, 0, 0, 10] },
      facts([
        [texts.paidOn, format.day(content.paidOn)],
        [texts.method, content.method],
        [texts.received, format.money(content.total)],
      ]),
      {
        columns: [party(texts.payee, words, seller), party(texts.payer, words, buyer)],
        columnGap: 32,
        margin: [0, 0, 0, 22],
      },
      {
        table: {
          headerRows: 1,
          dontBreakRows: true,
          widths: ['*', 'auto', 'auto'],
          body: [
            [headCell(texts.paidFor), headCell(texts.issuedOn), headCell(words.amount, 'right')],
            ...content.invoices.map((invoice) =>
              row(words.title(invoice.number), format.day(invoice.issuedOn), invoice.amount),
            ),
            ...(content.advance === undefined ? [] : [row(texts.advance, '', content.advance)]),
            ...(content.fee === undefined ? [] : [row(texts.fee, '', content.fee)]),
            [{ text: words.total, ...total }, {}, { ...figureCell(format.money(content.total)), ...total }],
          ],
        },
        layout: { ...ruled, paddingLeft: (column) => (column === 0 ? 0 : 12), paddingRight: () => 0 },
      },
      { text: texts.receiptNote, fontSize: 8, margin: [0, 18, 0, 0] },
    ],
  };
}
