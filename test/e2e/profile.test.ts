import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import { axeViolations } from './helpers/axe.ts';
import { launch, visit } from './helpers/browser.ts';
import { startServer, type RunningServer } from './helpers/server.ts';
import { overflow, signIn } from './helpers/shop.ts';

/** Puts the profile on the account page, as its owner would, and waits for a section. */
async function showProfile(page: Page, section: string): Promise<Locator> {
  await page.evaluate((name) => {
    const settings = document.createElement('cabinet-profile-settings');
    settings.setAttribute('section', name);
    document.querySelector('.cabinet')?.replaceChildren(settings);
  }, section);
  const shown = page.locator(`cabinet-profile-${section}`);
  await shown.locator('.card:not(.skeletons)').first().waitFor();
  return shown;
}

describe('profile', () => {
  let server: RunningServer;
  let browser: Browser;
  before(async () => {
    [server, browser] = await Promise.all([startServer(), launch()]);
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  test('edited in two tabs: nothing is overwritten, the person chooses', () =>
    visit(browser, { origin: server.origin, expected: [/412/] }, async ({ page, newTab }) => {
      await signIn(page, 'nordwind', 'cosima');
      const first = await showProfile(page, 'person');
      const other = await newTab();
      await other.goto('/demo/nordwind/account');
      const second = await showProfile(other, 'person');

      await second.getByLabel('Job title').fill('Barista');
      await first.getByLabel('Job title').fill('Roaster');
      await first.getByRole('button', { name: 'Save' }).click();
      await first.getByText('Saved', { exact: true }).first().waitFor();

      // The other tab hears of it by the stream, or at the latest when it saves.
      await second.getByRole('heading', { name: 'Changed by someone else meanwhile' }).waitFor();
      await second.getByRole('button', { name: /^Theirs.*Roaster$/ }).waitFor();
      await second.getByRole('button', { name: /^Yours.*Barista$/ }).click();
      await second.getByRole('button', { name: 'Save' }).click();
      await second.getByText('Saved', { exact: true }).first().waitFor();
      await page.reload();
      const again = await showProfile(page, 'person');
      assert.equal(await again.getByLabel('Job title').inputValue(), 'Barista');
    }));

  test('a locked ИНН is changed by request, with a paper', () =>
    visit(browser, { origin: server.origin }, async ({ page }) => {
      await signIn(page, 'severny', 'zoya');
      const company = await showProfile(page, 'company');
      const taxId = company.locator('form').first().getByLabel('ИНН');
      assert.equal(await taxId.getAttribute('readonly'), '');
      await company.getByRole('button', { name: 'Заявка на изменение' }).click();
      const dialog = company.getByRole('dialog');
      await dialog.getByLabel('ИНН').fill('0000000019');
      await dialog.getByRole('button', { name: 'Отправить заявку' }).click();
      await dialog.getByText('Не сходится контрольное число').waitFor();
      await dialog.getByLabel('ИНН').fill('00-0000-0025');
      await dialog.locator('input[type="file"]').setInputFiles({
        name: 'extract.pdf',
        mimeType: 'application/pdf',
        buffer: Buffer.from('%PDF-1.4\n%%EOF\n'),
      });
      await dialog.getByRole('button', { name: 'Отправить заявку' }).click();
      await dialog.waitFor({ state: 'detached' });
      const request = company.locator('[data-request]').first();
      await request.getByText('На проверке').waitFor();
      assert.match((await request.textContent()) ?? '', /0000000025.*extract\.pdf/s);
    }));

  for (const width of [360, 1280]) {
    test(`every section fits and passes axe at ${width} px`, () =>
      visit(browser, { origin: server.origin, viewport: { width, height: 900 }, bypassCSP: true }, async ({ page }) => {
        await signIn(page, 'severny', 'galina');
        for (const section of ['person', 'company', 'addresses', 'colleagues', 'notifications', 'security']) {
          await showProfile(page, section);
          assert.equal(await overflow(page), 0, section);
          assert.deepEqual(await axeViolations(page), [], section);
        }
      }));
  }
});
