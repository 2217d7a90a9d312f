import { expect } from 'chai';
import { http, startWorker, worker } from '../../helpers/msw.ts';
import { plainShop } from '../../helpers/plain-shop.ts';
import { textOf } from '../../helpers/shadow.ts';
import { until } from '../../helpers/until.ts';
import { checkAdapter } from '../../../src/testing/index.ts';

const SHOP = 'https://api.shop.example';

/** A listing of the guide, as it is but for where the package lies. */
async function listing(name: string): Promise<string> {
  const guide = await (await fetch('/stories/write-an-adapter.mdx')).text();
  const [, code] = new RegExp(`^\`\`\`js ${name}\n([^]*?)^\`\`\`$`, 'm').exec(guide) ?? [];
  expect(code, `the guide has the listing ${name}`).to.be.a('string');
  return (code ?? '')
    .replace("'cabinet-elements/define'", `'${location.origin}/components/define.ts'`)
    .replace("'cabinet-elements'", `'${location.origin}/src/index.ts'`);
}

const moduleOf = (code: string) => URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));

describe('the guide about adapters, in a page', () => {
  before(async () => {
    await startWorker();
    worker.use(http.get(`${SHOP}/*`, ({ request }) => plainShop(request)));
  });
  after(() => {
    worker.resetHandlers();
    void worker.stop();
    document.querySelector('cabinet-provider')?.remove();
  });

  it('leads from an API that nobody here knows to its orders in the widget', async () => {
    const adapter = moduleOf(await listing('adapter'));
    document.body.innerHTML = '<cabinet-provider><cabinet-order-history></cabinet-order-history></cabinet-provider>';
    const page = (await listing('page'))
      .replace("'./shop-api.js'", `'${adapter}'`)
      .replace('of your signed-in visitor', 'ada');
    await import(moduleOf(page));
    const widget = document.querySelector('cabinet-order-history');
    // The newest of Ada's, with the shop's own word for a state that the contract does not know.
    await until(() => textOf(widget).includes('S-1044') && textOf(widget).includes('€284.05'), 'the newest order');
    expect(textOf(widget)).not.to.include('S-1045');
  });

  it('checks the adapter in the page too', async () => {
    const { shopApi } = (await import(moduleOf(await listing('adapter')))) as {
      shopApi: (options: { url: string }) => Parameters<typeof checkAdapter>[0];
    };
    const { results } = await checkAdapter(shopApi({ url: SHOP }), {
      context: { token: 'ada' },
      other: { context: { token: 'ben' } },
    });
    expect(results.filter(({ status }) => status === 'failed')).to.deep.equal([]);
    expect(results.filter(({ status }) => status === 'passed')).to.have.length.above(10);
  });
});
