import { expect } from 'chai';
import { safeUrl } from '../../../components/shared/safe-url.ts';

describe('safeUrl', () => {
  for (const address of ['https://carrier.example/track?n=1', 'mailto:sales@nordwind.example', 'tel:+4940123456']) {
    it(`lets ${address} through`, () => expect(safeUrl(address)).to.equal(address));
  }

  for (const address of [
    undefined,
    '',
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'JAVASCRIPT:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:msgbox(1)',
    'blob:https://carrier.example/1',
    'http://carrier.example/',
    '//carrier.example/',
    '/track',
    'https://nordwind.example@evil.example/',
    'https://user:secret@evil.example/',
    'https://',
  ]) {
    it(`stops ${JSON.stringify(address)}`, () => expect(safeUrl(address)).to.equal(undefined));
  }
});
