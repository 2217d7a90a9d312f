import { expect } from 'chai';
import { html, LitElement } from 'lit';
import { LazyParts } from '../../../components/shared/lazy-parts.ts';
import { clearFixture, fixture } from '../../helpers/fixture.ts';

describe('LazyParts', () => {
  afterEach(clearFixture);

  it('loads once, asks no more after a failure, and again when told', async () => {
    let broken = true;
    let asked = 0;
    class Host extends LitElement {
      parts = new LazyParts(this, {
        details: () => {
          asked++;
          return broken ? Promise.reject(new TypeError('no network')) : Promise.resolve();
        },
      });
    }
    customElements.define('lazy-parts-host', Host);
    const { parts } = await fixture<Host>(html`<lazy-parts-host></lazy-parts-host>`);
    expect(await parts.need('details')).to.equal(false);
    expect(await parts.need('details')).to.equal(false);
    expect([asked, parts.failed]).to.deep.equal([1, true]);
    broken = false;
    parts.retry();
    expect(parts.failed).to.equal(false);
    expect(await parts.need('details')).to.equal(true);
    expect(await parts.need('details')).to.equal(true);
    expect([asked, parts.failed]).to.deep.equal([2, false]);
  });
});
