import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import jsQR from 'jsqr';
import type { InvoiceContent } from '../../../server/invoices/content.ts';
import { createFormat } from '../../../server/invoices/format.ts';
import { paymentCodeOf, transferOf } from '../../../server/invoices/payment-code.ts';
import { renderPaper } from '../../../server/invoices/render.ts';
import { needs, plain, textOf, withPdf } from '../helpers/pdf.ts';

const euro: InvoiceContent = {
  locale: 'en',
  number: 'T-INV-7',
  issuedOn: '2026-03-01',
  dueOn: '2026-03-15',
  orderNumber: 'T-7',
  customerReference: 'PO-77',
  seller: {
    name: 'Invented Wholesale Ltd.',
    taxId: 'DE000000000',
    address: ['Nowhere 1', '00000 Town'],
    bankDetails: [],
    bank: { bank: 'Bank of Nowhere', iban: 'DE00 0000 0000 0000 0000 00', swift: 'NOWHDE00XXX' },
  },
  buyer: { name: 'Café Example', taxId: 'DE000000011', address: ['Sample Lane 7'] },
  currency: 'EUR',
  lines: [
    { sku: 'C-1', title: 'Paper cups', quantity: '10', unit: 'pcs', unitPrice: '4.20', total: '42.00' },
    { sku: 'B-1', title: 'Coffee beans', quantity: '2.5', unit: 'kg', unitPrice: '18.90', total: '47.25' },
  ],
  subtotal: '89.25',
  shipping: '9.90',
  tax: '18.84',
  taxPercent: '19',
  taxIncluded: false,
  total: '117.99',
};

const rouble: InvoiceContent = {
  ...euro,
  locale: 'ru',
  number: 'С-СЧ-7',
  seller: {
    name: 'ООО «Выдуманный | склад»',
    taxId: '0000000000',
    kpp: '000000000',
    address: ['г. Образцов'],
    bankDetails: [],
    bank: {
      bank: 'Банк «Нигде»',
      account: '40702810000000000000',
      bic: '000000000',
      correspondentAccount: '30101810000000000000',
    },
  },
  buyer: { name: 'Кафе «Пример»', taxId: '0000000011', address: ['ул. Примерная, 7'] },
  currency: 'RUB',
  lines: [{ title: 'Кофе в зёрнах', quantity: '3', unit: 'кг', unitPrice: '1234.50', total: '3703.50' }],
  subtotal: '3703.50',
  shipping: undefined,
  tax: '617.25',
  taxPercent: '20',
  taxIncluded: true,
  total: '3703.50',
};

const codeOn = async (content: InvoiceContent, due: string) =>
  withPdf(await renderPaper(content, 'invoice', { due }), readCode);

/** The code on the paper as a camera would see it, read by a library that has not made it. */
function readCode(pdf: string): string | undefined {
  const image = pdf.replace('.pdf', '');
  execFileSync('pdftoppm', ['-r', '200', '-singlefile', pdf, image]);
  const bytes = readFileSync(`${image}.ppm`);
  const [header = '', width = '', height = ''] =
    /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.toString('latin1', 0, 40)) ?? [];
  const pixels = bytes.subarray(header.length);
  const rgba = new Uint8ClampedArray(Number(width) * Number(height) * 4);
  for (let index = 0; index < pixels.length / 3; index++) {
    rgba.set([pixels[index * 3] ?? 0, pixels[index * 3 + 1] ?? 0, pixels[index * 3 + 2] ?? 0, 255], index * 4);
  }
  const found = jsQR(rgba, Number(width), Number(height));
  return found === null ? undefined : new TextDecoder().decode(Uint8Array.from(found.binaryData));
}

describe('an invoice on paper', () => {
  for (const content of [euro, rouble]) {
    test(`says what the invoice says (${content.locale})`, async (context) => {
      if (!needs(context, 'pdftotext')) return;
      const text = textOf(await renderPaper(content, 'invoice'));
      const format = createFormat(content.locale, content.currency);
      const { seller, buyer, lines, tax = '' } = content;
      const wanted = [
        ...[content.number, content.orderNumber, content.customerReference, seller.name, buyer.name],
        ...[seller.taxId, buyer.taxId, seller.kpp, format.day(content.issuedOn), format.day(content.dueOn ?? '')],
        ...lines.flatMap((line) => [line.sku, line.title, format.money(line.unitPrice), format.money(line.total)]),
        ...[format.money(content.subtotal), format.money(tax), format.money(content.total)],
        ...Object.values<string | undefined>({ ...seller.bank }),
      ];
      for (const part of wanted) if (part !== undefined) assert.ok(text.includes(plain(part)), `${part} in: ${text}`);
    });

    test(`carries a code that a bank’s app reads, over what is left (${content.locale})`, async (context) => {
      if (!needs(context, 'pdftoppm')) return;
      const transfer = transferOf(content, '100.50');
      assert.ok(transfer);
      const expected = paymentCodeOf(transfer)?.text;
      assert.ok(expected);
      assert.equal(await codeOn(content, '100.50'), expected);
    });
  }

  test('asks for nothing that is paid', async (context) => {
    if (!needs(context, 'pdftoppm')) return;
    assert.equal(await codeOn(euro, '0'), undefined);
  });

  test('is coded by the standard of its currency, field by field', () => {
    const text = (content: InvoiceContent, due: string) => {
      const transfer = transferOf(content, due);
      return transfer === null ? undefined : paymentCodeOf(transfer)?.text;
    };
    assert.deepEqual(text(euro, '117.99')?.split('\n'), [
      ...['BCD', '002', '1', 'SCT', 'NOWHDE00XXX', 'Invented Wholesale Ltd.', 'DE00000000000000000000', 'EUR117.99'],
      ...['', '', 'Invoice T-INV-7'],
    ]);
    assert.deepEqual(text(rouble, '3703.50')?.split('|'), [
      'ST00012',
      'Name=ООО «Выдуманный   склад»',
      'PersonalAcc=40702810000000000000',
      'BankName=Банк «Нигде»',
      'BIC=000000000',
      'CorrespAcc=30101810000000000000',
      'Sum=370350',
      'Purpose=Оплата по счёту С-СЧ-7 от 01.03.2026. В т.ч. НДС 20%',
      'PayeeINN=0000000000',
      'KPP=000000000',
    ]);
    assert.equal(text({ ...euro, currency: 'USD' }, '1.00'), undefined);
  });
});
