import { expect } from 'chai';
import { html } from 'lit';
import { axeViolations } from '../../helpers/axe.ts';
import { nextEvent } from '../../helpers/event.ts';
import { clearFixture, fixture } from '../../helpers/fixture.ts';
import { http, HttpResponse, startWorker, worker } from '../../helpers/msw.ts';
import { until } from '../../helpers/until.ts';

describe('test helpers', () => {
  afterEach(clearFixture);

  it('axeViolations names what is wrong, inside shadow roots too', async () => {
    const element = await fixture(html`<div></div>`);
    const root = element.attachShadow({ mode: 'open' });
    root.append(document.createElement('button'));
    const found = await axeViolations(element);
    expect(found.join()).to.contain('button-name');
    root.replaceChildren(Object.assign(document.createElement('button'), { textContent: 'Pay' }));
    expect(await axeViolations(element)).to.deep.equal([]);
  });

  it('until answers what the probe gives, and names what it waited for in vain', async () => {
    let calls = 0;
    expect(await until(() => ++calls > 2 && 'done')).to.equal('done');
    const failure = await until(() => false, 'a miracle', 20).catch((error: unknown) => error);
    expect(String(failure)).to.contain('a miracle');
  });

  it('nextEvent answers the event', async () => {
    const target = new EventTarget();
    const heard = nextEvent(target, 'ping');
    target.dispatchEvent(new Event('ping'));
    expect((await heard).type).to.equal('ping');
  });

  it('the mock backend answers', async () => {
    await startWorker();
    worker.use(http.get('/api/nothing', () => HttpResponse.json({ mocked: true })));
    expect(await (await fetch('/api/nothing')).json()).to.deep.equal({ mocked: true });
    await worker.stop();
  });
});
