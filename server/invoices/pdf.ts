import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { DynamicContent, TDocumentDefinitions } from 'pdfmake/interfaces.js';

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
