import { expect } from 'chai';
import type { CabinetElement } from '../../../../components/shared/cabinet-element.ts';
import { testCabinet } from '../../../helpers/cabinet.ts';
import { clearFixture } from '../../../helpers/fixture.ts';
import { demoDesk } from '../../../helpers/help-desk.ts';
import { button, part, parts, textOf } from '../../../helpers/shadow.ts';
import { until } from '../../../helpers/until.ts';
import { show, showTicket, texts, field, type, press, streaming, cleanUp } from './helpers.ts';

describe('writing in cabinet-ticket-chat', () => {
  cleanUp();

  it('sends by Enter, begins a line by Shift and Enter, and shows how far it has come', async () => {
    const desk = demoDesk();
    const { conversation, composer, cabinet } = await showTicket({ desk });
    await streaming(cabinet);
    type(composer, 'Thank you!');
    press(field(composer), 'Enter', { shiftKey: true });
    expect(desk.textsOf('t1')).to.have.length(3);
    press(field(composer), 'Enter');
    await until(() => desk.textsOf('t1').at(-1) === 'Thank you!', 'the message at the desk');
    await until(() => parts(conversation, '.mine .progress.sent').length > 0, 'that it is sent');
    expect(field(composer).value).to.equal('');
    desk.readAll('t1');
    await until(() => parts(conversation, '.mine .progress.sent').length === 0, 'that it is read');
    expect(texts(conversation).filter((text) => text === 'Thank you!')).to.have.length(1);
  });

  it('sends by Control and Enter where that is wanted', async () => {
    const desk = demoDesk();
    const { chat, composer } = await showTicket({ desk });
    chat.sendWith = 'ctrl-enter';
    await until(() => textOf(part(composer, '.hint')).includes('Ctrl'), 'the hint');
    type(composer, 'slowly');
    press(field(composer), 'Enter');
    expect(field(composer).value).to.equal('slowly');
    press(field(composer), 'Enter', { ctrlKey: true });
    await until(() => desk.textsOf('t1').at(-1) === 'slowly', 'the message');
  });

  it('begins a line by Enter where fingers write, which have no other key for it', async () => {
    const { composer } = await showTicket({ desk: demoDesk() });
    const { matchMedia } = window;
    // Of every medium is asked whether it is one.
    window.matchMedia = (query) => matchMedia(query === '(pointer: coarse)' ? 'all' : query);
    try {
      type(composer, 'first');
      expect(press(field(composer), 'Enter'), 'left to the browser').to.equal(true);
    } finally {
      window.matchMedia = matchMedia;
    }
    expect(press(field(composer), 'Enter'), 'sent').to.equal(false);
  });

  it('does not keep as a draft what was sent, though another conversation was opened at once', async () => {
    const desk = demoDesk();
    const { composer, chat, cabinet } = await showTicket({ desk });
    type(composer, 'sent once');
    press(field(composer), 'Enter');
    await chat.open('t2');
    await until(() => desk.textsOf('t1').at(-1) === 'sent once', 'the message');
    await until(() => !Object.values(sessionStorage).join().includes('sent once'), 'an empty draft');
    type(composer, 'for the other');
    await chat.open('t1');
    await until(() => field(composer).value === '', 'the empty field');
    await chat.open('t2');
    await until(() => field(composer).value === 'for the other', 'the draft of the other');
    expect(cabinet.calls('tickets.send')).to.have.length(1);
  });

  it('replies to a message', async () => {
    const desk = demoDesk();
    const { conversation, composer } = await showTicket({ desk });
    button(conversation, 'Reply to Maren')?.click();
    await until(() => textOf(part(composer, '.replying')).includes('Maren Holt'), 'the quotation');
    type(composer, 'Yes');
    press(field(composer), 'Enter');
    await until(() => desk.tickets.get('t1')?.messages.at(-1)?.replyTo?.sequence === 2, 'the reply');
  });

  it('keeps what is typed for its conversation, through a reload', async () => {
    const desk = demoDesk();
    const first = await showTicket({ desk });
    type(first.composer, 'not yet sent');
    const files = new DataTransfer();
    files.items.add(new File(['hello'], 'note.txt', { type: 'text/plain' }));
    part(first.conversation, '.base').dispatchEvent(new DragEvent('drop', { dataTransfer: files, cancelable: true }));
    await until(() => parts(first.composer, '.chosen li').length === 1, 'the file');
    clearFixture();
    const { composer, chat } = await showTicket({ desk, over: first.cabinet });
    await until(() => field(composer).value === 'not yet sent', 'the draft');
    // A file is not kept: it is named, to be chosen again.
    await until(() => textOf(part(composer, '[role=alert]')).includes('note.txt'), 'the word');
    await chat.open('t2');
    await until(() => field(composer).value === '', 'another conversation');
    expect(textOf(part(composer, '[role=alert]'))).to.equal('');
  });

  it('shows what waits, and takes more, after a reload without an answer; it goes when the person is confirmed', async () => {
    const desk = demoDesk();
    const first = await showTicket({ desk });
    clearFixture();
    first.cabinet.client.destroy();
    const cabinet = testCabinet({ desk, over: first.cabinet, locale: 'ru' });
    const operations = ['session.get', 'capabilities.get', 'tickets.list', 'tickets.get', 'tickets.messages'];
    const release = operations.map((id) => cabinet.faults.hold(id));
    const { chat } = await show({ desk }, 't1', cabinet);
    const conversation = await until(() => parts<CabinetElement>(chat, 'cabinet-ticket-conversation')[0]);
    const composer = await until(() => parts<CabinetElement>(conversation, 'cabinet-ticket-composer')[0]);
    await until(() => parts(composer, 'textarea').length > 0, 'the field');
    type(composer, 'из туннеля');
    press(field(composer), 'Enter');
    await until(() => textOf(part(conversation, '.message.waiting')).includes('Ждёт отправки'), 'what waits');
    await until(() => field(composer).value === '', 'an empty field');
    expect(desk.textsOf('t1')).not.to.include('из туннеля');
    for (const go of release) go();
    await until(() => desk.textsOf('t1').at(-1) === 'из туннеля', 'the message');
    await until(() => parts(conversation, '.message.waiting').length === 0, 'that it is sent');
  });

  it('leaves what is written where it is while nobody is known, and says why', async () => {
    const desk = demoDesk();
    const cabinet = testCabinet({ desk });
    cabinet.faults.before('session.get', ...Array.from({ length: 20 }, () => 'unavailable' as const));
    const { chat } = await show({ desk }, 't1', cabinet);
    const conversation = await until(() => parts<CabinetElement>(chat, 'cabinet-ticket-conversation')[0]);
    const composer = await until(() => parts<CabinetElement>(conversation, 'cabinet-ticket-composer')[0]);
    await until(() => parts(composer, 'textarea').length > 0, 'the field');
    type(composer, 'who am I?');
    press(field(composer), 'Enter');
    await until(() => textOf(part(conversation, '.banner')).includes('does not answer'), 'the word');
    expect(field(composer).value).to.equal('who am I?');
  });

  it('says before sending which files cannot be sent, and sends the others with their progress', async () => {
    const desk = demoDesk();
    const { conversation, composer } = await showTicket({ desk });
    await until(() => textOf(part(composer, '.hint')).includes('1 MB'), 'the limits');
    const files = new DataTransfer();
    files.items.add(new File(['x'], 'run.exe', { type: 'application/x-msdownload' }));
    files.items.add(new File([new Uint8Array(2_000_000)], 'large.pdf', { type: 'application/pdf' }));
    files.items.add(new File(['hello'], 'note.txt', { type: 'text/plain' }));
    part(conversation, '.base').dispatchEvent(
      new DragEvent('drop', { dataTransfer: files, bubbles: true, cancelable: true }),
    );
    await until(() => parts(composer, '.field-error').length === 2, 'what is wrong');
    expect(textOf(parts(composer, '.field-error')[0]))
      .to.contain('run.exe')
      .and.to.contain('PDF');
    expect(textOf(parts(composer, '.field-error')[1]))
      .to.contain('2 MB')
      .and.to.contain('1 MB');
    expect(parts(composer, '.chosen li')).to.have.length(1);
    button(composer, 'Send')?.click();
    await until(() => desk.tickets.get('t1')?.messages.at(-1)?.attachments[0]?.name === 'note.txt', 'the file');
    await until(() => parts(conversation, 'cabinet-ticket-file').length === 1, 'the file in the conversation');
  });

  it('takes back a message whose file is on its way, to be changed', async () => {
    const desk = demoDesk();
    const { conversation, composer, cabinet } = await showTicket({ desk });
    const release = cabinet.faults.hold('uploads.begin');
    const files = new DataTransfer();
    files.items.add(new File(['hello'], 'note.txt', { type: 'text/plain' }));
    // Not every browser lets a script make an event with files on its clipboard.
    const paste = new Event('paste', { bubbles: true, cancelable: true });
    field(composer).dispatchEvent(Object.defineProperty(paste, 'clipboardData', { value: files }));
    await until(() => parts(composer, '.chosen li').length === 1, 'the pasted file');
    type(composer, 'see this');
    press(field(composer), 'Enter');
    await until(() => parts(conversation, '.waiting progress').length === 1, 'that it is being sent');
    // Nothing is known yet of how far it is.
    expect(part<HTMLProgressElement>(conversation, '.waiting progress').position).to.equal(-1);
    expect(textOf(part(conversation, '.waiting .state'))).to.equal('Sending…');
    await until(() => button(conversation, 'Cancel'), 'the way back').then((found) => found.click());
    await until(() => field(composer).value === 'see this', 'the text');
    expect(parts(composer, '.chosen li')).to.have.length(1);
    release();
    expect(desk.textsOf('t1')).not.to.include('see this');
  });

  it('shows why a message was refused, and tries again or gives it back', async () => {
    const desk = demoDesk();
    const { conversation, composer, cabinet } = await showTicket({ desk });
    cabinet.faults.before('tickets.send', 'forbidden', 'forbidden');
    button(conversation, 'Reply to Maren')?.click();
    type(composer, 'bad');
    press(field(composer), 'Enter');
    await until(() => textOf(part(conversation, '.refused')).includes('Not sent. Your account'), 'the refusal');
    button(conversation, 'Take back')?.click();
    await until(() => field(composer).value === 'bad', 'the text');
    await until(() => textOf(part(composer, '.replying')).includes('Maren Holt'), 'the quotation');
    await until(() => parts(conversation, '.refused').length === 0, 'nothing refused');
    press(field(composer), 'Enter');
    await until(() => parts(conversation, '.refused').length === 1, 'the second refusal');
    button(conversation, 'Try again')?.click();
    await until(() => desk.textsOf('t1').at(-1) === 'bad', 'the message');
  });

  it('tells that one is typing, not with every key', async () => {
    const desk = demoDesk();
    const { composer, cabinet } = await showTicket({ desk });
    await until(() => cabinet.client.may({ id: 'presence.type' }) === true, 'the permission');
    for (const text of ['H', 'He', 'Hel', 'Hell', 'Hello']) type(composer, text);
    await until(() => desk.typed.length > 0, 'the notice');
    expect(desk.typed).to.deep.equal([true]);
  });

  it('shows who types and when an answer may be expected', async () => {
    const desk = demoDesk();
    desk.presence = { typing: ['Maren Holt'], online: false, hours: 'Mon–Fri 9–18', answerMinutes: 120 };
    const { conversation } = await showTicket({ desk });
    await until(() => textOf(part(conversation, '.typing')) === 'Maren Holt is typing…', 'who types');
    expect(textOf(part(conversation, '.presence'))).to.equal(
      'Nobody is here right now · Working hours: Mon–Fri 9–18 · Usually answered within 2 hours',
    );
  });
});
