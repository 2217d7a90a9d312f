import { execFileSync } from 'node:child_process';
import type { BrowserContext, Page } from 'playwright-core';
import { plain, withPdf } from '../../server/helpers/pdf.ts';

/** What a page gave the browser to print: the elements of the printed document, each with the sheets of its shadow root. */
interface Printed {
  language: string;
  elements: { style: string; html: string; css: string }[];
}

/**
 * Stands in for the browser's print dialog, which a test cannot answer.
 * @returns what was printed last, once there is something, as the browser makes it a PDF on A4
 */
export async function catchPrints(context: BrowserContext): Promise<() => Promise<Uint8Array>> {
  let tell: (printed: Printed) => void;
  let printed = new Promise<Printed>((resolve) => (tell = resolve));
  await context.exposeBinding('reportPrint', (_source, document: Printed) => tell(document));
  await context.addInitScript(() => {
    window.print = () => {
      const { reportPrint } = window.top as unknown as { reportPrint: (document: Printed) => void };
      const elements = [...document.body.children].map((element) => {
        const sheets = element.shadowRoot?.adoptedStyleSheets ?? [];
        return {
          style: element.getAttribute('style') ?? '',
          html: element.shadowRoot?.innerHTML ?? element.outerHTML,
          css: sheets.flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText)).join('\n'),
        };
      });
      reportPrint({ language: document.documentElement.lang, elements });
      window.dispatchEvent(new Event('afterprint'));
    };
  });
  return async () => {
    const page = await context.newPage();
    await show(page, await printed);
    printed = new Promise((resolve) => (tell = resolve));
    const pdf = await page.pdf({ format: 'A4', margin: { top: '1cm', right: '1cm', bottom: '1cm', left: '1cm' } });
    await page.close();
    return pdf;
  };
}

function show(page: Page, printed: Printed): Promise<void> {
  return page.evaluate(({ language, elements }) => {
    document.documentElement.lang = language;
    for (const { style, html, css } of elements) {
      const element = document.createElement('div');
      element.setAttribute('style', style);
      const root = element.attachShadow({ mode: 'open' });
      root.innerHTML = html;
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      root.adoptedStyleSheets = [sheet];
      document.body.append(element);
    }
  }, printed);
}

interface Word {
  text: string;
  page: number;
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** A PDF as poppler reads it, with where its words lie. */
export interface Paper {
  text: string;
  pages: number;
  /** Words that lie over one another. */
  overlapping: string[];
  /** Words that leave their page. */
  beyond: string[];
}

/** How far, in points, boxes of words may reach into each other: they are a little larger than what is drawn. */
const OVERLAP = 3;

export function readPaper(pdf: Uint8Array): Paper {
  const boxes = withPdf(pdf, (path) => execFileSync('pdftotext', ['-bbox', path, '-']).toString());
  const pages = boxes.split('<page ').slice(1);
  const sizes = pages.map((page) => numbers(page.slice(0, page.indexOf('>'))));
  const words = pages.flatMap((page, index) =>
    [...page.matchAll(/<word ([^>]*)>([^<]*)<\/word>/g)].map(([, box = '', text = '']): Word => {
      const [left = 0, top = 0, right = 0, bottom = 0] = numbers(box);
      return { text, page: index, left, top, right, bottom };
    }),
  );
  const overlap = (one: Word, other: Word): boolean =>
    one.page === other.page &&
    Math.min(one.right, other.right) - Math.max(one.left, other.left) > OVERLAP &&
    Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > OVERLAP;
  return {
    text: plain(words.map(({ text }) => decoded(text)).join(' ')),
    pages: pages.length,
    overlapping: words.flatMap((one, index) =>
      words.slice(index + 1).flatMap((other) => (overlap(one, other) ? [`${one.text} / ${other.text}`] : [])),
    ),
    beyond: words.flatMap(({ text, page, left, top, right, bottom }) => {
      const [width = 0, height = 0] = sizes[page] ?? [];
      return left < 0 || top < 0 || right > width || bottom > height ? [text] : [];
    }),
  };
}

const numbers = (attributes: string): number[] =>
  [...attributes.matchAll(/"([\d.-]+)"/g)].map(([, value]) => Number(value));

const decoded = (text: string): string =>
  text.replace(/&(lt|gt|quot|amp);/g, (_entity, name: string) => ({ lt: '<', gt: '>', quot: '"' })[name] ?? '&');
