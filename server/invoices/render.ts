import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { InvoiceContent } from './content.ts';
import { createFormat } from './format.ts';
import { invoiceTexts } from './texts.ts';

/** A delivery note says the same without prices. */
export type PaperKind = 'invoice' | 'delivery_note';

const fontFolder = join(dirname(createRequire(import.meta.url).resolve('pdfmake/package.json')), 'fonts/Roboto');

const GREY = '#5f6b7a';
const RULE = '#d4d9e0';

/**
 * Sets an invoice or a delivery note as a PDF of A4 pages.
 *
 * @example
 * ```ts
 * await writeFile('invoice.pdf', await renderPaper(content, 'invoice'));
 * ```
 */
export async function renderPaper(content: InvoiceContent, kind: PaperKind): Promise<Uint8Array<ArrayBuffer>> {
  const { default: pdfmake } = await import('pdfmake');
  pdfmake.setFonts({
    Roboto: {
      normal: join(fontFolder, 'Roboto-Regular.ttf'),
      bold: join(fontFolder, 'Roboto-Medium.ttf'),
      italics: join(fontFolder, 'Roboto-Italic.ttf'),
      bolditalics: join(fontFolder, 'Roboto-MediumItalic.ttf'),
    },
  });
  // Texts of others never make it load anything: no addresses, no files beside the fonts.
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => dirname(path) === fontFolder);
  return new Uint8Array(await pdfmake.createPdf(describe(content, kind)).getBuffer());
}

function describe(content: InvoiceContent, kind: PaperKind): TDocumentDefinitions {
  const texts = invoiceTexts(content.locale);
  const format = createFormat(content.locale, content.currency);
  const title = kind === 'invoice' ? texts.title(content.number) : texts.deliveryNoteTitle(content.number);
  const facts: [string, string | undefined][] = [
    [texts.date, format.day(content.issuedOn)],
    [texts.order, content.orderNumber],
    [texts.reference, content.customerReference],
  ];
  return {
    pageSize: 'A4',
    pageMargins: [48, 56, 48, 64],
    info: { title, author: content.seller.name },
    defaultStyle: { font: 'Roboto', fontSize: 9.5, lineHeight: 1.25 },
    footer: (page, pages) => ({
      columns: [
        { text: `${content.seller.name} · ${title}`, width: '*' },
        { text: texts.page(page, pages), alignment: 'right', width: 'auto' },
      ],
      margin: [48, 24, 48, 0],
      fontSize: 8,
      color: GREY,
    }),
    content: [
      { text: content.seller.name, fontSize: 13, bold: true, margin: [0, 0, 0, 20] },
      { text: title, fontSize: 20, bold: true, margin: [0, 0, 0, 10] },
      {
        columns: facts
          .filter((fact): fact is [string, string] => fact[1] !== undefined)
          .map(([label, value]) => ({
            stack: [{ text: label, color: GREY, fontSize: 8 }, { text: value }],
            width: 'auto',
          })),
        columnGap: 32,
        margin: [0, 0, 0, 22],
      },
      {
        columns: [party(texts.seller, texts.taxId, content.seller), party(texts.buyer, texts.taxId, content.buyer)],
        columnGap: 32,
        margin: [0, 0, 0, 22],
      },
      lineTable(content, kind, format),
      ...(kind === 'invoice' ? [totals(content, format), bankDetails(content)] : []),
    ],
  };
}

function party(label: string, taxLabel: string, { name, taxId, address }: InvoiceContent['buyer']): Content {
  return {
    stack: [
      { text: label, color: GREY, fontSize: 8 },
      { text: name, bold: true },
      ...address.map((line) => ({ text: line })),
      ...(taxId === undefined
        ? []
        : [{ text: `${taxLabel} ${taxId}`, margin: [0, 3, 0, 0] as [number, number, number, number] }]),
    ],
  };
}

type Format = ReturnType<typeof createFormat>;

function lineTable({ locale, lines }: InvoiceContent, kind: PaperKind, format: Format): Content {
  const texts = invoiceTexts(locale);
  const priced = kind === 'invoice';
  const head = (text: string, alignment: 'left' | 'right' = 'left'): TableCell => ({
    text,
    alignment,
    color: GREY,
    fontSize: 8,
  });
  const figure = (text: string): TableCell => ({ text, alignment: 'right', noWrap: true });
  const rows = lines.map((line, index): TableCell[] => [
    { text: String(index + 1), color: GREY },
    { text: line.sku ?? '', noWrap: true },
    { text: line.title },
    figure(`${format.quantity(line.quantity)} ${line.unit ?? ''}`.trim()),
    ...(priced ? [figure(format.money(line.unitPrice)), figure(format.money(line.total))] : []),
  ]);
  return {
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: ['auto', 'auto', '*', 'auto', ...(priced ? ['auto', 'auto'] : [])],
      body: [
        [
          head(texts.position),
          head(texts.article),
          head(texts.goods),
          head(texts.quantity, 'right'),
          ...(priced ? [head(texts.unitPrice, 'right'), head(texts.amount, 'right')] : []),
        ],
        ...rows,
      ],
    },
    layout: {
      hLineWidth: (row) => (row === 0 ? 0 : 0.5),
      vLineWidth: () => 0,
      hLineColor: () => RULE,
      paddingLeft: (column) => (column === 0 ? 0 : 6),
      paddingRight: (column) => (column === (priced ? 5 : 3) ? 0 : 6),
      paddingTop: () => 4,
      paddingBottom: () => 3,
    },
  };
}

function totals(content: InvoiceContent, format: Format): Content {
  const texts = invoiceTexts(content.locale);
  const { taxIncluded } = content;
  const tax: [string, string | undefined] = [
    texts.tax(format.percent(content.taxPercent ?? '0'), taxIncluded),
    content.tax,
  ];
  const rows: [string, string | undefined][] = [
    [texts.subtotal, content.subtotal],
    [texts.discount, content.discount],
    [texts.shipping, content.shipping],
    ...(taxIncluded ? [] : [tax]),
  ];
  const after = taxIncluded ? [tax] : [];
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

function bankDetails({ locale, seller }: InvoiceContent): Content {
  if (seller.bankDetails.length === 0) return { text: '' };
  return {
    stack: [
      { text: invoiceTexts(locale).payment, color: GREY, fontSize: 8 },
      ...seller.bankDetails.map((line) => ({ text: line })),
    ],
    unbreakable: true,
  };
}
