import { expect } from 'chai';
import { checkRequisite, normalizeRequisite, requisiteFields } from '../../../src/contract/company/checks.ts';
import type { Company, CompanyField } from '../../../src/contract/company/company.ts';

const reason = (
  field: CompanyField,
  value: string,
  requisites: Company['requisites'] = {},
  kind: Company['kind'] = 'unknown',
  country = 'RU',
): string | undefined => checkRequisite(field, normalizeRequisite(field, value), { country, kind, requisites })?.reason;

/** Each value with each of its digits mistyped by one. */
function* mistyped(value: string): Generator<string> {
  for (let place = 0; place < value.length; place++) {
    const digit = Number(value[place]);
    if (!Number.isNaN(digit)) yield value.slice(0, place) + String((digit + 1) % 10) + value.slice(place + 1);
  }
}

describe('requisites', () => {
  // Published: those of big banks, and the examples of the standards themselves.
  const valid: [CompanyField, string, Company['requisites']?][] = [
    ['taxId', '7707083893'],
    ['taxId', '7702070139'],
    ['taxId', '500100732259'],
    ['ogrn', '1027700132195'],
    ['ogrn', '304500116000157'],
    ['correspondentAccount', '30101810400000000225', { bic: '044525225' }],
    ['correspondentAccount', '30101810800000000746', { bic: '049805746' }],
    ['account', '40602810700000000025', { bic: '049805746' }],
    ['account', '30101810800000000746', { bic: '049805000' }],
    ['iban', 'DE89370400440532013000'],
    ['iban', 'GB29NWBK60161331926819'],
    ['iban', 'FR1420041010050500013M02606'],
  ];
  for (const [field, value, requisites] of valid) {
    it(`takes the ${field} ${value}, and finds each digit that is mistyped`, () => {
      expect(reason(field, value, requisites)).to.equal(undefined);
      for (const wrong of mistyped(value)) {
        expect(reason(field, wrong, requisites), wrong).to.be.oneOf(['checksum', 'bank', 'format', 'length']);
      }
    });
  }

  it('reads numbers as people type them', () => {
    expect(normalizeRequisite('taxId', ' 77-07 083893 ')).to.equal('7707083893');
    expect(normalizeRequisite('iban', 'de89 3704 0044 0532 0130 00')).to.equal('DE89370400440532013000');
    expect(normalizeRequisite('legalName', ' Café – Amsel ')).to.equal('Café – Amsel');
  });

  it('says what is wrong: letters, length, form', () => {
    expect(reason('taxId', '77O7083893')).to.equal('digits');
    expect(checkRequisite('taxId', '770708389', { country: 'RU', kind: 'company', requisites: {} })).to.deep.equal({
      reason: 'length',
      lengths: [10],
      actual: 9,
    });
    expect(reason('taxId', '500100732259', {}, 'company')).to.equal('length');
    expect(reason('taxId', '7707083893', {}, 'sole_trader')).to.equal('length');
    expect(reason('kpp', '77A701001')).to.equal('format');
    expect(reason('kpp', '770701001')).to.equal(undefined);
    expect(reason('bic', '04452522')).to.equal('length');
    expect(reason('swift', 'DEUTDE')).to.equal('format');
    expect(reason('swift', 'DEUTDEFF500')).to.equal(undefined);
    expect(reason('iban', 'DE8937040044053201300')).to.equal('length');
  });

  it('knows accounts that the Bank of Russia keeps, and leaves an account alone without a bank', () => {
    expect(reason('account', '30101810800000000746', { bic: '049805000' })).to.equal(undefined);
    expect(reason('account', '40602810700000000025')).to.equal(undefined);
    expect(reason('account', '40602810700000000025', { bic: '044525974' })).to.equal('bank');
  });

  it('knows the forms of VAT numbers by country, Greece by its own prefix', () => {
    for (const value of [
      'DE123456789',
      'ATU12345678',
      'NL123456789B01',
      'EL123456789',
      'IE1234567WA',
      'SE123456789001',
    ]) {
      expect(reason('vatId', value, {}, 'company', 'DE'), value).to.equal(undefined);
    }
    for (const value of ['DE12345678', 'AT12345678', 'GR123456789', 'XX1', '123456789', '((1']) {
      expect(reason('vatId', value, {}, 'company', 'DE'), value).to.equal('format');
    }
  });

  it('an empty field is never wrong, and other countries’ tax numbers are not checked', () => {
    expect(reason('taxId', '')).to.equal(undefined);
    expect(reason('taxId', 'B-12', {}, 'company', 'US')).to.equal(undefined);
  });

  it('shows each country its own fields', () => {
    expect(requisiteFields({ country: 'RU', kind: 'company' }))
      .to.include('kpp')
      .and.not.include('iban');
    expect(requisiteFields({ country: 'RU', kind: 'sole_trader' })).to.not.include('kpp');
    expect(requisiteFields({ country: 'DE', kind: 'company' }))
      .to.include('vatId')
      .and.not.include('bic');
    expect(requisiteFields({ country: 'GR', kind: 'company' })).to.include('vatId');
    expect(requisiteFields({ country: 'US', kind: 'company' }))
      .to.include('account')
      .and.not.include('vatId');
  });
});
