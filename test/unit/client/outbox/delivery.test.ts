import { expect } from 'chai';
import {
  CabinetError,
  getCompany,
  getUploadLimits,
  requestCompanyChange,
  sendMessage,
  updateCompany,
  type Message,
} from '../../../../src/index.ts';
import { skipWithoutKeptFiles } from '../../../helpers/engine.ts';
import { until } from '../../../helpers/until.ts';
import type { Call } from '../backend.ts';
import { busy, cut, desk, open, say, setUp } from './helpers.ts';

describe('outbox: what is sent arrives once', () => {
  setUp();

  it('delivers what is sent, in order, and is empty then', async () => {
    const client = open();
    const delivered: string[] = [];
    (await client.outbox()).onChange((item) => item && delivered.push((item.answer as Message).id));
    await Promise.all(['one', 'two', 'three'].map((text) => say(client, text)));
    await until(() => delivered.length === 3, 'three answers');
    expect(desk.texts).to.deep.equal(['one', 'two', 'three']);
    expect(delivered).to.deep.equal(['m1', 'm2', 'm3']);
    expect((await client.outbox()).entries()).to.deep.equal([]);
  });

  it('keeps order and sends nothing twice while the link breaks before and after the backend has it', async () => {
    let calls = 0;
    desk.before = () => (calls++ % 3 === 0 ? cut() : undefined);
    desk.after = () => (calls++ % 4 === 0 ? cut() : undefined);
    const client = open();
    const texts = Array.from({ length: 12 }, (_, index) => `message ${index}`);
    for (const text of texts) await say(client, text);
    await until(async () => (await client.outbox()).entries().length === 0, 'an empty outbox');
    expect(desk.texts).to.deep.equal(texts);
  });

  it('survives the page: the next one sends what waited, under the same key', async () => {
    desk.after = cut;
    const first = open();
    await say(first, 'Where is my order?');
    await until(() => desk.messages.length === 1, 'the message at the backend');
    first.destroy();
    desk.after = () => undefined;

    const second = open();
    const outbox = await second.outbox();
    await until(() => outbox.entries('t1').length === 1, 'what waits');
    expect(outbox.entries()[0]?.state).to.equal('waiting');
    outbox.register(sendMessage);
    await until(() => outbox.entries().length === 0, 'an empty outbox');
    expect(desk.texts).to.deep.equal(['Where is my order?']);
    expect(desk.count('tickets.send')).to.be.above(1);
  });

  it('sends in one tab only, and another takes over when that one ends', async () => {
    const [one, two] = [open(), open()];
    await say(one, 'from the first tab');
    await until(() => desk.messages.length === 1);
    await say(two, 'from the second tab');
    await until(() => desk.messages.length === 2);
    const seen = await two.outbox();
    await until(() => seen.entries().length === 0, 'that both tabs see it');
    one.destroy();
    await say(two, 'after the first tab is gone');
    await until(() => desk.messages.length === 3);
    expect(desk.count('tickets.send')).to.equal(3);
  });

  it('sets aside what the backend refuses, goes on with the rest, and gives it back with its files', async () => {
    desk.before = (input) => {
      if (input['text'] === 'bad') throw new CabinetError('invalid', 'no', { fields: { '/text': 'Not like that.' } });
    };
    const client = open();
    const outbox = await client.outbox();
    const { id } = await say(client, 'bad', [new File(['x'], 'x.txt', { type: 'text/plain' })]);
    await say(client, 'good');
    await until(() => desk.messages.length === 1);
    await until(() => outbox.entries().length === 1);
    expect(outbox.entries()[0]).to.include({ id, state: 'refused' });
    expect(outbox.entries()[0]?.refusal).to.deep.include({ code: 'invalid', fields: { '/text': 'Not like that.' } });
    const taken = await outbox.takeBack(id);
    expect(taken?.item.input['text']).to.equal('bad');
    expect(taken?.files.map(({ name, size, type }) => [name, size, type])).to.deep.equal([['x.txt', 1, 'text/plain']]);
    expect(outbox.entries()).to.deep.equal([]);
  });

  it('tries a refused one again on demand', async () => {
    desk.before = () => {
      throw new CabinetError('forbidden');
    };
    const client = open();
    const outbox = await client.outbox();
    const { id } = await say(client, 'later');
    await until(() => outbox.entries()[0]?.state === 'refused');
    desk.before = () => undefined;
    await outbox.retry(id);
    await until(() => desk.messages.length === 1);
  });

  it('does not give back what may have arrived', async () => {
    desk.after = () => new Promise(() => {});
    const client = open();
    const { id } = await say(client, 'on its way');
    await until(() => desk.messages.length === 1);
    expect(await (await client.outbox()).takeBack(id)).to.equal(undefined);
  });

  it('sends files in parts, goes on after a cut and a reload where it stopped, then the message', async () => {
    await skipWithoutKeptFiles();
    const bytes = new Uint8Array(2_500_000).map((_, index) => index % 251);
    let cuts = 0;
    desk.beforePart = (offset) => (offset >= 1_000_000 && cuts++ < 2 ? cut() : undefined);
    const first = open();
    await say(first, 'see the photo', [new File([bytes], 'photo.txt', { type: 'text/plain' })]);
    await until(() => cuts > 0, 'a cut');
    first.destroy();
    const second = open();
    const outbox = await second.outbox();
    outbox.register(sendMessage);
    await until(() => desk.messages.length === 1, 'the message');
    expect(desk.messages[0]?.attachments).to.deep.equal([
      { id: 'u1', name: 'photo.txt', mediaType: 'text/plain', size: bytes.length },
    ]);
    expect(desk.files.get('u1')?.bytes.every((byte, index) => byte === index % 251)).to.equal(true);
    expect(desk.files.size, 'one upload').to.equal(1);
  });

  describe('the size of parts', () => {
    const { now } = performance;
    afterEach(() => {
      performance.now = now;
    });
    /** Sends a file, and answers the sizes of its parts. @param speed bytes a second */
    async function partsAt(speed: number, length = 2_500_000): Promise<number[]> {
      const sizes: number[] = [];
      let clock = 0;
      performance.now = () => clock;
      desk.beforePart = (_offset, { input }) => {
        const { size } = (input as { part: File }).part;
        sizes.push(size);
        clock += (size / speed) * 1000;
      };
      await say(open(), 'see the photo', [new File([new Uint8Array(length)], 'a.txt', { type: 'text/plain' })]);
      await until(() => desk.messages.some(({ attachments }) => attachments.length > 0), 'the message');
      return sizes;
    }

    it('grows with a fast network', async () => {
      expect(Math.max(...(await partsAt(10_000_000)))).to.equal(1_000_000);
    });

    it('stays such that a slow network is done with each in a few seconds', async () => {
      const slow = await partsAt(50_000, 800_000);
      expect(Math.max(...slow)).to.be.below(50_000 * 6);
      expect(slow.length).to.be.below(12);
    });

    it('is never above what the backend takes', async () => {
      const limits = await desk.memory.call(getUploadLimits, {}, {});
      desk.answers['uploads.limits'] = () => ({ ...limits, partSize: 40_000 });
      expect(Math.max(...(await partsAt(10_000_000)))).to.equal(40_000);
    });
  });

  it('gives back a message whose file is still on its way, and sends nothing of it', async () => {
    desk.beforePart = (_, { context: { signal } }) =>
      new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason as Error)));
    const client = open();
    const outbox = await client.outbox();
    const { id } = await say(client, 'a mistake', [new File(['abc'], 'a.txt', { type: 'text/plain' })]);
    await until(() => desk.count('uploads.append') === 1, 'the upload');
    const taken = await outbox.takeBack(id);
    expect(taken?.files[0]?.name).to.equal('a.txt');
    await say(client, 'the right one');
    await until(() => desk.messages.length === 1);
    expect(desk.texts).to.deep.equal(['the right one']);
  });

  it('comes again when the backend says when, whatever the refusal, and not before', async () => {
    const client = open();
    const outbox = await client.outbox();
    let asked = 0;
    desk.before = ({ text }) => {
      if (text === 'too early' && asked++ === 0) throw new CabinetError('conflict', 'busy', { retryAfter: 2 ** 40 });
    };
    await say(client, 'too early');
    await until(() => asked === 1);
    await outbox.send(sendMessage, { ticketId: 't2', clientId: 'b', text: 'of another lane' }, { lane: 't2', id: 'b' });
    await until(() => desk.messages.length === 1 && outbox.entries().length === 1);
    expect(outbox.entries().map(({ state }) => state)).to.deep.equal(['waiting']);
    expect(asked).to.equal(1);
    outbox.wake();
    await until(() => desk.messages.length === 2);
  });

  it('hurries the pause after a failure though it is woken while the failure is noted', async () => {
    desk.before = busy;
    const client = open();
    const outbox = await client.outbox();
    // Told before the pause begins.
    const stop = outbox.onChange(() => {
      if (desk.count('tickets.send') !== 1 || outbox.entries()[0]?.state !== 'waiting') return;
      stop();
      desk.before = () => undefined;
      outbox.wake();
    });
    await say(client, 'soon');
    await until(() => desk.messages.length === 1, 'the message');
  });

  it('carries whatever must not be lost: a request with papers, a change from the version it was made from', async () => {
    await skipWithoutKeptFiles();
    const first = open();
    const company = await first.query(getCompany, {});
    const requests: Call[] = [];
    const updates: Call[] = [];
    desk.answers['company.requestChange'] = (call) => {
      requests.push(call);
      if (requests.length === 1) busy();
      return { id: 'r1', state: 'requested', requestedAt: '2026-11-23T10:00:00Z', changes: [], attachments: [] };
    };
    desk.answers['company.update'] = (call) => {
      updates.push(call);
      throw new CabinetError('conflict', 'somebody else was faster');
    };
    const outbox = await first.outbox();
    const paper = new File(['%PDF'], 'charter.pdf', { type: 'application/pdf' });
    const input = { requisites: { legalName: 'Vale & Daughters' }, attachments: [paper] };
    await outbox.send(requestCompanyChange, input, { lane: 'company' });
    await until(() => requests.length === 1, 'the first attempt');
    first.destroy();

    const second = open();
    const again = await second.outbox();
    again.register(requestCompanyChange);
    await until(() => requests.length > 1 && again.entries().length === 0, 'that it has arrived');
    expect(new Set(requests.map(({ context }) => context.idempotencyKey)).size, 'keys').to.equal(1);
    const [sent] = (requests[1]?.input as typeof input).attachments;
    expect([sent?.name, await sent?.text()]).to.deep.equal(['charter.pdf', '%PDF']);

    const { etag: ifMatch } = company;
    await again.send(updateCompany, { requisites: { signatory: 'C. Vale' } }, { lane: 'company', ifMatch });
    await until(() => again.entries()[0]?.refusal, 'the conflict');
    expect(again.entries()[0]).to.deep.include({ state: 'refused', ifMatch });
    expect(updates.map(({ context }) => context.ifMatch)).to.deep.equal([ifMatch]);
  });
});
