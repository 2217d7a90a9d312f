import type { Content, TableCell } from 'pdfmake/interfaces.js';
import type { Movement, Statement } from '../../src/contract/statements/index.ts';
import { createFormat } from './format.ts';
import { figureCell, GREY, headCell, paperFrame, ruled, toPdf } from './pdf.ts';
import { paperTexts } from './paper-texts.ts';
import { invoiceTexts } from './texts.ts';

/** A statement as the act of reconciliation: a PDF of A4 pages with room for both signatures. */
export function renderStatement(statement: Statement, locale: string): Promise<Uint8Array<ArrayBuffer>> {
  const texts = paperTexts(locale);
  const format = createFormat(locale, statement.currency);
  const { seller, buyer, agreement } = statement;
  const period = texts.period(format.day(statement.from), format.day(statement.to));
  return toPdf({
    ...paperFrame(texts.statement, seller.name, invoiceTexts(locale).page),
    content: [
      { text: texts.statement, fontSize: 20, bold: true, margin: [0, 0, 0, 6] },
      { text: period, margin: [0, 0, 0, 4] },
      { text: `${seller.name} — ${buyer.name}`, bold: true, margin: [0, 0, 0, 18] },
      movementTable(statement, locale),
      { text: conclusion(statement, locale), bold: true, margin: [0, 16, 0, 8] },
      ...(agreement === undefined
        ? []
        : [
            {
              text: texts.agreed(agreement.by ?? '', format.day(agreement.at.slice(0, 10))),
              margin: [0, 0, 0, 8] as [number, number, number, number],
            },
          ]),
      {
        columns: [seller.name, buyer.name].map((name) => signature(name, texts.signature)),
        columnGap: 40,
        unbreakable: true,
        margin: [0, 28, 0, 0],
      },
    ],
  });
}

function conclusion({ closing, seller, buyer, currency }: Statement, locale: string): string {
  const texts = paperTexts(locale);
  const sum = createFormat(locale, currency).money(closing.amount.replace('-', ''));
  if (/^-?0+(\.0+)?$/.test(closing.amount)) return texts.even;
  return closing.amount.startsWith('-')
    ? texts.owes(seller.name, buyer.name, sum)
    : texts.owes(buyer.name, seller.name, sum);
}

function signature(name: string, label: string): Content {
  return {
    stack: [
      { text: name, bold: true, margin: [0, 0, 0, 24] },
      { canvas: [{ type: 'line', x1: 0, y1: 0, x2: 200, y2: 0, lineWidth: 0.5, lineColor: GREY }] },
      { text: label, color: GREY, fontSize: 8 },
    ],
  };
}

function movementTable(statement: Statement, locale: string): Content {
  const texts = paperTexts(locale);
  const format = createFormat(locale, statement.currency);
  const figure = (amount: string | undefined, bold = false) =>
    figureCell(amount === undefined ? '' : format.money(amount), bold);
  const sum = (label: string, debit: string | undefined, credit: string | undefined, balance: string | undefined) => [
    { text: label, bold: true, colSpan: 2 },
    {},
    figure(debit, true),
    figure(credit, true),
    figure(balance, true),
  ];
  return {
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: ['auto', '*', 'auto', 'auto', 'auto'],
      body: [
        [
          headCell(texts.date),
          headCell(texts.document),
          headCell(texts.debit, 'right'),
          headCell(texts.credit, 'right'),
          headCell(texts.balance, 'right'),
        ],
        sum(texts.opening, undefined, undefined, statement.opening.amount),
        ...statement.movements.map((movement): TableCell[] => [
          { text: format.shortDay(movement.on), noWrap: true },
          { stack: [{ text: movement.title }, ...remarks(movement, texts.disputed)] },
          figure(movement.debit?.amount),
          figure(movement.credit?.amount),
          figure(movement.balance.amount),
        ]),
        sum(texts.turnover, statement.debit.amount, statement.credit.amount, undefined),
        sum(texts.closing, undefined, undefined, statement.closing.amount),
      ],
    },
    layout: ruled,
  };
}

/** What was said to a line, by both sides. */
function remarks({ response }: Movement, disputed: string): Content[] {
  if (response === undefined || response.state === 'agreed') return [];
  const said = [response.state === 'disputed' ? disputed : '', response.comment ?? ''].filter(Boolean).join(': ');
  const lines = [said, response.answer?.text ?? ''].filter(Boolean);
  return lines.map((text) => ({ text, fontSize: 8, color: GREY }));
}
