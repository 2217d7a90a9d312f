import { expect } from 'chai';
import { toCsv } from '../../../components/shared/csv.ts';

const cell = (text: string): string => toCsv([[text]], '.').slice(1, -2);

describe('toCsv', () => {
  it('begins with a byte order mark, ends rows with CRLF, and quotes what needs it', () => {
    expect(
      toCsv(
        [
          ['a', 'b,c'],
          ['say "hi"', 'two\nlines'],
        ],
        '.',
      ),
    ).to.equal('\ufeffa,"b,c"\r\n"say ""hi""","two\nlines"\r\n');
  });

  for (const lead of ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠', ' =', '\u00a0=', '\ufeff=']) {
    it(`disarms a text that begins with ${JSON.stringify(lead)}`, () => {
      expect(cell(`${lead}cmd|' /C calc'!A0`).replace(/^"/, '')[0]).to.equal("'");
    });
  }

  it('keeps numbers numbers, negative ones too', () => {
    expect(toCsv([[{ number: '-1234.50' }, { number: '7' }]], '.')).to.equal('\ufeff-1234.50,7\r\n');
  });

  it('writes the decimal comma and then separates by semicolons', () => {
    expect(toCsv([['a;b', { number: '-0.5' }]], ',')).to.equal('\ufeff"a;b";-0,5\r\n');
  });

  it('treats what is no number as text', () => {
    expect(toCsv([[{ number: '=1+1' }, { number: '1e400' }]], '.')).to.equal("\ufeff'=1+1,1e400\r\n");
  });

  it('leaves harmless text alone', () => {
    expect(cell('Café № 1 – 50 %')).to.equal('Café № 1 – 50 %');
  });
});
