import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type {
  Content,
  CustomTableLayout,
  DynamicContent,
  TableCell,
  TDocumentDefinitions,
} from 'pdfmake/interfaces.js';
import type { PartyContent } from './content.ts';
import type { InvoiceTexts } from './texts.ts';

const fontFolder = join(dirname(createRequire(import.meta.url).resolve('pdfmake/package.json')), 'fonts/Roboto');

export const GREY = '#5f6b7a';
export const RULE = '#d4d9e0';

/** Sets a document as a PDF. */
export async function toPdf(definition: TDocumentDefinitions): Promise<Uint8Array<ArrayBuffer>> {
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
  return new Uint8Array(await pdfmake.createPdf(definition).getBuffer());
}

/** What every page of ours is like: A4, the same font, and a foot that says whose it is and which page. */
export function paperFrame(title: string, author: string, page: (page: number, pages: number) => string) {
  const footer: DynamicContent = (number, pages) => ({
    columns: [
      { text: `${author} · ${title}`, width: '*' },
      { text: page(number, pages), alignment: 'right', width: 'auto' },
    ],
    margin: [48, 24, 48, 0],
    fontSize: 8,
    color: GREY,
  });
  return {
    pageSize: 'A4',
    pageMargins: [48, 56, 48, 64],
    info: { title, author },
    defaultStyle: { font: 'Roboto', fontSize: 9.5, lineHeight: 1.25 },
    footer,
  } satisfies Omit<TDocumentDefinitions, 'content'>;
}

/** The head of a column. */
export function headCell(text: string, alignment: 'left' | 'right' = 'left') {
  return { text, alignment, color: GREY, fontSize: 8 } satisfies TableCell;
}

/** A figure of a column: right-aligned, never broken. */
export function figureCell(text: string, bold = false) {
  return { text, alignment: 'right', noWrap: true, bold } satisfies TableCell;
}

/** Quiet tables: a hair line between rows, nothing else. */
export const ruled = {
  hLineWidth: (row) => (row === 0 ? 0 : 0.5),
  vLineWidth: () => 0,
  hLineColor: () => RULE,
  paddingTop: () => 4,
  paddingBottom: () => 3,
} satisfies CustomTableLayout;

/** What a paper says at its head, side by side. */
export function facts(pairs: readonly (readonly [label: string, value: string | undefined])[]): Content {
  return {
    columns: pairs.flatMap(([label, value]) =>
      value === undefined
        ? []
        : { stack: [{ text: label, color: GREY, fontSize: 8 }, { text: value }], width: 'auto' as const },
    ),
    columnGap: 32,
    margin: [0, 0, 0, 22],
  };
}

/** A side of a paper: name, address, numbers. */
export function party(label: string, texts: InvoiceTexts, { name, taxId, kpp, address }: PartyContent): Content {
  const numbers = [
    ...(taxId === undefined ? [] : [`${texts.taxId} ${taxId}`]),
    ...(kpp === undefined ? [] : [`${texts.kpp} ${kpp}`]),
  ];
  return {
    stack: [
      { text: label, color: GREY, fontSize: 8 },
      { text: name, bold: true },
      ...address.map((line) => ({ text: line })),
      ...(numbers.length === 0
        ? []
        : [{ text: numbers.join(', '), margin: [0, 3, 0, 0] as [number, number, number, number] }]),
    ],
  };
}
