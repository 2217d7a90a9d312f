import { expect } from 'chai';
import { DEMO_CODE } from '../../../../src/adapters/memory/index.ts';
import { getProfile, updateProfile, type Profile } from '../../../../src/contract/profile/profile.ts';
import { axeViolations } from '../../../helpers/axe.ts';
import { endCabinets, testCabinet, type TestCabinet } from '../../../helpers/cabinet.ts';
import { nextEvent } from '../../../helpers/event.ts';
import { clearFixture } from '../../../helpers/fixture.ts';
import { hasButton, isFocused, part, parts, textOf } from '../../../helpers/shadow.ts';
import { until } from '../../../helpers/until.ts';
import { closed, errorAt, fieldOf, open, press, says, type } from './helpers.ts';

const profileOf = ({ adapter }: TestCabinet): Promise<Profile> => adapter.call(getProfile, {}, {});

/** Somebody else, or the same person elsewhere, changes the profile. */
async function changeElsewhere({ adapter }: TestCabinet, changes: Partial<Pick<Profile, 'jobTitle' | 'givenName'>>) {
  const { etag } = await adapter.call(getProfile, {}, {});
  await adapter.call(updateProfile, changes, { ifMatch: etag, idempotencyKey: crypto.randomUUID() });
}

describe('cabinet-profile-settings: person', () => {
  afterEach(() => {
    clearFixture();
    endCabinets();
    sessionStorage.clear();
  });

  it('saves only what was changed, and tells the page', async () => {
    const { cabinet, section } = await open('person');
    expect(hasButton(section, 'Save')).to.equal(false);
    type(section, 'jobTitle', 'Barista');
    const updated = nextEvent<HTMLElementEventMap['cabinet-profile-updated']>(document, 'cabinet-profile-updated');
    await press(section, 'Save');
    expect((await updated).detail.profile.jobTitle).to.equal('Barista');
    expect(cabinet.calls('profile.update')).to.deep.equal([{ jobTitle: 'Barista' }]);
    await until(() => !hasButton(section, 'Save'), 'the end of unsaved changes');
    expect(fieldOf(section, 'jobTitle').value).to.equal('Barista');
  });

  it('says at the field what is missing, puts the focus there, and sends nothing', async () => {
    const { cabinet, section } = await open('person');
    type(section, 'givenName', '');
    await press(section, 'Save');
    await says(section, '1 field needs your attention');
    expect(errorAt(section, 'givenName')).to.equal('Fill this in.');
    expect(fieldOf(section, 'givenName').getAttribute('aria-invalid')).to.equal('true');
    await until(() => isFocused(fieldOf(section, 'givenName')), 'the focus at the field');
    expect(cabinet.calls('profile.update')).to.be.empty;
  });

  it('keeps unsaved changes through a reload, and forgets them when they are discarded', async () => {
    const { cabinet, section } = await open('person');
    type(section, 'jobTitle', 'Half typed');
    await says(section, 'Unsaved changes');
    clearFixture();
    const after = await open('person', { over: cabinet });
    await says(after.section, 'Your unsaved changes are still here');
    expect(fieldOf(after.section, 'jobTitle').value).to.equal('Half typed');
    await press(after.section, 'Discard');
    await until(() => fieldOf(after.section, 'jobTitle').value === 'Managing director', 'the stored title');
    clearFixture();
    const last = await open('person', { over: cabinet });
    expect(hasButton(last.section, 'Save')).to.equal(false);
  });

  it('keeps what is typed when other sections are opened, and marks the section', async () => {
    const { settings, section } = await open('person');
    type(section, 'jobTitle', 'Half typed');
    await until(() => settings.matches(':state(unsaved)'), 'the mark');
    await settings.open('addresses');
    expect(textOf(part(settings, "[data-section='person']"))).to.contain('Unsaved changes');
    await settings.open('person');
    expect(fieldOf(section, 'jobTitle').value).to.equal('Half typed');
  });

  it('keeps everything typed when the service does not answer, and saves once on the next try', async () => {
    const { cabinet, section } = await open('person');
    type(section, 'jobTitle', 'Barista');
    cabinet.faults.after('profile.update', 'timeout');
    await press(section, 'Save');
    await says(section, 'What you typed is kept');
    expect(fieldOf(section, 'jobTitle').value).to.equal('Barista');
    await press(section, 'Save');
    await until(() => !hasButton(section, 'Save'), 'the save');
    // The first one went through; its repetition under the same key changes nothing more.
    expect((await profileOf(cabinet)).etag).to.equal('v2');
  });

  it('shows side by side what two people wrote into one field, and saves what is chosen', async () => {
    const { cabinet, section } = await open('person');
    type(section, 'jobTitle', 'Mine');
    await changeElsewhere(cabinet, { jobTitle: 'Theirs' });
    await press(section, 'Save');
    await says(section, 'Changed by someone else meanwhile');
    const conflict = part(section, '[part="conflict"]');
    await until(() => isFocused(conflict), 'the focus at the choice');
    expect(textOf(conflict)).to.contain('Yours Mine').and.to.contain('stored now Theirs');
    expect((await profileOf(cabinet)).jobTitle).to.equal('Theirs');
    await press(section, 'Save');
    expect((await profileOf(cabinet)).jobTitle).to.equal('Theirs');
    await press(section, 'Yours');
    await press(section, 'Save');
    await until(async () => (await profileOf(cabinet)).jobTitle === 'Mine', 'the choice to be stored');
  });

  it('sees what the others write while it is open, and takes it when that is chosen', async () => {
    const { cabinet, section } = await open('person');
    await until(cabinet.streaming, 'the stream');
    type(section, 'jobTitle', 'Mine');
    await changeElsewhere(cabinet, { jobTitle: 'Theirs' });
    await says(section, 'Changed by someone else meanwhile');
    await press(section, 'Theirs');
    await until(() => fieldOf(section, 'jobTitle').value === 'Theirs', 'their value');
    expect(hasButton(section, 'Save')).to.equal(false);
  });

  it('goes on by itself when the others changed other fields, losing neither', async () => {
    const cabinet = testCabinet({ pollInterval: 0, without: [] });
    const { section } = await open('person', { over: cabinet });
    type(section, 'jobTitle', 'Mine');
    await changeElsewhere(cabinet, { givenName: 'Coco' });
    await press(section, 'Save');
    await until(async () => (await profileOf(cabinet)).jobTitle === 'Mine', 'the save');
    expect((await profileOf(cabinet)).givenName).to.equal('Coco');
  });

  it('adds an address, verifies it by its code, and makes it the primary one', async () => {
    const { cabinet, section } = await open('person');
    await press(section, 'Add an address');
    await says(section, 'We send a code there');
    type(section, 'value', 'wrong');
    await press(section, 'Send code');
    await until(() => errorAt(section, 'value').includes('name@company'), 'the error');
    type(section, 'value', 'new@amsel.example');
    await press(section, 'Send code');
    await says(section, 'A code is on its way to new@amsel.example');
    expect(fieldOf(section, 'code').getAttribute('autocomplete')).to.equal('one-time-code');
    type(section, 'code', '000000');
    await press(section, 'Verify');
    await until(() => errorAt(section, 'code').includes('4 attempts'), 'the refusal');
    type(section, 'code', ` ${DEMO_CODE.slice(0, 3)} ${DEMO_CODE.slice(3)}`);
    await press(section, 'Verify');
    await closed(section);
    await press(section, 'Make primary: new@amsel.example');
    await until(
      async () => (await profileOf(cabinet)).contacts.some(({ value, primary }) => primary && value.startsWith('new@')),
      'the primary address',
    );
  });

  it('tells what removing a contact means before it is done, and gives the focus back', async () => {
    const { cabinet, section } = await open('person');
    const name = 'Remove: cosima.private@cafe-amsel.example';
    const opener = await until(
      () => parts<HTMLButtonElement>(section, 'button').find((each) => each.ariaLabel === name),
      'the button',
    );
    opener.focus();
    opener.click();
    await says(section, 'would no longer go there');
    await press(section, 'Cancel');
    await closed(section);
    expect(isFocused(opener)).to.equal(true);
    await press(section, name);
    await says(section, 'Remove cosima.private');
    await press(section, 'Remove');
    await closed(section);
    expect((await profileOf(cabinet)).contacts).to.have.length(2);
  });

  it('refuses a picture of a wrong type or size before it is sent, naming it', async () => {
    const { cabinet, section } = await open('person');
    const choose = (file: File): void => {
      const input = part<HTMLInputElement>(section, '.avatar .file');
      const transfer = new DataTransfer();
      transfer.items.add(file);
      input.files = transfer.files;
      input.dispatchEvent(new Event('change'));
    };
    choose(new File(['<svg/>'], 'logo.svg', { type: 'image/svg+xml' }));
    await says(section, '“logo.svg” is not a PNG');
    choose(new File([new Uint8Array(5_100_000)], 'big.png', { type: 'image/png' }));
    await says(section, '“big.png” has 5.1 MB; at most 5 MB');
    choose(new File(['no picture'], 'fake.png', { type: 'image/png' }));
    await says(section, '“fake.png” cannot be read');
    expect(cabinet.calls('profile.setAvatar')).to.be.empty;

    const canvas = new OffscreenCanvas(8, 8);
    canvas.getContext('2d')?.fillRect(0, 0, 8, 8);
    choose(new File([await canvas.convertToBlob()], 'me.png', { type: 'image/png' }));
    await says(section, 'This is how it will look');
    await press(section, 'Use this picture');
    await closed(section);
    await until(() => parts(section, 'canvas.picture').length === 1, 'the picture');
    await press(section, 'Remove');
    await says(section, 'Remove your picture?');
    await press(section, 'Remove');
    await until(async () => (await profileOf(cabinet)).avatar === undefined, 'the end of the picture');
  });

  it('passes axe with its window open, and with faults', async () => {
    const { section } = await open('person');
    type(section, 'givenName', '');
    await press(section, 'Save');
    await says(section, 'needs your attention');
    expect(await axeViolations(section)).to.deep.equal([]);
    await press(section, 'Add a number');
    await says(section, 'With the country code');
    expect(await axeViolations(section)).to.deep.equal([]);
  });
});
