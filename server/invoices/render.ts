import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { InvoiceContent } from './content.ts';
import { createFormat } from './format.ts';
import { paymentCodeOf, requisitesOf, transferOf } from './payment-code.ts';
import { facts, figureCell, GREY, headCell, paperFrame, party, ruled, toPdf } from './pdf.ts';
import { invoiceTexts, type InvoiceTexts } from './texts.ts';

/** A delivery note says the same without prices. */
export type PaperKind = 'invoice' | 'delivery_note';

export interface PaperOptions {
  /** What is left to pay, a decimal string: it is what the payment code asks for. Default: the total. */
  due?: string | undefined;
}

/**
 * Sets an invoice, a credit note or a delivery note as a PDF of A4 pages, with how to pay it.
 *
 * @example
 * ```ts
 * await writeFile('invoice.pdf', await renderPaper(content, 'invoice'));
 * ```
 */
export function renderPaper(
  content: InvoiceContent,
  kind: PaperKind,
  options: PaperOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  return toPdf(describe(content, kind, options));
}

function titleOf({ kind, number }: InvoiceContent, paper: PaperKind, texts: InvoiceTexts): string {
  if (paper === 'delivery_note') return texts.deliveryNoteTitle(number);
  return kind === 'credit_note' ? texts.creditNoteTitle(number) : texts.title(number);
}

function describe(content: InvoiceContent, kind: PaperKind, { due }: PaperOptions): TDocumentDefinitions {
  const texts = invoiceTexts(content.locale);
  const format = createFormat(content.locale, content.currency);
  const title = titleOf(content, kind, texts);
  const known: [string, string | undefined][] = [
    [texts.date, format.day(content.issuedOn)],
    [texts.dueOn, kind === 'invoice' && content.dueOn !== undefined ? format.day(content.dueOn) : undefined],
    [texts.order, content.orderNumber],
    [texts.reference, content.customerReference],
  ];
  return {
    ...paperFrame(title, content.seller.name, texts.page),
    content: [
      { text: content.seller.name, fontSize: 13, bold: true, margin: [0, 0, 0, 20] },
      { text: title, fontSize: 20, bold: true, margin: [0, 0, 0, 10] },
      facts(known),
      {
        columns: [party(texts.seller, texts, content.seller), party(texts.buyer, texts, content.buyer)],
        columnGap: 32,
        margin: [0, 0, 0, 22],
      },
      lineTable(content, kind, format),
      ...(kind === 'invoice' ? [totals(content, format)] : []),
      ...(content.note === undefined
        ? []
        : [{ text: content.note, margin: [0, 0, 0, 16] as [number, number, number, number] }]),
      ...(kind === 'invoice' && content.kind !== 'credit_note' ? [payment(content, due ?? content.total)] : []),
    ],
  };
}

type Format = ReturnType<typeof createFormat>;

function lineTable({ locale, lines }: InvoiceContent, kind: PaperKind, format: Format): Content {
  const texts = invoiceTexts(locale);
  const priced = kind === 'invoice';
  const rows = lines.map((line, index): TableCell[] => [
    { text: String(index + 1), color: GREY },
    { text: line.sku ?? '', noWrap: true },
    { text: line.title },
    figureCell(`${format.quantity(line.quantity)} ${line.unit ?? ''}`.trim()),
    ...(priced ? [figureCell(format.money(line.unitPrice)), figureCell(format.money(line.total))] : []),
  ]);
  return {
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: ['auto', 'auto', '*', 'auto', ...(priced ? ['auto', 'auto'] : [])],
      body: [
        [
          headCell(texts.position),
          headCell(texts.article),
          headCell(texts.goods),
          headCell(texts.quantity, 'right'),
          ...(priced ? [headCell(texts.unitPrice, 'right'), headCell(texts.amount, 'right')] : []),
        ],
        ...rows,
      ],
    },
    layout: {
      ...ruled,
      paddingLeft: (column) => (column === 0 ? 0 : 6),
      paddingRight: (column) => (column === (priced ? 5 : 3) ? 0 : 6),
    },
  };
}

function totals(content: InvoiceContent, format: Format): Content {
  const texts = invoiceTexts(content.locale);
  const { taxIncluded } = content;
  const rates = content.taxes ?? [{ percent: content.taxPercent, tax: content.tax }];
  const taxes = rates.map(({ percent, tax }): [string, string | undefined] => [
    texts.tax(percent === undefined ? '' : format.percent(percent), taxIncluded),
    tax,
  ]);
  const rows: [string, string | undefined][] = [
    [texts.subtotal, content.subtotal],
    [texts.discount, content.discount && `-${content.discount}`],
    [texts.shipping, content.shipping],
    ...(taxIncluded ? [] : taxes),
  ];
  const after = taxIncluded ? taxes : [];
  const row = ([label, amount]: [string, string], bold = false): TableCell[] => [
    { text: label, bold, fontSize: bold ? 11 : 9.5 },
    { text: format.money(amount), alignment: 'right', noWrap: true, bold, fontSize: bold ? 11 : 9.5 },
  ];
  const known = (candidates: [string, string | undefined][]) =>
    candidates.filter((candidate): candidate is [string, string] => candidate[1] !== undefined);
  return {
    columns: [
      { text: '', width: '*' },
      {
        width: 'auto',
        unbreakable: true,
        table: {
          widths: ['auto', 'auto'],
          body: [
            ...known(rows).map((item) => row(item)),
            row([texts.total, content.total], true),
            ...known(after).map((item) => row(item)),
          ],
        },
        layout: {
          defaultBorder: false,
          paddingLeft: () => 12,
          paddingRight: () => 0,
          paddingTop: () => 2,
          paddingBottom: () => 1,
        },
      },
    ],
    margin: [0, 12, 0, 24],
  };
}

/** How to pay: the fields of a bank's form, and the code that fills them in. */
function payment(content: InvoiceContent, due: string): Content {
  const { locale, seller } = content;
  const texts = invoiceTexts(locale);
  const transfer = Number(due) > 0 ? transferOf(content, due) : null;
  const code = transfer === null ? null : paymentCodeOf(transfer);
  const heading = { text: texts.payment, color: GREY, fontSize: 8 };
  if (transfer === null) {
    const lines = seller.bankDetails.map((line) => ({ text: line }));
    return lines.length === 0 ? { text: '' } : { stack: [heading, ...lines], unbreakable: true };
  }
  const fields = requisitesOf(transfer).map(({ key, value }): TableCell[] => [
    { text: texts.requisites[key] ?? key, color: GREY },
    { text: key === 'amount' ? createFormat(locale, content.currency).money(value) : value },
  ]);
  return {
    unbreakable: true,
    columns: [
      { width: '*', stack: [heading, { table: { widths: ['auto', '*'], body: fields }, layout: 'noBorders' }] },
      ...(code === null
        ? []
        : [
            {
              width: 130,
              stack: [
                // Level M and a margin of its own, as both standards ask.
                { qr: code.text, fit: 130, eccLevel: 'M' as const, padding: 2 },
                { text: texts.scan, fontSize: 8, color: GREY, alignment: 'center' as const },
              ],
            },
          ]),
    ],
    columnGap: 24,
  };
}
