import { expect } from 'chai';
import { sendKeys } from '@web/test-runner-commands';
import { html } from 'lit';
import '../../../components/order-history/parts/define-reorder-dialog.ts';
import type { CabinetReorderDialog } from '../../../components/order-history/parts/reorder-dialog.ts';
import type { DemoProduct } from '../../../src/adapters/memory/index.ts';
import { listOrders } from '../../../src/contract/orders/list.ts';
import { getOrder } from '../../../src/contract/orders/order.ts';
import { axeViolations } from '../../helpers/axe.ts';
import { endCabinets, testCabinet, type TestCabinet, type TestCabinetOptions } from '../../helpers/cabinet.ts';
import { nextEvent } from '../../helpers/event.ts';
import { clearFixture } from '../../helpers/fixture.ts';
import { button, isFocused, part, parts, textOf } from '../../helpers/shadow.ts';
import { until } from '../../helpers/until.ts';
import { setViewport } from '../../helpers/viewport.ts';

/** The newest orders that may be repeated. */
async function newestIds(cabinet: TestCabinet, count: number): Promise<string[]> {
  const { items } = await cabinet.client.query(listOrders, { limit: 50 });
  return items
    .filter(({ allowedActions }) => allowedActions.includes('reorder'))
    .slice(0, count)
    .map(({ id }) => id);
}

interface Opened {
  cabinet: TestCabinet;
  dialog: CabinetReorderDialog;
  orderIds: string[];
}

async function open(options: TestCabinetOptions & { orders?: number; orderIds?: string[] } = {}): Promise<Opened> {
  const { orders = 3, orderIds: given, ...cabinetOptions } = options;
  const cabinet = testCabinet(cabinetOptions);
  const orderIds = given ?? (await newestIds(cabinet, orders));
  const dialog = await show(cabinet, orderIds);
  return { cabinet, dialog, orderIds };
}

async function show(cabinet: TestCabinet, orderIds: string[]): Promise<CabinetReorderDialog> {
  const dialog = await cabinet.show<CabinetReorderDialog>(
    html`<cabinet-reorder-dialog .orderIds=${orderIds}></cabinet-reorder-dialog>`,
  );
  return dialog;
}

const settled = async (dialog: CabinetReorderDialog): Promise<void> => {
  await until(() => confirmButton(dialog) && !confirmButton(dialog)?.ariaDisabled, 'the terms');
  await dialog.updateComplete;
};
const confirmButton = (dialog: CabinetReorderDialog): HTMLButtonElement | undefined =>
  parts<HTMLButtonElement>(dialog, '.dialog-footer .primary')[0];
const lines = (dialog: CabinetReorderDialog): HTMLElement[] => parts(dialog, '.line');
const lineOf = (dialog: CabinetReorderDialog, word: string): HTMLElement => {
  const line = lines(dialog).find((candidate) => textOf(candidate).includes(word));
  if (!line) throw new Error(`No line says ${word}`);
  return line;
};
const quantityIn = (line: HTMLElement): HTMLInputElement => {
  const input = line.querySelector<HTMLInputElement>('.stepper input');
  if (!input) throw new Error('The line has no quantity');
  return input;
};
const type = (input: HTMLInputElement | HTMLTextAreaElement, text: string): void => {
  input.value = text;
  input.dispatchEvent(new Event('input', { bubbles: true }));
};
const total = (dialog: CabinetReorderDialog): string => textOf(part(dialog, '.sums strong'));
/** A line that can be ordered as before: nothing about it differs. */
const plainLine = (dialog: CabinetReorderDialog): HTMLElement => {
  const line = lines(dialog).find((candidate) => candidate.querySelectorAll('.badge').length === 0);
  if (!line) throw new Error('Every line differs');
  return line;
};
const product = ({ company }: TestCabinet, title: string): DemoProduct => {
  const found = company.products.find((candidate) => candidate.title === title);
  if (!found) throw new Error(`No product ${title}`);
  return found;
};
const titleOf = (line: HTMLElement): string => textOf(line.querySelector('.line-title'));

describe('<cabinet-reorder-dialog>', () => {
  afterEach(() => {
    clearFixture();
    endCabinets();
    sessionStorage.clear();
  });

  describe('preview', () => {
    it('says for each line how it differs, in words, with both prices', async () => {
      const { dialog } = await open();
      await settled(dialog);
      const up = lineOf(dialog, 'Price up');
      expect(textOf(up)).to.match(/Price then €[\d.]+, .*price now €[\d.]+/);
      expect(up.querySelector('.badge svg') !== null).to.equal(true);
      expect(textOf(lineOf(dialog, 'available'))).to.match(/\d+ of \d+ available/);
      expect(quantityIn(lineOf(dialog, 'Out of stock')).value).to.equal('0');
      expect(textOf(lineOf(dialog, 'No longer sold'))).to.contain('replacement');
      expect(textOf(part(dialog, '.summary'))).to.match(/\d+ items differ from last time/);
    });

    it('can be read in a low window, such as one magnified four times', async () => {
      await setViewport({ width: 320, height: 256 });
      const { dialog } = await open();
      await settled(dialog);
      const line = lines(dialog)[0] ?? expect.fail('no line');
      line.scrollIntoView({ block: 'start' });
      const { left, top } = line.getBoundingClientRect();
      for (const below of [10, 60, 110]) {
        const seen = dialog.shadowRoot?.elementFromPoint(left + 30, top + below);
        expect(seen?.closest('.lines, .dialog-content') !== null, `${below} px below`).to.equal(true);
      }
      await setViewport({ width: 1280, height: 800 });
    });

    it('says what the new order costs, and what follows', async () => {
      const { dialog } = await open();
      await settled(dialog);
      expect(textOf(confirmButton(dialog))).to.equal(`Place order for ${total(dialog)}`);
      expect(textOf(part(dialog, '.ending'))).to.match(/The invoice goes to \S+@\S+\.example at once/);
      expect(textOf(part(dialog, '.sums'))).to.match(/Last time €[\d,.]+/);
    });

    it('keeps its place while it checks prices, and names itself', async () => {
      const cabinet = testCabinet();
      const orderIds = await newestIds(cabinet, 1);
      const release = cabinet.faults.hold('orders.previewReorder');
      const dialog = await show(cabinet, orderIds);
      await until(() => parts(dialog, '.skeleton').length > 0, 'placeholders');
      expect(textOf(part(dialog, '[role=status]'))).to.contain('Checking prices and stock');
      expect(part(dialog, 'dialog').getAttribute('aria-labelledby')).to.equal(part(dialog, 'h2').id);
      release();
      await settled(dialog);
      expect(parts(dialog, '.skeleton').length).to.equal(0);
    });

    it('says why nothing can be ordered, and offers no way to', async () => {
      const { dialog } = await open({ orders: 1, ...nothingLeft() });
      await until(() => textOf(dialog).includes('Nothing of this can be ordered'), 'the reason');
      expect(confirmButton(dialog) === undefined).to.equal(true);
    });

    it('says what went wrong and asks again', async () => {
      const cabinet = testCabinet();
      const orderIds = await newestIds(cabinet, 1);
      cabinet.faults.before('orders.previewReorder', 'forbidden');
      const dialog = await show(cabinet, orderIds);
      const retry = await until(() => button(dialog, 'Try again'), 'a way to try again');
      expect(textOf(dialog)).to.contain('Prices and stock could not be checked');
      retry.click();
      await settled(dialog);
      expect(lines(dialog).length).to.be.greaterThan(0);
    });

    it('shows only what differs when asked to', async () => {
      const { dialog } = await open();
      await settled(dialog);
      const all = lines(dialog).length;
      part<HTMLInputElement>(dialog, '.only-changed input').click();
      await dialog.updateComplete;
      expect(lines(dialog).length).to.be.greaterThan(0);
      expect(lines(dialog).length).to.be.lessThan(all);
      expect(lines(dialog).every((line) => line.querySelector('.badge'))).to.equal(true);
    });
  });

  describe('changing lines', () => {
    it('takes a quantity with a comma or a dot, and asks what it costs', async () => {
      const { cabinet, dialog } = await open();
      await settled(dialog);
      const line = plainLine(dialog);
      for (const [typed, meant] of [
        ['2,5', 2.5],
        ['1.25', 1.25],
      ] as const) {
        const before = total(dialog);
        type(quantityIn(line), typed);
        await until(() => total(dialog) !== before, 'another total');
        await settled(dialog);
        const asked = cabinet.calls('orders.previewReorder').at(-1) as { lines: { quantity: number }[] };
        expect(asked.lines[0]?.quantity).to.equal(meant);
        expect(parts(dialog, '.just-changed, .footer-notice .banner').length).to.equal(0);
      }
    });

    it('says at the field what is wrong, keeps it, and does not order', async () => {
      const { cabinet, dialog } = await open();
      await settled(dialog);
      const line = plainLine(dialog);
      const input = quantityIn(line);
      for (const [typed, word] of [
        ['a dozen', 'Enter a number'],
        ['-1', 'cannot be below 0'],
        ['1.23456', 'three digits'],
        ['9999999999999', 'more than can be ordered'],
      ] as const) {
        type(input, typed);
        await dialog.updateComplete;
        expect(textOf(line.querySelector('.field-error'))).to.contain(word);
        expect(input.value).to.equal(typed);
        expect(input.getAttribute('aria-invalid')).to.equal('true');
        expect(input.getAttribute('aria-describedby')).to.contain(line.querySelector('.field-error')?.id);
      }
      confirmButton(dialog)?.click();
      await until(() => dialog.shadowRoot?.activeElement === input, 'the focus at the fault');
      expect(cabinet.calls('orders.reorder')).to.have.length(0);
    });

    it('says how much there is when more is wanted', async () => {
      const { dialog } = await open();
      await settled(dialog);
      const line = lineOf(dialog, 'available');
      const [available] = /\d+(?= of)/.exec(textOf(line)) ?? [];
      type(quantityIn(line), '9999');
      await dialog.updateComplete;
      expect(textOf(line.querySelector('.field-error'))).to.contain(`At most ${available} available`);
      expect(button(dialog, `More: ${titleOf(line)}`)?.ariaDisabled).to.equal('true');
    });

    it('steps, and leaves out at 0', async () => {
      const { cabinet, dialog } = await open();
      await settled(dialog);
      const line = plainLine(dialog);
      const input = quantityIn(line);
      const before = Number(input.value);
      button(dialog, `More: ${titleOf(line)}`)?.click();
      await dialog.updateComplete;
      expect(input.value).to.equal(String(before + 1));
      type(input, '0');
      await until(() => textOf(line).includes('Left out'), 'the word');
      await until(() => textOf(line.querySelector('.line-total')) === '', 'no sum');
      await settled(dialog);
      confirmButton(dialog)?.click();
      await until(() => textOf(part(dialog, 'h2')).includes('is placed'), 'the new order');
      const [sent] = cabinet.calls('orders.reorder') as { lines: { quantity: number }[] }[];
      expect(sent?.lines).to.have.length(1);
      expect(sent?.lines[0]?.quantity).to.equal(0);
    });

    it('keeps the text of a field while it is typed', async () => {
      const { dialog } = await open();
      await settled(dialog);
      const input = quantityIn(plainLine(dialog));
      type(input, '1,');
      await dialog.updateComplete;
      expect(input.value).to.equal('1,');
      type(input, '1,50');
      input.dispatchEvent(new Event('change'));
      await dialog.updateComplete;
      expect(input.value).to.equal('1.5');
    });

    it('orders the chosen replacement', async () => {
      const { cabinet, dialog } = await open();
      await settled(dialog);
      const line = lineOf(dialog, 'No longer sold');
      const choices = [...line.querySelectorAll<HTMLInputElement>('.substitute input')];
      expect(choices[0]?.checked).to.equal(true);
      const choice = choices[1];
      choice?.click();
      await until(() => textOf(dialog).includes('Replaced'), 'the replacement');
      await settled(dialog);
      const replaced = lineOf(dialog, 'Replaced');
      expect(textOf(replaced)).to.contain('instead of');
      expect(Number(quantityIn(replaced).value)).to.be.greaterThan(0);
      confirmButton(dialog)?.click();
      await until(() => textOf(part(dialog, 'h2')).includes('is placed'), 'the new order');
      const [sent] = cabinet.calls('orders.reorder') as { lines: { productId?: string }[] }[];
      expect(sent?.lines[0]?.productId).to.equal(choice?.value);
    });

    it('keeps the old answer on screen when a new one does not come, and does not order on it', async () => {
      const { cabinet, dialog } = await open();
      await settled(dialog);
      const before = total(dialog);
      cabinet.faults.before('orders.previewReorder', 'forbidden');
      type(quantityIn(plainLine(dialog)), '3');
      const retry = await until(() => button(dialog, 'Try again'), 'a way to try again');
      expect(total(dialog)).to.equal(before);
      expect(confirmButton(dialog)?.ariaDisabled).to.equal('true');
      retry.click();
      await until(() => total(dialog) !== before, 'the new total');
    });

    it('holds 250 lines', async () => {
      const cabinet = testCabinet({ customerId: 'stern-canteens' });
      const ids = await newestIds(cabinet, 20);
      const dialog = await show(cabinet, ids);
      await settled(dialog);
      const count = (await Promise.all(ids.map((orderId) => cabinet.client.query(getOrder, { orderId })))).reduce(
        (sum, { lineCount }) => sum + lineCount,
        0,
      );
      expect(lines(dialog).length).to.equal(count);
      const before = total(dialog);
      const last =
        lines(dialog)
          .filter((line) => !line.querySelector('.badge'))
          .at(-1) ?? plainLine(dialog);
      type(quantityIn(last), '7');
      await until(() => total(dialog) !== before, 'another total');
    });
  });

  describe('placing the order', () => {
    it('tells the page before and after, and what was made', async () => {
      const { cabinet, dialog, orderIds } = await open();
      await settled(dialog);
      type(part<HTMLInputElement>(dialog, '#reference'), ' PO-77 ');
      const sum = total(dialog);
      const requested = nextEvent<CustomEvent<{ orderIds: string[] }>>(document, 'cabinet-reorder-requested');
      const created = nextEvent<CustomEvent<{ orderId: string; number: string }>>(document, 'cabinet-order-created');
      const done = nextEvent<CustomEvent<{ order: { id: string } }>>(dialog, 'done');
      confirmButton(dialog)?.click();
      expect((await requested).detail.orderIds).to.deep.equal(orderIds);
      const { orderId, number } = (await created).detail;
      expect((await done).detail.order.id).to.equal(orderId);
      await dialog.updateComplete;
      expect(textOf(part(dialog, 'h2'))).to.equal(`Order ${number} is placed`);
      expect(isFocused(part(dialog, 'h2'))).to.equal(true);
      expect(textOf(dialog)).to.match(/Invoice \S+ is on its way to \S+@\S+\.example/);
      expect(textOf(dialog)).to.contain(sum);
      const order = await cabinet.client.query(getOrder, { orderId });
      expect(order.customerReference).to.equal('PO-77');
    });

    it('sends nothing if the page cancels', async () => {
      const { cabinet, dialog } = await open();
      await settled(dialog);
      dialog.addEventListener('cabinet-reorder-requested', (event) => event.preventDefault(), { once: true });
      confirmButton(dialog)?.click();
      await dialog.updateComplete;
      expect(textOf(confirmButton(dialog))).to.match(/^Place order for/);
      expect(cabinet.calls('orders.reorder')).to.have.length(0);
      confirmButton(dialog)?.click();
      await until(() => textOf(part(dialog, 'h2')).includes('is placed'), 'the new order');
    });

    it('sends once however often it is pressed', async () => {
      const { cabinet, dialog } = await open();
      await settled(dialog);
      const release = cabinet.faults.hold('orders.reorder');
      confirmButton(dialog)?.click();
      await until(() => textOf(confirmButton(dialog)) === 'Placing the order…', 'the button to say so');
      confirmButton(dialog)?.click();
      await sendKeys({ press: 'Escape' });
      expect(part<HTMLDialogElement>(dialog, 'dialog').open).to.equal(true);
      release();
      await until(() => textOf(part(dialog, 'h2')).includes('is placed'), 'the new order');
      expect(cabinet.calls('orders.reorder')).to.have.length(1);
    });

    it('offers the order, and closes', async () => {
      const { dialog } = await open();
      await settled(dialog);
      const created = nextEvent<CustomEvent<{ orderId: string }>>(document, 'cabinet-order-created');
      confirmButton(dialog)?.click();
      const { orderId } = (await created).detail;
      const opened = nextEvent<CustomEvent<{ orderId: string }>>(dialog, 'open-order');
      const closed = nextEvent(dialog, 'close');
      (await until(() => button(dialog, 'Open order'), 'the button')).click();
      expect((await opened).detail.orderId).to.equal(orderId);
      await closed;
      expect(parts(dialog, 'dialog').length).to.equal(0);
    });

    it('shows what changed meanwhile, loses nothing, and orders on the next press', async () => {
      const { cabinet, dialog } = await open();
      await settled(dialog);
      const line = plainLine(dialog);
      const title = titleOf(line);
      type(
        quantityIn(lines(dialog).filter((other) => other !== line && quantityIn(other).value !== '0')[0] ?? line),
        '1',
      );
      type(part<HTMLTextAreaElement>(dialog, '#note'), 'Ring twice');
      await until(() => textOf(confirmButton(dialog)).startsWith('Updating'), 'the update');
      await settled(dialog);
      product(cabinet, title).price = '999.00';
      confirmButton(dialog)?.click();
      await until(() => textOf(dialog).includes('have just changed'), 'the notice');
      await settled(dialog);
      expect(textOf(lineOf(dialog, title)))
        .to.contain('Just changed')
        .and.to.contain('Price up')
        .and.to.contain('€999.00');
      expect(parts(dialog, '.just-changed').length).to.equal(1);
      expect(part<HTMLTextAreaElement>(dialog, '#note').value).to.equal('Ring twice');
      expect(await newestIds(cabinet, 1)).to.not.contain('cafe-amsel-61');
      confirmButton(dialog)?.click();
      await until(() => textOf(part(dialog, 'h2')).includes('is placed'), 'the new order');
      const sent = cabinet.calls('orders.reorder').at(-1) as { lines: unknown[]; note: string };
      expect(sent.lines).to.have.length(1);
      expect(sent.note).to.equal('Ring twice');
    });
  });

  describe('when the link fails', () => {
    it('makes no second order when the answer to the first was lost', async () => {
      const { cabinet, dialog, orderIds } = await open();
      await settled(dialog);
      const count = await orderCount(cabinet);
      cabinet.faults.after('orders.reorder', 'timeout', 'timeout', 'timeout', 'timeout');
      confirmButton(dialog)?.click();
      await until(() => textOf(dialog).includes('it will not be placed twice'), 'what we know');
      expect(quantityIn(plainLine(dialog)).disabled).to.equal(true);

      // The page is loaded anew, over the same backend, where it would cost more now.
      const sent = total(dialog);
      product(cabinet, titleOf(plainLine(dialog))).price = '999.00';
      const reloaded = testCabinet({ over: cabinet });
      const again = await show(reloaded, orderIds);
      await until(() => textOf(again).includes('it will not be placed twice'), 'what we know, after the reload');
      expect(total(again)).to.equal(sent);
      (await until(() => button(again, 'Try again'), 'a way to try again')).click();
      await until(() => textOf(part(again, 'h2')).includes('is placed'), 'the new order');
      expect(await orderCount(reloaded)).to.equal(count + 1);
    });

    it('lets the customer start over', async () => {
      const { cabinet, dialog } = await open();
      await settled(dialog);
      cabinet.faults.before('orders.reorder', 'unavailable', 'unavailable', 'unavailable', 'unavailable');
      confirmButton(dialog)?.click();
      (await until(() => button(dialog, 'Start over'), 'a way out')).click();
      await until(() => textOf(confirmButton(dialog)).startsWith('Place order'), 'the beginning');
      expect(quantityIn(plainLine(dialog)).disabled).to.equal(false);
    });

    it('says that nothing was ordered when the backend refuses', async () => {
      const { cabinet, dialog } = await open();
      await settled(dialog);
      cabinet.faults.before('orders.reorder', 'forbidden');
      confirmButton(dialog)?.click();
      await until(() => textOf(part(dialog, '.footer-notice')).includes('Nothing was ordered'), 'the refusal');
      confirmButton(dialog)?.click();
      await until(() => textOf(part(dialog, 'h2')).includes('is placed'), 'the new order');
    });

    it('steps aside for the login and comes back with everything entered', async () => {
      const { cabinet, dialog } = await open();
      await settled(dialog);
      type(part<HTMLTextAreaElement>(dialog, '#note'), 'Ring twice');
      cabinet.faults.before('orders.reorder', 'unauthenticated');
      confirmButton(dialog)?.click();
      await until(() => textOf(dialog).includes('everything you entered is kept'), 'the reason');
      const asked = nextEvent<CustomEvent<{ renew: () => Promise<void> }>>(document, 'cabinet-sign-in-requested');
      dialog.addEventListener('cabinet-sign-in-requested', (event) => event.preventDefault(), { once: true });
      (await until(() => button(dialog, 'Sign in'), 'the way to the login')).click();
      const { renew } = (await asked).detail;
      await until(() => parts(dialog, 'dialog').length === 0, 'the dialog to step aside');
      await renew();
      await until(() => parts<HTMLDialogElement>(dialog, 'dialog')[0]?.open, 'the dialog to come back');
      await settled(dialog);
      expect(part<HTMLTextAreaElement>(dialog, '#note').value).to.equal('Ring twice');
      confirmButton(dialog)?.click();
      await until(() => textOf(part(dialog, 'h2')).includes('is placed'), 'the new order');
    });
  });

  describe('what was entered', () => {
    it('is there again after closing and after a reload', async () => {
      const { cabinet, dialog, orderIds } = await open();
      await settled(dialog);
      const title = titleOf(plainLine(dialog));
      type(quantityIn(plainLine(dialog)), '3');
      type(part<HTMLInputElement>(dialog, '#reference'), 'PO-78');
      const closed = nextEvent(dialog, 'close');
      await sendKeys({ press: 'Escape' });
      await closed;
      const again = await show(testCabinet({ over: cabinet }), orderIds);
      await until(() => textOf(again).includes('Your changes from before are still here'), 'the note');
      expect(quantityIn(lineOf(again, title)).value).to.equal('3');
      expect(part<HTMLInputElement>(again, '#reference').value).to.equal('PO-78');
      button(again, 'Undo my changes')?.click();
      await until(() => part<HTMLInputElement>(again, '#reference').value === '', 'the beginning');
      await settled(again);
      expect(quantityIn(lineOf(again, title)).value).to.not.equal('3');
    });

    it('is not shown to somebody else', async () => {
      const { cabinet, dialog, orderIds } = await open();
      await settled(dialog);
      type(part<HTMLInputElement>(dialog, '#reference'), 'PO-79');
      endCabinets();
      const other = await show(testCabinet({ company: cabinet.company, personId: 'cafe-amsel-jonas' }), orderIds);
      await settled(other);
      expect(part<HTMLInputElement>(other, '#reference').value).to.equal('');
      expect(JSON.stringify(sessionStorage)).to.not.contain('PO-79');
    });

    it('is forgotten when it was ordered, and when somebody signs out', async () => {
      const { cabinet, dialog, orderIds } = await open();
      await settled(dialog);
      type(part<HTMLInputElement>(dialog, '#reference'), 'PO-80');
      expect(JSON.stringify(sessionStorage)).to.contain('PO-80');
      confirmButton(dialog)?.click();
      await until(() => textOf(part(dialog, 'h2')).includes('is placed'), 'the new order');
      expect(JSON.stringify(sessionStorage)).to.not.contain('PO-80');

      const again = await show(testCabinet({ over: cabinet }), orderIds);
      await settled(again);
      type(part<HTMLInputElement>(again, '#reference'), 'PO-81');
      expect(JSON.stringify(sessionStorage)).to.contain('PO-81');
      await cabinet.client.signOut();
      expect(JSON.stringify(sessionStorage)).to.not.contain('PO-81');
    });
  });

  describe('for everybody', () => {
    it('works by keyboard alone and gives the focus back', async () => {
      const cabinet = testCabinet();
      const [orderId = ''] = await newestIds(cabinet, 1);
      const page = await cabinet.show<HTMLElement>(
        html`<div><button id="opener">Repeat</button><cabinet-reorder-dialog></cabinet-reorder-dialog></div>`,
      );
      const opener = page.querySelector<HTMLButtonElement>('#opener');
      const dialog = page.querySelector('cabinet-reorder-dialog');
      if (!opener || !dialog) throw new Error('The page is not there');
      opener.addEventListener('click', () => (dialog.orderIds = [orderId]));
      opener.focus();
      await sendKeys({ press: 'Enter' });
      await settled(dialog);
      expect(isFocused(part(dialog, 'h2'))).to.equal(true);
      for (let i = 0; i < 80 && dialog.shadowRoot?.activeElement !== confirmButton(dialog); i++) {
        await sendKeys({ press: 'Tab' });
      }
      expect(isFocused(confirmButton(dialog))).to.equal(true);
      await sendKeys({ press: 'Enter' });
      await until(() => textOf(part(dialog, 'h2')).includes('is placed'), 'the new order');
      const closed = nextEvent(dialog, 'close');
      await sendKeys({ press: 'Escape' });
      await closed;
      expect(isFocused(opener)).to.equal(true);
    });

    it('steps a quantity by the arrow keys', async () => {
      const { dialog } = await open();
      await settled(dialog);
      const input = quantityIn(plainLine(dialog));
      const before = Number(input.value);
      input.focus();
      await sendKeys({ press: 'ArrowUp' });
      await dialog.updateComplete;
      expect(input.value).to.equal(String(before + 1));
      expect(isFocused(input)).to.equal(true);
    });

    for (const locale of ['en', 'ru'] as const) {
      it(`axe finds nothing (${locale})`, async () => {
        const { dialog } = await open({ locale });
        await settled(dialog);
        expect(await axeViolations(dialog)).to.deep.equal([]);
        confirmButton(dialog)?.click();
        await until(() => parts(dialog, '.success').length, 'the new order');
        expect(await axeViolations(dialog)).to.deep.equal([]);
      });
    }

    it('speaks Russian', async () => {
      const { dialog } = await open({ locale: 'ru' });
      await settled(dialog);
      expect(textOf(part(dialog, 'h2'))).to.equal('Повтор 3 заказов');
      expect(textOf(confirmButton(dialog))).to.match(/^Заказать на [\d\s]+,\d\d ₽$/);
      expect(textOf(part(dialog, '.summary'))).to.match(/позици[яийе]+ отлича/);
      type(quantityIn(plainLine(dialog)), 'десять');
      await dialog.updateComplete;
      expect(textOf(dialog)).to.contain('Введите число, например 12 или 2,5.');
    });
  });
});

async function orderCount({ client, adapter }: TestCabinet): Promise<number> {
  const page = await adapter.call(listOrders, { limit: 1 }, { locale: client.locale });
  return page.total ?? Number.NaN;
}

/** A company that has nothing left to sell. */
function nothingLeft(): TestCabinetOptions {
  const { company } = testCabinet();
  for (const one of company.products) Object.assign(one, { stock: 0, substitutes: [] });
  return { company };
}
