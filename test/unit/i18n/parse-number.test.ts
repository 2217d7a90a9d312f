import { expect } from 'chai';
import { parseNumber } from '../../../src/i18n/parse-number.ts';

describe('parseNumber', () => {
  const cases: [text: string, locale: string, number: number | undefined][] = [
    ['12', 'en', 12],
    ['1.5', 'en', 1.5],
    ['1,5', 'en', 1.5],
    ['1,5', 'ru', 1.5],
    ['1.5', 'ru', 1.5],
    ['.5', 'en', 0.5],
    ['12,', 'ru', 12],
    ['-3', 'en', -3],
    ['1,234', 'en', 1234],
    ['1,234,567.5', 'en', 1234567.5],
    ['1.234', 'de', 1234],
    ['1.234,5', 'de', 1234.5],
    ['1,234', 'de', 1.234],
    ['1 234,5', 'ru', 1234.5],
    ['1\u00a0234,5', 'ru', 1234.5],
    ["1'234.5", 'de-CH', 1234.5],
    ['1.000,50', 'ru', 1000.5],
    ['1.000,50', 'en', 1000.5],
    ['1,000.50', 'ru', 1000.5],
    ['1.234.567', 'en', 1234567],
    ['1.234', 'ru', 1.234],
    ['\u22125', 'ru', -5],
    ['１２３．５', 'en', undefined],
    ['１２３', 'en', 123],
    ['1.2345.678', 'en', undefined],
    ['1,000,50', 'en', undefined],
    ['١٢٫٥', 'ar-EG', 12.5],
    ['۱۲', 'fa', 12],
    ['', 'en', undefined],
    ['a dozen', 'en', undefined],
    ['1.2.3', 'en', undefined],
    ['1e400', 'en', undefined],
    ['12 kg', 'en', undefined],
    ['٢٥', 'ru', 25],
    ['--1', 'en', undefined],
    ['Infinity', 'en', undefined],
  ];
  for (const [text, locale, number] of cases) {
    it(`reads “${text}” in ${locale} as ${number ?? 'no number'}`, () => {
      expect(parseNumber(text, locale)).to.equal(number);
    });
  }
});
