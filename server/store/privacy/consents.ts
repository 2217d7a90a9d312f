import type { Consent, giveConsent } from '../../../src/contract/profile/index.ts';
import type { ParsedInputOf } from '../../../src/contract/operation.ts';
import { CabinetError } from '../../../src/contract/problem.ts';
import { announce } from '../announce.ts';
import { type VerifiedCall, act, notFound, ofPerson, personScope, storableId } from '../call.ts';
import { present } from '../orders/mapping.ts';
import { refuse } from '../refuse.ts';
import type { RunTransaction, StoreTransaction } from '../transaction.ts';

export function listConsents(run: RunTransaction, call: VerifiedCall): Promise<{ items: Consent[] }> {
  return run(personScope(call), async (transaction) => ({ items: await readConsents(transaction, call) }));
}

async function readConsents(transaction: StoreTransaction, call: VerifiedCall): Promise<Consent[]> {
  const texts = await transaction
    .selectFrom('consent_texts')
    .selectAll()
    .where('tenant_id', '=', call.customer.tenantId)
    .orderBy('position')
    .orderBy('id')
    .execute();
  const records = await transaction
    .selectFrom('consent_records')
    .selectAll()
    .distinctOn('consent_id')
    .where((builder) => builder.and(ofPerson(call)))
    .orderBy('consent_id')
    .orderBy('id', 'desc')
    .execute();
  const latest = new Map(records.map((record) => [record.consent_id, record]));
  return texts.map((text): Consent => {
    const record = latest.get(text.id);
    // Who agreed to an older text has not agreed to this one.
    const given = record?.given === true && record.version === text.version;
    return {
      id: text.id,
      title: text.title,
      text: text.text,
      version: text.version,
      state: given ? 'given' : record?.given === false ? 'revoked' : 'not_given',
      ...present({
        at: given || record?.given === false ? record.at.toISOString() : undefined,
        required: text.required,
        consequence: text.consequence,
      }),
    };
  });
}

async function consentOf(transaction: StoreTransaction, consentId: string, call: VerifiedCall): Promise<Consent> {
  const consents = await readConsents(transaction, call);
  const consent = consents.find(({ id }) => id === storableId(consentId, 'consent'));
  if (consent === undefined) throw notFound('consent')();
  return consent;
}

/** Adds a record: what was agreed to before is never changed. */
async function record(
  transaction: StoreTransaction,
  { id, version }: Consent,
  given: boolean,
  call: VerifiedCall,
): Promise<Consent> {
  const { tenantId, customerId } = call.customer;
  await transaction
    .insertInto('consent_records')
    .values({ ...ofPerson(call), consent_id: id, version, given })
    .execute();
  await announce(transaction, tenantId, [{ customerId, type: 'consent.updated', entity: 'privacy', entityId: id }]);
  return consentOf(transaction, id, call);
}

export function agree(
  run: RunTransaction,
  input: ParsedInputOf<typeof giveConsent>,
  call: VerifiedCall,
): Promise<Consent> {
  return act(run, personScope(call), call, 'privacy.giveConsent', input, async (transaction) => {
    const consent = await consentOf(transaction, input.consentId, call);
    if (consent.version !== input.version) throw refuse('conflict', 'consentOutdated', call.locale);
    return consent.state === 'given' ? consent : record(transaction, consent, true, call);
  });
}

export function revoke(run: RunTransaction, consentId: string, call: VerifiedCall): Promise<Consent> {
  return act(run, personScope(call), call, 'privacy.revokeConsent', { consentId }, async (transaction) => {
    const consent = await consentOf(transaction, consentId, call);
    if (consent.required !== undefined) {
      throw new CabinetError('conflict', consent.required, { detail: consent.required });
    }
    return consent.state === 'given' ? record(transaction, consent, false, call) : consent;
  });
}
