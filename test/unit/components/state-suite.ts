import { expect } from 'chai';
import { html as staticHtml, unsafeStatic } from 'lit/static-html.js';
import type { CabinetElement } from '../../../components/shared/cabinet-element.ts';
import { axeViolations } from '../../helpers/axe.ts';
import { endCabinets, testCabinet, type TestCabinet, type TestCabinetOptions } from '../../helpers/cabinet.ts';
import { nextEvent } from '../../helpers/event.ts';
import { clearFixture } from '../../helpers/fixture.ts';
import { button, part, parts, textOf } from '../../helpers/shadow.ts';
import { until } from '../../helpers/until.ts';

/** What a widget shows in its states; everything else is the same for all widgets. */
export interface StateFixtures {
  /** The operation without whose answer there is nothing to show. */
  operation: string;
  /** What every cabinet of it has. */
  cabinet?: () => TestCabinetOptions;
  /** A cabinet whose customer has nothing of it; absent: there is always something. */
  empty?: TestCabinetOptions;
  /** Matches each piece of content. */
  content: string;
  /** Words that only the content, or the state, of that language has. */
  words: { empty?: string; heading: { en: string; ru: string } };
}

/** The states that every widget draws, and what it must survive. */
export function stateSuite(tag: string, fixtures: StateFixtures): void {
  const { operation, empty, content, words, cabinet: usual = () => ({}) } = fixtures;
  const name = unsafeStatic(tag);
  const show = (cabinet: TestCabinet): Promise<CabinetElement> =>
    cabinet.show<CabinetElement>(staticHtml`<${name}></${name}>`);
  const shown = (element: Element): Promise<HTMLElement[]> =>
    until(() => {
      const found = parts(element, content);
      return found.length > 0 && found;
    }, 'content');
  const panel = (element: Element, kind: string): Promise<HTMLElement> =>
    until(() => parts(element, `[part~='state-${kind}']`)[0], `the panel ${kind}`);

  describe(`${tag}: states`, () => {
    afterEach(() => {
      clearFixture();
      endCabinets();
    });

    it('shows placeholders while it loads, then content', async () => {
      const cabinet = testCabinet(usual());
      const release = cabinet.faults.hold(operation);
      const element = await show(cabinet);
      await until(() => parts(element, '.skeleton').length > 0, 'placeholders');
      expect(element.matches(':state(loading)')).to.equal(true);
      expect(parts(element, content)).to.have.length(0);
      release();
      await shown(element);
      expect(element.matches(':state(content)')).to.equal(true);
      expect(element.matches(':state(loading)')).to.equal(false);
      expect(parts(element, '.skeleton')).to.have.length(0);
    });

    if (empty) {
      it('says what will be there when there is nothing yet', async () => {
        const element = await show(testCabinet(empty));
        expect(textOf(await panel(element, 'empty'))).to.contain(words.empty);
        expect(element.matches(':state(empty)')).to.equal(true);
      });
    }

    it('says what failed, and succeeds on trying again', async () => {
      const cabinet = testCabinet(usual());
      cabinet.faults.before(operation, 'unavailable');
      const element = await show(cabinet);
      const error = await panel(element, 'error');
      expect(error.getAttribute('role')).to.equal('alert');
      expect(element.matches(':state(error)')).to.equal(true);
      button(element, 'Try again')?.click();
      await shown(element);
    });

    it('asks to sign in, lets the page do it, and goes on', async () => {
      const cabinet = testCabinet(usual());
      cabinet.faults.before(operation, 'unauthenticated');
      cabinet.faults.before('session.get', 'unauthenticated');
      const element = await show(cabinet);
      await panel(element, 'unauthenticated');
      const asked = nextEvent<HTMLElementEventMap['cabinet-sign-in-requested']>(document, 'cabinet-sign-in-requested');
      document.addEventListener('cabinet-sign-in-requested', (event) => event.preventDefault(), { once: true });
      button(element, 'Sign in')?.click();
      await (await asked).detail.renew();
      await shown(element);
    });

    it('says so where the backend does not offer it', async () => {
      const element = await show(testCabinet({ ...usual(), without: [operation] }));
      expect(textOf(await panel(element, 'unsupported'))).to.contain('does not offer');
      expect(button(element, 'Try again')).to.equal(undefined);
    });

    it('shows the same whether it is upgraded with or before its provider', async () => {
      const cabinet = testCabinet(usual());
      const early = document.createElement(tag);
      document.body.append(early);
      const element = await cabinet.show(staticHtml`<div></div>`);
      element.append(early);
      await shown(early);
    });

    it('may be taken off the page in the middle of loading, and put back', async () => {
      const cabinet = testCabinet(usual());
      const release = cabinet.faults.hold(operation);
      const element = await show(cabinet);
      const parent = element.parentElement;
      element.remove();
      release();
      expect(parts(element, content)).to.have.length(0);
      parent?.append(element);
      await shown(element);
    });

    it('changes its language when the provider does', async () => {
      const element = await show(testCabinet(usual()));
      await shown(element);
      expect(textOf(part(element, "[part='heading']"))).to.equal(words.heading.en);
      (element.parentElement as unknown as { locale: string }).locale = 'ru';
      await until(() => textOf(part(element, "[part='heading']")) === words.heading.ru, 'the Russian heading');
    });

    it('passes axe in each state', async () => {
      const cabinet = testCabinet(usual());
      cabinet.faults.before(operation, 'unavailable');
      const failed = await show(cabinet);
      await panel(failed, 'error');
      expect(await axeViolations(failed)).to.deep.equal([]);
      button(failed, 'Try again')?.click();
      await shown(failed);
      expect(await axeViolations(failed)).to.deep.equal([]);
      if (!empty) return;
      const bare = await show(testCabinet(empty));
      await panel(bare, 'empty');
      expect(await axeViolations(bare)).to.deep.equal([]);
    });
  });
}
