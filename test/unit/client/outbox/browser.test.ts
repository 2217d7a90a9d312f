import { expect } from 'chai';
import { sendMessage } from '../../../../src/index.ts';
import { until } from '../../../helpers/until.ts';
import { cut, desk, names, open, say, setUp } from './helpers.ts';

describe('outbox in a browser that has no room or fails', () => {
  setUp();

  it('keeps a message in memory where there is no room, says so, and still sends it', async () => {
    const { add } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.add = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    try {
      let held = true;
      desk.before = () => (held ? cut() : undefined);
      const client = open();
      const item = await say(client, 'no room');
      expect(item.volatile).to.equal(true);
      held = false;
      (await client.outbox()).wake();
      await until(() => desk.messages.length === 1);
    } finally {
      IDBObjectStore.prototype.add = add;
    }
  });

  describe('in a browser that fails', () => {
    it('goes on in a database that a newer copy of this code has taken', async () => {
      const client = open();
      await client.outbox();
      const [name = ''] = await until(async () => (await names()).length > 0 && names(), 'the database');
      await new Promise<void>((resolve, reject) => {
        const request = indexedDB.open(name, 2);
        request.onsuccess = () => {
          request.result.onversionchange = () => request.result.close();
          resolve();
        };
        request.onerror = () => reject(request.error ?? new Error('It did not open'));
      });
      const item = await say(client, 'to a newer version');
      expect(item.volatile).to.equal(undefined);
      await until(() => desk.messages.length === 1);
    });

    it('moves what had no room into the database when there is some again, in order', async () => {
      desk.before = cut;
      const client = open();
      const { add } = IDBObjectStore.prototype;
      IDBObjectStore.prototype.add = () => {
        throw new DOMException('full', 'QuotaExceededError');
      };
      try {
        expect((await say(client, 'one')).volatile).to.equal(true);
      } finally {
        IDBObjectStore.prototype.add = add;
      }
      const outbox = await client.outbox();
      const leaving = new Event('beforeunload', { cancelable: true });
      window.dispatchEvent(leaving);
      expect(leaving.defaultPrevented, 'who leaves is asked').to.equal(true);
      expect((await say(client, 'two')).volatile).to.equal(undefined);
      expect(outbox.entries().map(({ input, volatile: unkept }) => [input['text'], unkept])).to.deep.equal([
        ['one', undefined],
        ['two', undefined],
      ]);
      desk.before = () => undefined;
      outbox.wake();
      await until(() => desk.messages.length === 2);
      expect(desk.texts).to.deep.equal(['one', 'two']);
    });

    it('sends although there is no room to note the attempt, and takes nothing back that may have arrived', async () => {
      desk.after = cut;
      const client = open();
      const { put } = IDBObjectStore.prototype;
      IDBObjectStore.prototype.put = () => {
        throw new DOMException('full', 'QuotaExceededError');
      };
      try {
        const { id } = await say(client, 'no room for notes');
        await until(() => desk.messages.length === 1);
        const outbox = await client.outbox();
        expect(await outbox.takeBack(id)).to.equal(undefined);
        desk.after = () => undefined;
        outbox.wake();
        await until(() => outbox.entries().length === 0);
        expect(desk.messages).to.have.length(1);
      } finally {
        IDBObjectStore.prototype.put = put;
      }
    });

    it('does not wait for ever for a database that does not open', async () => {
      const { open: openDatabase } = IDBFactory.prototype;
      IDBFactory.prototype.open = () => ({}) as IDBOpenDBRequest;
      try {
        const client = open();
        expect((await say(client, 'without a database')).volatile).to.equal(true);
        await until(() => desk.messages.length === 1);
      } finally {
        IDBFactory.prototype.open = openDatabase;
      }
    });

    it('sends nothing twice where tabs can neither lock nor talk', async () => {
      const { BroadcastChannel: channel } = globalThis;
      Object.defineProperty(navigator, 'locks', { value: undefined, configurable: true });
      Object.assign(globalThis, { BroadcastChannel: undefined });
      try {
        const tabs = [open(), open()];
        const outboxes = await Promise.all(tabs.map((tab) => tab.outbox()));
        desk.after = cut;
        await say(tabs[0] ?? open(), 'once');
        for (const outbox of outboxes) outbox.register(sendMessage);
        await outboxes[1]?.send(sendMessage, { ticketId: 't1', clientId: 'second', text: 'twice' }, { lane: 't1' });
        desk.after = () => undefined;
        for (const outbox of outboxes) outbox.wake();
        await until(() => desk.messages.length === 2);
        await until(() => outboxes.every((outbox) => outbox.entries().length === 0), 'that both are empty');
        expect(desk.texts).to.deep.equal(['once', 'twice']);
      } finally {
        delete (navigator as { locks?: unknown }).locks;
        Object.assign(globalThis, { BroadcastChannel: channel });
      }
    });

    it('sets a message aside whose file cannot be read any more', async () => {
      const { arrayBuffer } = Blob.prototype;
      Blob.prototype.arrayBuffer = () => Promise.reject(new DOMException('gone', 'NotReadableError'));
      try {
        const client = open();
        await say(client, 'see the photo', [new File(['x'], 'gone.txt')]);
        const outbox = await client.outbox();
        await until(() => outbox.entries()[0]?.state === 'refused', 'the refusal');
      } finally {
        Blob.prototype.arrayBuffer = arrayBuffer;
      }
    });
  });
});
