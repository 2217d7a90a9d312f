import { expect } from 'chai';
import { DEMO_CODE, demoCompany, memory, type MemoryOptions } from '../../../src/adapters/memory/index.ts';
import { CabinetError, operations, type InputOf, type Operation, type OutputOf } from '../../../src/index.ts';
import * as z from 'zod/mini';

const now = new Date('2026-11-23T10:00:00Z');
const { session, profile, company, companies, addresses, members, notifications, security, privacy } = operations;

let acts = 0;
function backend(options: MemoryOptions = {}) {
  const adapter = memory({ now, ...options });
  /** Calls, and checks that the answer is what the contract promises. */
  const ask = async <O extends Operation>(operation: O, input: InputOf<O>, ifMatch?: string): Promise<OutputOf<O>> => {
    const context = { idempotencyKey: `act-${++acts}`, ifMatch };
    const answer = await adapter.call(operation, input as never, context);
    return z.parse(operation.output, answer) as OutputOf<O>;
  };
  return { adapter, ask };
}
async function failure(call: Promise<unknown>): Promise<CabinetError> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).to.be.instanceOf(CabinetError);
  return error as CabinetError;
}

describe('memory: profile', () => {
  for (const locale of ['en', 'ru'] as const) {
    it(`answers every question as the contract says (${locale})`, async () => {
      const { ask } = backend({ company: demoCompany(locale) });
      const questions = [
        ...[profile.get, company.get, company.changeRequests, addresses.list, members.list],
        ...[notifications.preferences, security.sessions, security.signIns],
        ...[privacy.consents, privacy.exports, privacy.deletion],
      ];
      for (const question of questions) await ask(question, {});
      const { requisites } = await ask(company.get, {});
      const search = requisites.taxId ?? requisites.vatId ?? '';
      expect((await ask(companies.lookup, { search })).items[0]?.requisites.legalName).to.equal(requisites.legalName);
      const code = requisites.bic ?? requisites.swift ?? '';
      expect((await ask(companies.lookupBank, { code })).items[0]?.bankName).to.equal(requisites.bankName);
    });

    it(`has requisites that pass their own checks (${locale})`, async () => {
      const { ask } = backend({ company: demoCompany(locale) });
      const { etag, requisites, locked } = await ask(company.get, {});
      const own = Object.entries(requisites).filter(([field]) => !locked.some((each) => each.field === field));
      await ask(company.update, { requisites: Object.fromEntries(own) }, etag);
    });
  }

  it('updates from the version that was edited only, and an empty text takes a field away', async () => {
    const { ask } = backend();
    const { etag } = await ask(profile.get, {});
    const changed = await ask(profile.update, { givenName: 'Coco', jobTitle: '' }, etag);
    expect(changed.givenName).to.equal('Coco');
    expect(changed).not.to.have.property('jobTitle');
    expect((await failure(ask(profile.update, { givenName: 'X' }, etag))).code).to.equal('conflict');
    expect((await ask(session.get, {})).person.name).to.equal('Coco Amsel');
  });

  it('verifies a contact by its code, and counts wrong ones', async () => {
    const { ask } = backend();
    const added = (await ask(profile.addContact, { kind: 'email', value: 'new@amsel.example' })).contacts.at(-1);
    const contactId = added?.id ?? '';
    expect(added?.verification?.attemptsLeft).to.equal(5);
    const wrong = await failure(ask(profile.verifyContact, { contactId, code: '000000' }));
    expect(wrong.fields?.['/code']).to.contain('4');
    expect((await failure(ask(profile.sendContactCode, { contactId }))).code).to.equal('rate_limited');
    const { contacts } = await ask(profile.verifyContact, { contactId, code: DEMO_CODE });
    expect(contacts.at(-1)?.allowedActions).to.deep.equal(['make_primary', 'remove']);
    await ask(profile.makeContactPrimary, { contactId });
    expect((await ask(session.get, {})).person.email).to.equal('new@amsel.example');
    expect((await failure(ask(profile.removeContact, { contactId }))).code).to.equal('conflict');
  });

  it('refuses locked and wrong requisites at their field, and changes locked ones by request', async () => {
    const { adapter, ask } = backend({ company: demoCompany('ru') });
    const { etag } = await ask(company.get, {});
    const refused = await failure(ask(company.update, { requisites: { taxId: '0000000025', account: '1' } }, etag));
    expect(Object.keys(refused.fields ?? {})).to.have.members(['/requisites/taxId', '/requisites/account']);
    const request = await ask(company.requestChange, { requisites: { taxId: '00-0000-0025' }, comment: 'New' });
    expect(request.changes).to.deep.equal([{ field: 'taxId', from: '0000000018', to: '0000000025' }]);
    adapter.decide(request.id, true);
    expect((await ask(company.get, {})).requisites.taxId).to.equal('0000000025');
    expect((await failure(ask(company.withdrawChange, { requestId: request.id }))).code).to.equal('conflict');
  });

  it('keeps an owner, and lets nobody but an owner manage colleagues', async () => {
    const { ask } = backend();
    const { items } = await ask(members.list, {});
    const me = items.find(({ you }) => you);
    const refused = await failure(ask(members.changeRole, { memberId: me?.id ?? '', role: 'viewer' }));
    expect(refused.code).to.equal('conflict');
    const viewer = backend({ personId: 'cafe-amsel-mia' });
    expect((await viewer.ask(members.list, {})).items.flatMap(({ allowedActions }) => allowedActions)).to.be.empty;
    const invite = viewer.ask(members.invite, { email: 'x@y.example', role: 'buyer' });
    expect((await failure(invite)).code).to.equal('forbidden');
  });

  it('acts for another of the person’s customers, with the roles there', async () => {
    const { ask } = backend();
    const before = await ask(session.get, {});
    expect(before.customers.map(({ id }) => id)).to.deep.equal(['cafe-amsel', 'pelican-van']);
    const after = await ask(session.switchCustomer, { customerId: 'pelican-van' });
    expect(after.roles).to.deep.equal(['accountant']);
    expect((await ask(operations.orders.list, {})).items).to.be.empty;
    expect(
      (await failure(ask(addresses.setDefault, { addressId: 'pelican-van-address-1', purpose: 'billing' }))).code,
    ).to.equal('forbidden');
    expect((await failure(ask(session.switchCustomer, { customerId: 'stern-canteens' }))).code).to.equal('not_found');
  });

  it('switches notifications, but not what is locked', async () => {
    const { ask } = backend();
    const { etag } = await ask(notifications.preferences, {});
    const changes = [{ eventId: 'news.offers', channel: 'email' as const, enabled: true }];
    const after = await ask(notifications.updatePreferences, { changes }, etag);
    const news = after.events.find(({ id }) => id === 'news.offers');
    expect(news?.channels.find(({ id }) => id === 'email')?.enabled).to.equal(true);
    const locked = [{ eventId: 'invoice.issued', channel: 'email' as const, enabled: false }];
    const refused = await failure(ask(notifications.updatePreferences, { changes: locked }, after.etag));
    expect(Object.keys(refused.fields ?? {})).to.deep.equal(['/changes/0/enabled']);
  });

  it('moves the default address on when it is removed', async () => {
    const { ask } = backend({ customerId: 'stern-canteens' });
    const [first, second] = (await ask(addresses.list, {})).items;
    const { items } = await ask(addresses.remove, { addressId: first?.id ?? '' });
    expect(items).to.have.length(1);
    expect(items[0]?.id).to.equal(second?.id);
    expect(items[0]?.defaultFor).to.deep.equal(['delivery', 'billing']);
  });

  it('deletes an account only by its phrase, and not that of the last owner', async () => {
    const owner = backend();
    expect((await owner.ask(privacy.deletion, {})).obstacle).to.contain('only owner');
    const { ask } = backend({ personId: 'cafe-amsel-jonas' });
    const { phrase } = await ask(privacy.deletion, {});
    expect((await failure(ask(privacy.requestDeletion, { phrase: 'yes' }))).fields).to.have.property('/phrase');
    expect((await ask(privacy.requestDeletion, { phrase })).state).to.equal('scheduled');
    expect((await ask(privacy.cancelDeletion, {})).state).to.equal('none');
  });
});
