import { expect } from 'chai';
import { html } from 'lit';
import '../../../components/invoice-list/define.ts';
import '../../../components/provider/define.ts';
import type { Adapter } from '../../../src/adapters/adapter.ts';
import { memory } from '../../../src/adapters/memory/index.ts';
import type { Payment } from '../../../src/contract/payments/index.ts';
import type { Movement, Statement } from '../../../src/contract/statements/index.ts';
import { NOW } from '../../helpers/cabinet.ts';
import { clearFixture, fixture } from '../../helpers/fixture.ts';
import { parts, part, textOf } from '../../helpers/shadow.ts';
import { until } from '../../helpers/until.ts';
import { setViewport } from '../../helpers/viewport.ts';

const MANY = 10_000;
const euros = (amount: number) => ({ amount: amount.toFixed(2), currency: 'EUR' });
const movement = (index: number): Movement => ({
  id: `m-${index}`,
  on: '2026-11-01',
  kind: 'invoice',
  number: `N-${index}`,
  title: 'Invoice',
  debit: euros(1),
  balance: euros(index + 1),
});
const payment = (index: number): Payment => ({
  id: `p-${index}`,
  number: `P-${index}`,
  status: { code: 'succeeded' },
  createdAt: '2026-11-01T10:00:00Z',
  amount: euros(1),
  total: euros(1),
  allocations: [],
});

/** The demo with an account that is longer than anybody reads. */
function longAccount(): Adapter {
  const demo = memory({ now: NOW });
  return {
    ...demo,
    call: (async (operation, input, context) => {
      if (operation.id === 'payments.list') {
        const { cursor = '0', limit = 25 } = input as { cursor?: string; limit?: number };
        const first = Number(cursor);
        const items = Array.from({ length: Math.min(limit, MANY - first) }, (_, place) => payment(first + place));
        return { items, nextCursor: first + limit < MANY ? String(first + limit) : null };
      }
      const answer = await demo.call(operation, input, context);
      if (operation.id !== 'statements.get') return answer;
      return { ...(answer as Statement), movements: Array.from({ length: MANY }, (_, index) => movement(index)) };
    }) as Adapter['call'],
  };
}

async function show(tab: 'statement' | 'payments', tag: string, rows: string): Promise<HTMLElement> {
  const provider = await fixture(
    html`<cabinet-provider .adapter=${longAccount()} locale="en"
      ><cabinet-invoice-list tab=${tab}></cabinet-invoice-list
    ></cabinet-provider>`,
  );
  const list = part(provider.firstElementChild as Element, tag);
  await until(() => parts(list, rows).length > 0, 'rows');
  return list;
}

const bottom = () => scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' });

describe('an account that is longer than anybody reads', () => {
  beforeEach(() => setViewport({ width: 1280, height: 900 }));
  afterEach(() => clearFixture());

  it('has of its statement only the movements near the viewport on the page, the last ones too', async () => {
    const statement = await show('statement', 'cabinet-account-statement', '.movement');
    const shown = () => parts(statement, '.movement').map((row) => row.getAttribute('aria-rowindex'));
    expect(part(statement, '.movements').getAttribute('aria-rowcount')).to.equal(String(MANY + 4));
    expect(shown()[0]).to.equal('3');
    expect(shown().length).to.be.lessThan(200);
    // As high as if all were there, near enough.
    const { height } = part(statement, '.movements').getBoundingClientRect();
    expect(height).to.be.greaterThan(MANY * 30);
    await until(() => (bottom(), shown().includes(String(MANY + 2))), 'the last movement');
    await until(() => !shown().includes('3'), 'that the first one is let go');
    expect(shown().length).to.be.lessThan(200);
    expect(textOf(part(statement, `[aria-rowindex='${MANY + 2}']`))).to.contain(`N-${MANY - 1}`);
  });

  it('keeps a comment that is being written while other lines are read', async () => {
    const statement = await show('statement', 'cabinet-account-statement', '.movement');
    part(statement, "[aria-label^='Dispute']").click();
    const area = await until(() => parts<HTMLTextAreaElement>(statement, 'textarea')[0], 'the comment');
    area.value = 'One box was missing';
    area.dispatchEvent(new Event('input'));
    await until(() => (bottom(), parts(statement, `[aria-rowindex='${MANY + 2}']`).length > 0), 'the last movement');
    scrollTo({ top: 0, behavior: 'instant' });
    const again = await until(() => parts<HTMLTextAreaElement>(statement, 'textarea')[0], 'the comment again');
    expect(again.value).to.equal('One box was missing');
  });

  it('shows payments page by page without an end, and draws only those near the viewport', async () => {
    const list = await show('payments', 'cabinet-payment-list', '.payment');
    for (let pages = 1; pages <= 12; pages++) {
      const more = await until(() => parts<HTMLElement>(list, '.more button:not([aria-busy])')[0], 'the button');
      more.click();
      await until(() => parts(list, '[data-block]').length >= Math.ceil((pages * 50 + 50) / 40), 'another page');
    }
    await until(() => (bottom(), textOf(list.shadowRoot as unknown as Element).includes('P-649')), 'the last payment');
    await until(() => parts(list, '.payment').length < 250, 'that the others are let go');
    scrollTo({ top: 0, behavior: 'instant' });
    await until(() => textOf(list.shadowRoot as unknown as Element).includes('P-0'), 'the first payment again');
  });
});
