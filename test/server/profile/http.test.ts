import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { createApp } from '../../../server/app.ts';
import { createDemoSite } from '../../../server/demo/demo-site.ts';
import { createPushRoutes } from '../../../server/push/index.ts';
import { operations } from '../../../src/contract/index.ts';
import { API_KEY } from '../helpers/company.ts';
import { describeDatabases } from '../helpers/databases.ts';
import { addPeople, callerOf, letters, member } from './calling.ts';

const { company, members } = operations;
const png = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='),
  (sign) => sign.charCodeAt(0),
);

/** The demo's company, so that its website may be asked. */
const TENANT = 'nordwind';

describeDatabases('profile over HTTP', (database) => {
  const anna = callerOf(database, member('anna', 'one', TENANT));

  beforeEach(async () => {
    await addPeople(database.store, [TENANT]);
    await database.store.transaction('operator', (transaction) =>
      transaction
        .updateTable('tenants')
        .set({ locked_company_fields: ['taxId'] })
        .execute(),
    );
  });

  const upload = async (operation: string, method: string, name: string, files: File[]) => {
    const { adapter, directory } = database.store;
    const secret = await directory.createSession(TENANT, 'anna', 3600);
    const form = new FormData();
    form.append('input', JSON.stringify(operation.includes('company') ? { requisites: { taxId: '7707083893' } } : {}));
    for (const file of files) form.append(name, file);
    const request = new Request(`http://localhost/api/${TENANT}${operation}`, {
      method,
      body: form,
      headers: { Cookie: `cabinet=${secret}`, 'X-Cabinet': '1', 'Idempotency-Key': crypto.randomUUID() },
    });
    // Browsers tell how much comes.
    const body = await request.arrayBuffer();
    const headers = new Headers(request.headers);
    headers.set('Content-Length', String(body.byteLength));
    return createApp({ adapter, directory }).request(request.url, { method, headers, body });
  };
  const picture = (bytes: number) => {
    const content = new Uint8Array(bytes);
    content.set(png);
    return new File([content], 'me.png', { type: 'image/png' });
  };
  const site = () => createDemoSite(database.store);
  const push = (method: string, path: string, body?: unknown, key = `${TENANT}-${API_KEY}`) =>
    createPushRoutes(database.store).request(`http://localhost/push/${TENANT}${path}`, {
      method,
      headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
    site().request(`http://localhost/${TENANT}${path}`, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { Origin: 'http://localhost', ...headers },
    });

  test('files have a limit of their own, everything else that of before', async () => {
    assert.equal((await upload('/profile/avatar', 'PUT', 'file', [picture(4_900_000)])).status, 200);
    const above = await upload('/profile/avatar', 'PUT', 'file', [picture(5_000_001)]);
    assert.equal(above.status, 422);
    const huge = await upload('/profile/avatar', 'PUT', 'file', [picture(7_000_000)]);
    assert.equal(huge.status, 413);
    assert.match(((await huge.json()) as { detail: string }).detail, /5 MB/);
    const paper = new File([new TextEncoder().encode('%PDF-1.7'), new Uint8Array(9_000_000)], 'a.pdf', {
      type: 'application/pdf',
    });
    const asked = await upload('/company/change-requests', 'POST', 'attachments', [paper, paper]);
    assert.equal(asked.status, 200);
    const elsewhere = await upload('/addresses', 'POST', 'note', [picture(2_000_000)]);
    assert.equal(elsewhere.status, 413);
  });

  test('the company’s system sees the requests, their papers, and decides', async () => {
    const file = new File(['%PDF-1.7'], 'extract.pdf', { type: 'application/pdf' });
    const { id } = await anna(company.requestChange, { requisites: { taxId: '7707083893' }, attachments: [file] });
    assert.equal((await push('GET', '/change-requests', undefined, 'wrong')).status, 401);
    const { items } = (await (await push('GET', '/change-requests')).json()) as { items: { id: string }[] };
    assert.deepEqual(
      items.map((item) => item.id),
      [id],
    );
    const paper = await push('GET', `/change-requests/${id}/attachments/0`);
    assert.deepEqual([await paper.text(), paper.headers.get('Content-Type')], ['%PDF-1.7', 'application/pdf']);
    assert.equal((await push('GET', `/change-requests/${id}/attachments/1`)).status, 404);
    const decided = await push('PUT', '/change-decisions', [
      { externalId: id, approved: true, answer: 'Done' },
      { externalId: 'nothing', approved: true },
    ]);
    const report = (await decided.json()) as { accepted: number; errors: { row: number; pointer: string }[] };
    assert.deepEqual([report.accepted, report.errors.map(({ row }) => row)], [1, [2]]);
    assert.equal((await anna(company.get, {})).requisites.taxId, '7707083893');
  });

  test('staff decide on the demo’s page', async () => {
    const { id } = await anna(company.requestChange, { requisites: { taxId: '7707083893' }, comment: '<b>moved</b>' });
    const page = await (await site().request(`http://localhost/${TENANT}/staff/requests`)).text();
    assert.ok(page.includes('7707083893') && page.includes('&lt;b&gt;moved') && !page.includes('<b>moved'));
    const decided = await post(`/staff/requests/${id}`, { decision: 'decline', answer: 'Too old' });
    assert.match(decided.headers.get('Location') ?? '', /done$/);
    const again = await post(`/staff/requests/${id}`, { decision: 'approve' });
    assert.match(again.headers.get('Location') ?? '', /gone$/);
    const { items } = await anna(company.changeRequests, {});
    assert.deepEqual([items[0]?.state, items[0]?.answer], ['declined', 'Too old']);
    assert.equal((await anna(company.get, {})).requisites.taxId, '0000000018');
  });

  test('an invitation is accepted on the company’s site, or by its system, once', async () => {
    const invite = async (email: string) => {
      await anna(members.invite, { email, role: 'buyer' });
      const url = new URL((await letters(database.store, email))[0]?.payload?.url ?? '');
      return url.searchParams.get('cabinet-invitation') ?? '';
    };
    const token = await invite('new@sample.example');
    const page = await site().request(`http://localhost/${TENANT}/invitation?cabinet-invitation=${token}`);
    assert.match(await page.text(), /Customer one/);
    const fields = { 'cabinet-invitation': token, name: 'New Comer' };
    const joined = await post('/invitation', fields);
    assert.equal(joined.status, 303);
    assert.match(joined.headers.get('Set-Cookie') ?? '', /cabinet=/);
    assert.equal((await post('/invitation', fields)).status, 404);
    const other = await invite('other@sample.example');
    const accept = { token: other, person: { externalId: 'their-id', name: 'Other Comer' } };
    assert.equal((await push('POST', '/invitations/accept', accept)).status, 200);
    assert.equal((await push('POST', '/invitations/accept', accept)).status, 404);
    assert.equal((await push('POST', '/invitations/accept', { token: other })).status, 422);
    const { items } = await anna(members.list, {});
    assert.deepEqual(items.map(({ name }) => name).toSorted(), [
      'Name of anna',
      'Name of bea',
      'Name of otto',
      'New Comer',
      'Other Comer',
    ]);
  });

  test('the texts of consents are the company’s; a new version is agreed to anew', async () => {
    const { privacy } = operations;
    const text = { externalId: 'news', version: '1', title: 'News', text: 'We write.' };
    await push('PUT', '/consents', [text]);
    await anna(privacy.giveConsent, { consentId: 'news', version: '1' });
    await push('PUT', '/consents', [{ ...text, version: '2' }]);
    const { items } = await anna(privacy.consents, {});
    assert.deepEqual(
      items.map(({ version, state }) => [version, state]),
      [['2', 'not_given']],
    );
  });
});
