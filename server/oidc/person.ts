import { sql } from 'kysely';
import type { RunTransaction, StoreTransaction } from '../store/index.ts';
import { readMember, storable } from '../store/read-member.ts';
import type { ProviderSettings } from './settings.ts';

/** What a provider says of somebody: of the ID token, or of its address for that. */
export type Claims = Readonly<Record<string, unknown>> & { sub: string };

/** Which claims make a person out, as the company has set it up. */
export function neededClaims({ personClaim, customerClaim, admitByEmail }: ProviderSettings): string[] {
  const email = admitByEmail || personClaim === 'email' ? ['email', 'email_verified'] : [];
  return [personClaim, ...(customerClaim === null ? [] : [customerClaim]), ...email];
}

/**
 * The person of the company's whom the provider's claims name. Nobody is made up: they must be there already, and act
 * for a customer. Null: there is no such person.
 */
export async function findPerson(
  run: RunTransaction,
  settings: ProviderSettings,
  claims: Claims,
): Promise<string | null> {
  const { tenantId, personClaim, customerClaim } = settings;
  const named = claims[personClaim];
  const customerId = customerClaim === null ? undefined : claims[customerClaim];
  const texts = [claims.sub, named, customerId, claims['email']];
  if (!texts.every((text) => typeof text !== 'string' || storable(text))) return null;
  return run({ tenantId }, async (transaction) => {
    const personId =
      (await namedPerson(transaction, settings, claims)) ??
      (await knownPerson(transaction, settings, claims)) ??
      (await personByEmail(transaction, settings, claims));
    if (personId === null) return null;
    // Who is to act for a customer of the provider's naming acts for no other.
    if (customerClaim !== null && typeof customerId !== 'string') return null;
    const member = await readMember(transaction, tenantId, personId, customerId as string | undefined);
    if (member === null) return null;
    if (typeof customerId === 'string') {
      await transaction
        .updateTable('people')
        .set({ current_customer_id: customerId })
        .where((builder) => builder.and({ tenant_id: tenantId, id: personId }))
        .execute();
    }
    return personId;
  });
}

/** The claim holds the person's id. */
async function namedPerson(
  transaction: StoreTransaction,
  { tenantId, personClaim }: ProviderSettings,
  claims: Claims,
): Promise<string | null> {
  const named = claims[personClaim];
  if (typeof named !== 'string' || (personClaim === 'email' && !hasVerifiedEmail(claims))) return null;
  return (await readMember(transaction, tenantId, named))?.personId ?? null;
}

/** They have been made out before. */
async function knownPerson(
  transaction: StoreTransaction,
  { tenantId, issuer, admitByEmail }: ProviderSettings,
  { sub }: Claims,
): Promise<string | null> {
  if (!admitByEmail) return null;
  const known = await transaction
    .selectFrom('provider_identities')
    .select('person_id')
    .where((builder) => builder.and({ tenant_id: tenantId, issuer, subject: sub }))
    .executeTakeFirst();
  return known?.person_id ?? null;
}

/**
 * The one person with the address that the provider has verified. From then on the subject counts, not the address:
 * whoever gets the address later is somebody else.
 */
async function personByEmail(
  transaction: StoreTransaction,
  { tenantId, issuer, admitByEmail }: ProviderSettings,
  claims: Claims,
): Promise<string | null> {
  const { sub, email } = claims;
  if (!admitByEmail || typeof email !== 'string' || email === '' || !hasVerifiedEmail(claims)) return null;
  const people = await transaction
    .selectFrom('people')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('disabled', '=', false)
    .where(sql<boolean>`lower(email) = lower(${email})`)
    .limit(2)
    .execute();
  const [person] = people;
  if (person === undefined || people.length > 1) return null;
  const added = await transaction
    .insertInto('provider_identities')
    .values({ tenant_id: tenantId, issuer, subject: sub, person_id: person.id })
    .onConflict((conflict) => conflict.doNothing())
    .returning('person_id')
    .executeTakeFirst();
  return added?.person_id ?? null;
}

const hasVerifiedEmail = (claims: Claims): boolean => claims['email_verified'] === true;
