import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, test } from 'node:test';
import {
  appendUpload,
  beginUpload,
  cancelUpload,
  downloadAttachment,
  getUpload,
  getUploadLimits,
  type InputOf,
} from '../../../src/contract/index.ts';
import { addCompany, customerOf } from '../helpers/company.ts';
import { describeDatabases } from '../helpers/databases.ts';
import { addSupport, agentOf, talker } from '../helpers/support.ts';

const refusedWith = (code: string, pointer?: string) => (error: { code?: string; fields?: Record<string, string> }) => {
  assert.equal(error.code, code);
  if (pointer !== undefined) assert.deepEqual(Object.keys(error.fields ?? {}), [pointer]);
  return true;
};

/** A picture of 3 × 2 points with as many bytes as wished. */
function picture(size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size).map((_, index) => index % 251);
  const header = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52];
  bytes.set([...header, 0, 0, 0, 3, 0, 0, 0, 2]);
  return bytes;
}
const part = (bytes: Uint8Array<ArrayBuffer>) => new File([bytes], 'part');

describeDatabases('uploads', (database) => {
  const anna = () => talker(database.store);
  const begin = (input: Partial<InputOf<typeof beginUpload>> = {}, who = anna()) =>
    database.store.adapter.call(
      beginUpload,
      { name: 'cups.png', mediaType: 'image/png', size: 3000, ...input },
      who.act(),
    );
  const append = (uploadId: string, offset: number, bytes: Uint8Array<ArrayBuffer>, who = anna()) =>
    database.store.adapter.call(appendUpload, { uploadId, offset, part: part(bytes) }, who.act());
  const fileOf = (id: string) => join(database.store.dataDirectory, 'files', id.slice(0, 2), id);

  beforeEach(async () => {
    await addCompany(database.store, 'acme');
    await addSupport(database.store, 'acme');
  });

  test('arrive in parts that may be repeated and overlap, never with a gap', async () => {
    const bytes = picture(3000);
    const { id, received } = await begin();
    assert.equal(received, 0);
    await assert.rejects(append(id, 1000, bytes.slice(1000, 2000)), refusedWith('conflict'));
    assert.equal((await append(id, 0, bytes.slice(0, 1000))).received, 1000);
    assert.equal((await append(id, 0, bytes.slice(0, 1000))).received, 1000);
    assert.equal((await append(id, 500, bytes.slice(500, 2000))).received, 2000);
    await assert.rejects(append(id, 2500, bytes.slice(2500)), refusedWith('conflict'));
    await assert.rejects(append(id, 2000, picture(1001)), refusedWith('invalid', '/part'));
    const parts = await Promise.all([1, 2, 3].map(() => append(id, 2000, bytes.slice(2000))));
    assert.deepEqual(
      parts.map((each) => each.received),
      [3000, 3000, 3000],
    );
    const ticket = await anna().begin();
    const { attachments } = await anna().say(ticket.id, '', { uploadIds: [id] });
    assert.deepEqual(attachments, [{ id, name: 'cups.png', mediaType: 'image/png', size: 3000, width: 3, height: 2 }]);
    const file = await database.store.adapter.call(
      downloadAttachment,
      { attachmentId: id },
      { customer: agentOf('acme') },
    );
    assert.deepEqual([file.name, file.type], ['cups.png', 'image/png']);
    assert.deepEqual(new Uint8Array(await file.arrayBuffer()), bytes);
  });

  test('are read, as often as it takes, for a message that another system keeps', async () => {
    const { store } = database;
    const bytes = picture(3000);
    const { id } = await begin();
    await append(id, 0, bytes.slice(0, 1000));
    await assert.rejects(store.readUploads([id], anna().act()), refusedWith('invalid', '/uploadIds/0'));
    await append(id, 1000, bytes.slice(1000));
    for (let attempt = 1; attempt <= 2; attempt++) {
      const [file] = await store.readUploads([id], anna().act());
      assert.deepEqual([file?.name, file?.type], ['cups.png', 'image/png']);
      assert.deepEqual(new Uint8Array((await file?.arrayBuffer()) ?? []), bytes);
    }
    await assert.rejects(store.readUploads([id, id], anna().act()), refusedWith('invalid', '/uploadIds/1'));
    await assert.rejects(
      store.readUploads([id], { customer: agentOf('acme') }),
      refusedWith('invalid', '/uploadIds/0'),
    );
    await assert.rejects(store.readUploads([id], {}), refusedWith('unauthenticated'));
  });

  test('are refused before they begin where their size or type is not taken', async () => {
    const { maximumSize, mediaTypes } = await database.store.adapter.call(
      getUploadLimits,
      {},
      { customer: customerOf('acme', 'one') },
    );
    assert.equal(maximumSize, 25_000_000);
    assert.ok(!mediaTypes.some((type) => /html|svg|xml$|script/.test(type)));
    await begin({ size: maximumSize });
    await assert.rejects(begin({ size: maximumSize + 1 }), refusedWith('invalid', '/size'));
    await assert.rejects(begin({ size: 0 }), refusedWith('invalid', '/size'));
    for (const mediaType of ['text/html', 'image/svg+xml', 'application/x-msdownload', 'image/*', 'nonsense']) {
      await assert.rejects(begin({ mediaType }), refusedWith('invalid', '/mediaType'), mediaType);
    }
    assert.equal((await begin({ name: 'list.CSV', mediaType: 'application/vnd.ms-excel' })).mediaType, 'text/csv');
    assert.equal((await begin({ name: 'a.pdf', mediaType: '' })).mediaType, 'application/pdf');
    await assert.rejects(begin({ name: 'a.exe', mediaType: '' }), refusedWith('invalid', '/mediaType'));
  });

  test('whose content is not what was announced are refused, in one part and in many', async () => {
    const { id } = await begin({ mediaType: 'image/jpeg', name: 'a.jpg' });
    await assert.rejects(append(id, 0, picture(3000)), refusedWith('invalid', '/part'));
    const small = await begin({ mediaType: 'application/pdf', name: 'a.pdf', size: 600 });
    await append(small.id, 0, picture(600).slice(0, 300));
    await assert.rejects(append(small.id, 300, picture(600).slice(300)), refusedWith('invalid', '/part'));
    const text = await begin({ mediaType: 'text/plain', name: 'a.txt', size: 2000 });
    await assert.rejects(append(text.id, 0, picture(2000)), refusedWith('invalid', '/part'));
    const ticket = await anna().begin();
    for (const uploadId of [id, small.id, text.id]) {
      await assert.rejects(
        anna().say(ticket.id, 'see', { uploadIds: [uploadId] }),
        refusedWith('invalid', '/uploadIds/0'),
      );
    }
  });

  test('belong to one message, and to their sender alone until then', async () => {
    const { id } = await begin({ size: 600 });
    const strangers = [
      customerOf('acme', 'two'),
      { ...customerOf('acme', 'one'), personId: 'one-bert' },
      agentOf('acme'),
    ];
    for (const customer of strangers) {
      const stranger = talker(database.store, customer);
      await assert.rejects(append(id, 0, picture(600), stranger), refusedWith('not_found'));
      await assert.rejects(
        database.store.adapter.call(getUpload, { uploadId: id }, stranger.act()),
        refusedWith('not_found'),
      );
      await assert.rejects(
        database.store.adapter.call(cancelUpload, { uploadId: id }, stranger.act()),
        refusedWith('not_found'),
      );
    }
    await append(id, 0, picture(600));
    const ticket = await anna().begin();
    await anna().say(ticket.id, 'see', { uploadIds: [id] });
    await assert.rejects(anna().say(ticket.id, 'again', { uploadIds: [id] }), refusedWith('invalid', '/uploadIds/0'));
    await assert.rejects(
      database.store.adapter.call(cancelUpload, { uploadId: id }, anna().act()),
      refusedWith('conflict'),
    );
    await assert.rejects(
      database.store.adapter.call(downloadAttachment, { attachmentId: id }, { customer: customerOf('acme', 'two') }),
      refusedWith('not_found'),
    );
  });

  test('are thrown away when they are cancelled, and when they waited too long; used ones stay', async () => {
    const cancelled = await begin({ size: 600 });
    await append(cancelled.id, 0, picture(600));
    assert.ok(existsSync(fileOf(cancelled.id)));
    const act = anna().act();
    await database.store.adapter.call(cancelUpload, { uploadId: cancelled.id }, act);
    await database.store.adapter.call(cancelUpload, { uploadId: cancelled.id }, act);
    assert.ok(!existsSync(fileOf(cancelled.id)));
    const [used, forgotten] = [await begin({ size: 600 }), await begin({ size: 600 })];
    for (const { id } of [used, forgotten]) await append(id, 0, picture(600));
    const ticket = await anna().begin();
    await anna().say(ticket.id, 'see', { uploadIds: [used.id] });
    await database.store.clearUp(new Date(Date.now() + 100 * 3_600_000));
    assert.ok(existsSync(fileOf(used.id)));
    assert.ok(!existsSync(fileOf(forgotten.id)));
    await assert.rejects(
      database.store.adapter.call(getUpload, { uploadId: forgotten.id }, anna().act()),
      refusedWith('not_found'),
    );
  });

  test('that wait for messages are limited', async () => {
    for (let number = 0; number < 10; number++) await begin({ size: 25_000_000 });
    await assert.rejects(begin({ size: 1 }), refusedWith('conflict'));
    await begin({}, talker(database.store, customerOf('acme', 'two')));
  });
});
