import { emulateMedia } from '@web/test-runner-commands';
import { expect } from 'chai';
import { html } from 'lit';
import type { CabinetProfileSettings } from '../../../../components/profile-settings/profile-settings.ts';
import { listAddresses } from '../../../../src/contract/company/addresses.ts';
import { listMembers } from '../../../../src/contract/company/members.ts';
import { allOperations } from '../../../../src/contract/operations.ts';
import { getNotificationPreferences } from '../../../../src/contract/profile/notifications.ts';
import { getAccountDeletion } from '../../../../src/contract/profile/privacy.ts';
import { listActiveSessions } from '../../../../src/contract/profile/security.ts';
import { axeViolations } from '../../../helpers/axe.ts';
import { endCabinets, testCabinet } from '../../../helpers/cabinet.ts';
import { skipUnless } from '../../../helpers/engine.ts';
import { nextEvent } from '../../../helpers/event.ts';
import { clearFixture } from '../../../helpers/fixture.ts';
import { button, hasButton, isFocused, part, parts, textOf } from '../../../helpers/shadow.ts';
import { until } from '../../../helpers/until.ts';
import { setViewport } from '../../../helpers/viewport.ts';
import { closed, errorAt, fieldOf, open, press, says, sectionOf, type } from './helpers.ts';

const names = (settings: Element): string[] =>
  parts(settings, 'nav button').map((each) => each.dataset['section'] ?? '');

describe('cabinet-profile-settings', () => {
  beforeEach(() => setViewport({ width: 1280, height: 800 }));
  afterEach(() => {
    clearFixture();
    endCabinets();
    sessionStorage.clear();
    history.replaceState(null, '', location.pathname);
  });

  describe('frame', () => {
    it('shows the sections that the backend has, and the first of them', async () => {
      const cabinet = testCabinet({ without: ['profile.get', 'members.list'] });
      const settings = await cabinet.show(html`<cabinet-profile-settings></cabinet-profile-settings>`);
      await sectionOf(settings, 'company');
      expect(names(settings)).to.deep.equal(['company', 'addresses', 'notifications', 'security']);
    });

    it('says so where the backend has nothing of it', async () => {
      const without = allOperations()
        .map(({ id }) => id)
        .filter((id) => !/^(session|capabilities)\./.test(id));
      const cabinet = testCabinet({ without });
      const settings = await cabinet.show(html`<cabinet-profile-settings></cabinet-profile-settings>`);
      await until(() => textOf(settings).includes('Nothing to set here'), 'the panel');
    });

    it('asks to sign in when nobody is, and goes on afterwards', async () => {
      const cabinet = testCabinet();
      cabinet.faults.before('session.get', 'unauthenticated');
      const settings = await cabinet.show(html`<cabinet-profile-settings></cabinet-profile-settings>`);
      await until(() => textOf(settings).includes('Please sign in'), 'the panel');
      const asked = nextEvent<HTMLElementEventMap['cabinet-sign-in-requested']>(document, 'cabinet-sign-in-requested');
      document.addEventListener('cabinet-sign-in-requested', (event) => event.preventDefault(), { once: true });
      await press(settings, 'Sign in');
      await (await asked).detail.renew();
      await sectionOf(settings, 'person');
    });

    it('leaves out what the page hides, and keeps the open section in the address', async () => {
      const cabinet = testCabinet();
      const settings = await cabinet.show<CabinetProfileSettings>(
        html`<cabinet-profile-settings url-state="query" hidden-parts="person security"></cabinet-profile-settings>`,
      );
      await sectionOf(settings, 'company');
      expect(names(settings)).to.deep.equal(['company', 'addresses', 'colleagues', 'notifications']);
      const opened = nextEvent<HTMLElementEventMap['cabinet-section-opened']>(document, 'cabinet-section-opened');
      part(settings, "[data-section='addresses']").click();
      expect((await opened).detail.section).to.equal('addresses');
      expect(location.search).to.equal('?profile.section=addresses');
      const back = nextEvent(window, 'popstate');
      history.back();
      await back;
      expect(settings.shown).to.equal('company');
    });

    it('shows one thing at a time on a phone, and moves the focus with it', async () => {
      await setViewport({ width: 360, height: 700 });
      const cabinet = testCabinet();
      const settings = await cabinet.show<CabinetProfileSettings>(
        html`<cabinet-profile-settings></cabinet-profile-settings>`,
      );
      const link = await until(() => parts(settings, "[data-section='notifications']")[0], 'the list');
      expect(part(settings, '.pane').checkVisibility()).to.equal(false);
      link.click();
      const section = await sectionOf(settings, 'notifications');
      await until(() => isFocused(parts(section, '[part="heading"]')[0]), 'the focus on the heading');
      expect(part(settings, 'nav').checkVisibility()).to.equal(false);
      await press(settings, 'All sections');
      await until(() => isFocused(link), 'the focus back in the list');
    });

    it('prints a section, not the list of them, also from a phone', async () => {
      await setViewport({ width: 360, height: 700 });
      const { settings } = await open('person');
      settings.section = undefined;
      await emulateMedia({ media: 'print' });
      try {
        skipUnless(matchMedia('print').matches, 'the engine emulates no print');
        expect(part(settings, 'nav').checkVisibility()).to.equal(false);
        expect(fieldOf(await sectionOf(settings, 'person'), 'jobTitle').checkVisibility()).to.equal(true);
      } finally {
        await emulateMedia({ media: 'screen' });
      }
    });

    for (const width of [280, 360]) {
      it(`fits into ${width} px, in every section`, async () => {
        await setViewport({ width, height: 700 });
        const { settings } = await open('person');
        for (const name of ['person', 'company', 'addresses', 'colleagues', 'notifications', 'security'] as const) {
          await settings.open(name);
          const section = await sectionOf(settings, name);
          const wide = parts(section, '*').filter((each) => {
            const box = each.getBoundingClientRect();
            return box.width > 1 && (box.right > width || box.left < 0);
          });
          expect(wide.map(({ className, localName }) => `${name}: ${localName}.${className}`)).to.deep.equal([]);
        }
      });
    }

    const companies = (settings: Element) =>
      until(() => {
        const [choice] = parts(settings, 'cabinet-customer-switch');
        return choice && parts(choice, 'select').length > 0 && choice;
      }, 'the companies');

    it('switches to another of the person’s companies', async () => {
      const { settings } = await open('company');
      const choice = await companies(settings);
      type(choice, 'customer', 'pelican-van');
      await until(() => textOf(choice).includes('You now act for Pelican Coffee Van'), 'the announcement');
      const section = await sectionOf(settings, 'company');
      await until(() => fieldOf(section, 'legalName').value.startsWith('Pelican'), 'the other company');
    });

    it('keeps for each company what was typed and not saved', async () => {
      const { settings, section } = await open('company');
      const shows = (bank: string) => until(() => fieldOf(section, 'bankName').value === bank, bank);
      type(section, 'bankName', 'Half typed');
      type(await companies(settings), 'customer', 'pelican-van');
      await shows('Sample Bank of Exampleton');
      type(await companies(settings), 'customer', 'cafe-amsel');
      await shows('Half typed');
    });

    it('leaves a paper with the company that it was attached for', async () => {
      const { settings, section } = await open('company');
      await press(section, 'Request a change');
      const transfer = new DataTransfer();
      transfer.items.add(new File(['%PDF-1.4'], 'extract.pdf', { type: 'application/pdf' }));
      const input = part<HTMLInputElement>(section, '.papers input');
      input.files = transfer.files;
      input.dispatchEvent(new Event('change'));
      const papers = (count: number) => until(() => parts(section, '.papers li').length === count, `${count} papers`);
      await papers(1);
      type(await companies(settings), 'customer', 'pelican-van');
      await until(() => fieldOf(section, 'legalName').value.startsWith('Pelican'), 'the other company');
      await papers(0);
      type(await companies(settings), 'customer', 'cafe-amsel');
      await papers(1);
    });
  });

  describe('addresses', () => {
    it('adds one, makes it the default, and removes it after telling what that means', async () => {
      const { cabinet, section } = await open('addresses');
      const all = async () => (await cabinet.adapter.call(listAddresses, {}, {})).items;
      await press(section, 'Add an address');
      await press(section, 'Save');
      await until(() => errorAt(section, 'street') === 'Fill this in.', 'the error');
      type(section, 'label', 'Roastery');
      type(section, 'city', 'Samplehaven');
      type(section, 'street', 'Fictional Quay 9');
      await press(section, 'Save');
      await closed(section);
      await press(section, 'Deliver here: Roastery');
      await until(async () => (await all())[0]?.label === 'Main address' || true);
      await until(
        async () =>
          (await all()).some(({ label, defaultFor }) => label === 'Roastery' && defaultFor.includes('delivery')),
        'the default',
      );
      await until(() => parts(section, '[data-address]').length === 2, 'two addresses');
      await press(section, 'Remove: Roastery');
      await says(section, 'It is the default for deliveries');
      await press(section, 'Remove');
      await closed(section);
      expect(await all()).to.have.length(1);
      await until(() => parts(section, '[data-address]').length === 1, 'one address');
      await until(() => parts(section, '[data-address] button').some(isFocused), 'the focus on the address beside');
    });

    it('keeps an address that is half typed', async () => {
      const { cabinet, section } = await open('addresses');
      await press(section, 'Add an address');
      type(section, 'street', 'Fictional Quay 9');
      clearFixture();
      const after = await open('addresses', { over: cabinet });
      await press(after.section, 'Add an address');
      await until(() => fieldOf(after.section, 'street').value === 'Fictional Quay 9', 'the draft');
    });

    it('is read-only for a role that may not change them', async () => {
      const { section } = await open('addresses', { personId: 'cafe-amsel-mia' });
      await says(section, 'An owner or a buyer of your company can');
      expect(hasButton(section, 'Add an address')).to.equal(false);
      expect(hasButton(section, 'Change')).to.equal(false);
    });
  });

  describe('colleagues', () => {
    it('says in words what each may do, and protects the last owner', async () => {
      const { section } = await open('colleagues');
      const [me, jonas] = parts(section, '[data-member]').map(textOf);
      expect(me).to.contain('May do everything').and.to.contain('The only owner');
      expect(me).not.to.contain('Change role');
      expect(jonas).to.contain('Places and repeats orders').and.to.contain('Change role');
    });

    it('invites, changes a role and removes', async () => {
      const { cabinet, section } = await open('colleagues');
      const all = async () => (await cabinet.adapter.call(listMembers, {}, {})).items;
      await press(section, 'Invite a colleague');
      type(section, 'email', 'nobody');
      await press(section, 'Send invitation');
      await until(() => errorAt(section, 'email').includes('name@company'), 'the error');
      type(section, 'email', 'jonas@cafe-amsel.example');
      await press(section, 'Send invitation');
      await says(section, 'This person is a colleague already');
      type(section, 'email', 'ada@cafe-amsel.example');
      part<HTMLInputElement>(section, 'dialog [value="accountant"]').click();
      await press(section, 'Send invitation');
      await closed(section);
      await until(async () =>
        (await all()).some(({ email, role }) => email?.startsWith('ada') && role === 'accountant'),
      );
      await press(section, 'Change role: Jonas Tamm');
      part<HTMLInputElement>(section, 'dialog [value="owner"]').click();
      await press(section, 'Change role');
      await closed(section);
      await press(section, 'Remove: Mia Lindqvist');
      await says(section, 'can no longer see anything of Café Amsel');
      await press(section, 'Remove');
      await closed(section);
      const left = await all();
      expect(left.find(({ name }) => name === 'Jonas Tamm')?.role).to.equal('owner');
      expect(left.map(({ name }) => name)).not.to.include('Mia Lindqvist');
    });

    it('tells others who may invite', async () => {
      const { section } = await open('colleagues', { personId: 'cafe-amsel-jonas' });
      await says(section, 'Only an owner can invite');
      expect(hasButton(section, 'Invite')).to.equal(false);
    });
  });

  describe('notifications', () => {
    it('names each switch by event and channel, and says why one cannot be switched', async () => {
      const { section } = await open('notifications');
      const table = part(section, 'table');
      expect([...table.querySelectorAll('thead th')].map(textOf)).to.deep.equal([
        'Event',
        'E-mail',
        'SMS',
        'Push',
        'In the cabinet',
      ]);
      const locked = fieldOf(section, 'invoice.issued email');
      expect(locked.disabled).to.equal(true);
      expect(locked.getAttribute('aria-label')).to.equal('New invoice: E-mail');
      expect(textOf(parts(section, `[id="${locked.getAttribute('aria-describedby') ?? ''}"]`)[0])).to.contain(
        'The law',
      );
      expect(textOf(section)).to.contain('Push: Switched on in the app.');
    });

    it('saves the switches that were changed, with quiet hours in their time zone', async () => {
      const { cabinet, section } = await open('notifications');
      fieldOf(section, 'news.offers email').click();
      fieldOf(section, 'quiet').click();
      await until(() => parts(section, '[name="quiet.from"]').length > 0, 'the hours');
      type(section, 'quiet.to', '22:00');
      await press(section, 'Save');
      await until(() => errorAt(section, 'quiet.to').includes('must differ'), 'the error');
      type(section, 'quiet.to', '06:30');
      await press(section, 'Save');
      await until(() => cabinet.calls('notifications.updatePreferences').length === 1, 'the save');
      expect(cabinet.calls('notifications.updatePreferences')[0]).to.deep.equal({
        changes: [{ eventId: 'news.offers', channel: 'email', enabled: true }],
        quietHours: { from: '22:00', to: '06:30', timeZone: 'Europe/Berlin' },
      });
      const { quietHours } = await cabinet.adapter.call(getNotificationPreferences, {}, {});
      expect(quietHours?.to).to.equal('06:30');
    });
  });

  describe('security and privacy', () => {
    it('signs out one device, then all others, after asking', async () => {
      const { cabinet, section } = await open('security');
      const all = async () => (await cabinet.adapter.call(listActiveSessions, {}, {})).items;
      await press(section, 'Sign out: Safari, iPhone');
      await says(section, 'If you do not know this device');
      await press(section, 'Sign out');
      await closed(section);
      expect(await all()).to.have.length(2);
      await until(() => parts(section, '[data-session]').length === 2, 'two devices');
      expect(hasButton(section, 'Sign out all others')).to.equal(false);
    });

    it('shows more of the history when asked', async () => {
      const { section } = await open('security');
      const rows = () => parts(section, '.history li').length;
      await until(() => rows() === 5, 'the first rows');
      await press(section, 'Show more');
      await until(() => rows() === 25, 'more rows');
    });

    it('takes a consent back after saying what that means, and gives it with its text', async () => {
      const { section } = await open('security');
      await press(section, 'Take back: News and offers');
      await says(section, 'You will no longer receive news');
      await press(section, 'Take back');
      await closed(section);
      await says(section, 'Taken back');
      await press(section, 'Agree: News and offers');
      await says(section, 'We write to you about new products');
      await press(section, 'Agree');
      await closed(section);
      expect(hasButton(section, 'Take back: Processing')).to.equal(false);
    });

    it('makes a copy of the data, and shows that it is being made', async () => {
      const { cabinet, section } = await open('security');
      await until(cabinet.streaming, 'the stream');
      await press(section, 'Ask for a copy');
      await says(section, 'Being made');
      await until(() => hasButton(section, 'Download'), 'the copy');
    });

    it('deletes the account by its phrase only, shows when, and keeps it after all', async () => {
      const { cabinet, section } = await open('security', { personId: 'cafe-amsel-jonas' });
      await press(section, 'Delete account');
      await says(section, 'To confirm, type: delete my account');
      type(section, 'phrase', 'yes');
      await press(section, 'Delete account');
      await until(() => errorAt(section, 'phrase').includes('Type exactly'), 'the error');
      expect(cabinet.calls('privacy.requestDeletion')).to.be.empty;
      type(section, 'phrase', 'Delete my account');
      await press(section, 'Delete account');
      await closed(section);
      await says(section, 'Your account will be deleted on Dec 23, 2026');
      await until(() => isFocused(button(section, 'Keep my account')), 'the focus on what can be done now');
      await press(section, 'Keep my account');
      await until(() => isFocused(button(section, 'Delete account')), 'the focus on what can be done again');
      await until(async () => (await cabinet.adapter.call(getAccountDeletion, {}, {})).state === 'none', 'the account');
    });

    it('says why the last owner cannot leave', async () => {
      const { section } = await open('security');
      await says(section, 'You are the only owner of Café Amsel');
      expect(hasButton(section, 'Delete account')).to.equal(false);
    });

    it('keeps the other parts when one fails, and tries it again', async () => {
      const cabinet = testCabinet();
      cabinet.faults.before('privacy.consents', 'unavailable', 'unavailable');
      const settings = await cabinet.show(
        html`<cabinet-profile-settings section="security"></cabinet-profile-settings>`,
      );
      const section = await sectionOf(settings, 'security');
      await says(section, 'This part could not be loaded');
      expect(parts(section, '[data-session]')).to.have.length(3);
      await press(section, 'Try again');
      await until(() => parts(section, '[data-consent]').length > 0 || hasButton(section, 'Try again'), 'an answer');
    });

    it('passes axe', async () => {
      const { settings, section } = await open('security');
      await until(() => parts(section, '[data-consent]').length > 0, 'the consents');
      expect(await axeViolations(settings)).to.deep.equal([]);
    });
  });
});
