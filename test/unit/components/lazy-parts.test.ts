import { expect } from 'chai';
import { html, LitElement } from 'lit';
import { LazyParts } from '../../../components/shared/lazy-parts.ts';
import { clearFixture, fixture } from '../../helpers/fixture.ts';

describe('LazyParts', () => {
  afterEach(clearFixture);

  it('loads each part once, and says when one could not be loaded', async () => {
    const asked: string[] = [];
    class Host extends LitElement {
      parts = new LazyParts(this, {
        details: () => Promise.resolve(asked.push('details')),
        toolbar: () => {
          asked.push('toolbar');
          return Promise.reject(new TypeError('no network'));
        },
      });
    }
    customElements.define('lazy-parts-host', Host);
    const { parts } = await fixture<Host>(html`<lazy-parts-host></lazy-parts-host>`);
    expect([await parts.need('details'), await parts.need('details'), parts.failed]).to.deep.equal([true, true, false]);
    expect([await parts.need('toolbar'), await parts.need('toolbar'), parts.failed]).to.deep.equal([
      false,
      false,
      true,
    ]);
    expect(asked).to.deep.equal(['details', 'toolbar']);
  });

  it('waits for the network before it asks for anything: a module that failed once stays failed', async () => {
    let asked = 0;
    class Host extends LitElement {
      parts = new LazyParts(this, { details: () => Promise.resolve(asked++) });
    }
    customElements.define('lazy-parts-offline-host', Host);
    const { parts } = await fixture<Host>(html`<lazy-parts-offline-host></lazy-parts-offline-host>`);
    Object.defineProperty(navigator, 'onLine', { configurable: true, value: false });
    try {
      const there = parts.need('details');
      expect([asked, parts.failed]).to.deep.equal([0, false]);
      dispatchEvent(new Event('online'));
      expect([await there, asked]).to.deep.equal([true, 1]);
    } finally {
      Reflect.deleteProperty(navigator, 'onLine');
    }
  });
});
