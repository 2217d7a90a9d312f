import { expect } from 'chai';
import { html } from 'lit';
import '../../../components/invoice-list/define.ts';
import type { CabinetInvoiceList } from '../../../components/invoice-list/invoice-list.ts';
import { getStatement, respondToMovement, type Movement } from '../../../src/contract/statements/index.ts';
import { axeViolations } from '../../helpers/axe.ts';
import { setClock } from '../../helpers/clock.ts';
import { NOW, endCabinets, testCabinet, type TestCabinet, type TestCabinetOptions } from '../../helpers/cabinet.ts';
import { clearFixture } from '../../helpers/fixture.ts';
import { button, isFocused, part, parts, textOf } from '../../helpers/shadow.ts';
import { until } from '../../helpers/until.ts';
import { setViewport } from '../../helpers/viewport.ts';

const movementsOf = (statement: Element): HTMLElement[] => parts(statement, '.movement');

async function showStatement(
  options: TestCabinetOptions = {},
): Promise<{ cabinet: TestCabinet; statement: HTMLElement }> {
  const cabinet = testCabinet(options);
  const list = await cabinet.show<CabinetInvoiceList>(
    html`<cabinet-invoice-list tab="statement"></cabinet-invoice-list>`,
  );
  const statement = await until(() => parts(list, 'cabinet-account-statement')[0], 'the statement');
  await until(() => movementsOf(statement).length > 0, 'movements');
  return { cabinet, statement };
}

/** What the backend says to the period that was asked for last. */
async function movements({ adapter, calls }: TestCabinet): Promise<Movement[]> {
  const period = calls('statements.get').at(-1) as { from: string; to: string };
  return (await adapter.call(getStatement, period, {})).movements;
}

function type(statement: Element, text: string): void {
  const area = part<HTMLTextAreaElement>(statement, 'textarea');
  area.value = text;
  area.dispatchEvent(new Event('input'));
}

describe('the statement of account', () => {
  let resetClock: () => void;
  beforeEach(async () => {
    await setViewport({ width: 1280, height: 900 });
    resetClock = setClock(NOW);
  });
  afterEach(() => {
    resetClock();
    clearFixture();
    endCabinets();
    sessionStorage.clear();
  });

  it('shows balances and movements as the backend counts them, and another period', async () => {
    const { cabinet, statement } = await showStatement();
    const shown = await movements(cabinet);
    expect(movementsOf(statement)).to.have.length(shown.length);
    expect(textOf(part(statement, '.turnover'))).to.contain('€');
    expect(parts(statement, '.balance-row')).to.have.length(2);
    const select = part<HTMLSelectElement>(statement, 'select');
    select.value = 'lastYear';
    select.dispatchEvent(new Event('change'));
    await until(() => {
      const { from, to } = cabinet.calls('statements.get').at(-1) as { from: string; to: string };
      return from.endsWith('-01-01') && to.endsWith('-12-31');
    }, 'last year');
  });

  it('refuses a period that is turned round, at its field, without asking', async () => {
    const { cabinet, statement } = await showStatement();
    const select = part<HTMLSelectElement>(statement, 'select');
    select.value = 'custom';
    select.dispatchEvent(new Event('change'));
    const from = await until(() => parts<HTMLInputElement>(statement, '#from')[0], 'the first day');
    const before = cabinet.calls('statements.get').length;
    from.value = '2030-01-01';
    from.dispatchEvent(new Event('change'));
    await until(() => textOf(parts(statement, '#from-error')[0]).includes('after the last one'), 'the fault');
    expect(cabinet.calls('statements.get')).to.have.length(before);
  });

  it('says that the backend does not give a period, instead of showing another', async () => {
    const { cabinet, statement } = await showStatement();
    cabinet.faults.before('statements.get', 'invalid');
    const select = part<HTMLSelectElement>(statement, 'select');
    select.value = 'lastYear';
    select.dispatchEvent(new Event('change'));
    await until(() => textOf(parts(statement, '.state-panel')[0]).includes('refused'), 'the words');
    expect(movementsOf(statement)).to.have.length(0);
    select.value = 'quarter';
    select.dispatchEvent(new Event('change'));
    await until(() => movementsOf(statement).length > 0, 'the other period');
  });

  it('agrees to a line, and disputes another with a comment that survives giving up', async () => {
    const { cabinet, statement } = await showStatement();
    const [first, second] = movementsOf(statement);
    const press = (row: Element | undefined, word: string): void =>
      [...(row?.querySelectorAll('button') ?? [])].find((each) => textOf(each) === word)?.click();
    press(first, 'Agree');
    await until(() => textOf(movementsOf(statement)[0]).includes('Agreed'), 'agreed');
    press(second, 'Dispute');
    await until(() => parts(statement, 'textarea')[0], 'the comment');
    button(statement, 'Send')?.click();
    await until(() => textOf(statement).includes('Say what is wrong'), 'the missing comment');
    type(statement, 'It came a week later.');
    button(statement, 'Cancel')?.click();
    await until(() => parts(statement, 'textarea').length === 0, 'given up');
    press(movementsOf(statement)[1], 'Dispute');
    const kept = await until(() => parts<HTMLTextAreaElement>(statement, 'textarea')[0], 'the comment again');
    expect(kept.value).to.equal('It came a week later.');
    cabinet.faults.before('statements.respond', 'unavailable');
    button(statement, 'Send')?.click();
    await until(() => textOf(statement).includes('That was not accepted'), 'the failure');
    expect(part<HTMLTextAreaElement>(statement, 'textarea').value).to.equal('It came a week later.');
    button(statement, 'Send')?.click();
    await until(() => textOf(movementsOf(statement)[1]).includes('Disputed'), 'disputed');
    await until(() => isFocused(movementsOf(statement)[1]?.querySelector('[data-change]')), 'the focus on the line');
    const said = await movements(cabinet);
    expect(said[0]?.response?.state).to.equal('agreed');
    expect(said[1]?.response).to.deep.include({ state: 'disputed', comment: 'It came a week later.' });
    expect(button(statement, 'Agree to the statement')?.disabled).to.equal(true);
  });

  it('agrees to exactly what was shown: what has changed meanwhile is shown first', async () => {
    const { cabinet, statement } = await showStatement();
    const [movement] = await movements(cabinet);
    await cabinet.adapter.call(
      respondToMovement,
      { movementId: movement?.id ?? '', response: 'agree' },
      { idempotencyKey: 'elsewhere' },
    );
    button(statement, 'Agree to the statement')?.click();
    await until(() => textOf(statement).includes('has changed meanwhile'), 'the conflict');
    await until(() => textOf(movementsOf(statement)[0]).includes('Agreed'), 'the new state');
    button(statement, 'Agree to the statement')?.click();
    await until(() => textOf(parts(statement, '.agreement')[0]).includes('by Cosima Amsel'), 'the agreement');
    expect(parts(statement, '.response .button')).to.have.length(0);
  });

  it('hides from a viewer what only bookkeepers may do', async () => {
    const { statement } = await showStatement({ personId: 'cafe-amsel-mia' });
    expect(parts(statement, '.response .button')).to.have.length(0);
    expect(button(statement, 'Agree to the statement')).to.equal(undefined);
    await until(() => button(statement, 'Download as PDF'), 'the download');
  });

  it('passes axe, wide and narrow', async () => {
    const { statement } = await showStatement();
    expect(await axeViolations(statement)).to.deep.equal([]);
    await setViewport({ width: 360, height: 740 });
    expect(await axeViolations(statement)).to.deep.equal([]);
  });
});
