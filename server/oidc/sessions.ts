import { sql } from 'kysely';
import { announceSignIns } from '../store/announce.ts';
import { hashSecret } from '../store/hash-secret.ts';
import type { RunTransaction, StoreTransaction } from '../store/index.ts';
import { noteSignIn } from '../store/security/sign-ins.ts';

/** Seconds that asking the provider may take; then another server takes it that this one has died. */
const LEASE = 30;
/** Seconds between two questions at least and at most, however long the provider's access tokens live. */
const [SHORTEST, LONGEST] = [30, 3600];
/** Seconds to the next question if the provider does not say, or could not be asked. */
const [USUAL, AFTER_FAILURE] = [300, 60];

/** What is kept of a sign-in at the provider, beside the session. */
export interface ProviderSession {
  subject: string;
  /** The provider's `sid`. */
  session: string | undefined;
  /** {@link seal | Sealed} tokens. */
  tokens: string;
  /** Seconds until the provider is asked again; undefined: it does not say. Null: it cannot be asked. */
  lifetime: number | null | undefined;
}

const bySecret = (tenantId: string, secret: string) => ({ tenant_id: tenantId, secret_hash: hashSecret(secret) });

const inSeconds = (seconds: number) => sql<string>`now() + make_interval(secs => ${seconds})`;
const nextQuestion = (lifetime: number | undefined) =>
  inSeconds(Math.min(Math.max(lifetime ?? USUAL, SHORTEST), LONGEST));

export async function keepProviderSession(
  run: RunTransaction,
  tenantId: string,
  secret: string,
  { subject, session, tokens, lifetime }: ProviderSession,
): Promise<void> {
  await run({ tenantId }, (transaction) =>
    transaction
      .updateTable('sessions')
      .set({
        provider_subject: subject,
        provider_session: session ?? null,
        provider_tokens: tokens,
        renew_at: lifetime === null ? null : nextQuestion(lifetime),
      })
      .where((builder) => builder.and(bySecret(tenantId, secret)))
      .execute(),
  );
}

/** The sealed tokens of a session; undefined: it is none of the provider's, or there is none. */
export async function sealedTokens(run: RunTransaction, tenantId: string, secret: string): Promise<string | undefined> {
  const row = await run({ tenantId }, (transaction) =>
    transaction
      .selectFrom('sessions')
      .select('provider_tokens')
      .where((builder) => builder.and(bySecret(tenantId, secret)))
      .executeTakeFirst(),
  );
  return row?.provider_tokens ?? undefined;
}

/** Whether the provider must be asked now, and by whom. */
export type Renewal =
  | { state: 'fresh' }
  /** There is no such session any more. */
  | { state: 'gone' }
  /** Another server is asking. */
  | { state: 'busy' }
  /** Nobody else will ask until this is done. */
  | { state: 'mine'; subject: string; tokens: string };

/** Takes the one right to ask the provider. It ends by itself, so that a server that dies holds up nobody for long. */
export async function claimRenewal(run: RunTransaction, tenantId: string, secret: string): Promise<Renewal> {
  const known = await run({ tenantId }, (transaction) => readRenewal(transaction, tenantId, secret));
  if (known === undefined) return { state: 'gone' };
  if (!known.due) return { state: 'fresh' };
  if (known.busy) return { state: 'busy' };
  const claimed = await run({ tenantId }, (transaction) =>
    transaction
      .updateTable('sessions')
      .set({ renewing_until: inSeconds(LEASE) })
      .where((builder) => builder.and(bySecret(tenantId, secret)))
      .where('renew_at', '<=', sql<Date>`now()`)
      .where(sql<boolean>`coalesce(renewing_until, '-infinity') <= now()`)
      .returning(['provider_subject', 'provider_tokens'])
      .executeTakeFirst(),
  );
  if (claimed === undefined) return { state: 'busy' };
  const { provider_subject: subject, provider_tokens: tokens } = claimed;
  return subject === null || tokens === null ? { state: 'fresh' } : { state: 'mine', subject, tokens };
}

/** By the database's clock alone, which all servers share. */
function readRenewal(transaction: StoreTransaction, tenantId: string, secret: string) {
  return transaction
    .selectFrom('sessions')
    .select([
      sql<boolean>`coalesce(renew_at <= now(), false)`.as('due'),
      sql<boolean>`coalesce(renewing_until > now(), false)`.as('busy'),
    ])
    .where((builder) => builder.and(bySecret(tenantId, secret)))
    .executeTakeFirst();
}

/** The sign-in lasts: what the provider gave in exchange is kept. */
export async function finishRenewal(
  run: RunTransaction,
  tenantId: string,
  secret: string,
  { tokens, lifetime }: { tokens: string; lifetime: number | undefined },
): Promise<void> {
  await run({ tenantId }, (transaction) =>
    transaction
      .updateTable('sessions')
      .set({ provider_tokens: tokens, renew_at: nextQuestion(lifetime), renewing_until: null })
      .where((builder) => builder.and(bySecret(tenantId, secret)))
      .execute(),
  );
}

/** The provider could not be asked, which says nothing about the sign-in. */
export async function postponeRenewal(run: RunTransaction, tenantId: string, secret: string): Promise<void> {
  await run({ tenantId }, (transaction) =>
    transaction
      .updateTable('sessions')
      .set({ renew_at: inSeconds(AFTER_FAILURE), renewing_until: null })
      .where((builder) => builder.and(bySecret(tenantId, secret)))
      .execute(),
  );
}

/** Sessions that the provider has ended. */
export type Ended =
  | { secret: string }
  /** As a logout token names them (OpenID Connect Back-Channel Logout 1.0, 2.4): those that began before it was made. */
  | { subject?: string | undefined; session?: string | undefined; before: Date };

/** Ends sessions, tells of it in the history of sign-ins, and closes what they have open; answers how many. */
export async function endProviderSessions(run: RunTransaction, tenantId: string, ended: Ended): Promise<number> {
  return run({ tenantId }, async (transaction) => {
    let query = transaction.deleteFrom('sessions').where('tenant_id', '=', tenantId);
    if ('secret' in ended) {
      query = query.where('secret_hash', '=', hashSecret(ended.secret));
    } else {
      query = query.where('provider_tokens', 'is not', null).where('signed_in_at', '<=', ended.before);
      const { session, subject } = ended;
      query = query.where((either) => {
        const ofSubject = either('provider_subject', '=', subject ?? '');
        if (session === undefined) return ofSubject;
        // A provider that names its sessions only at the end means all of the person's.
        return either.or([
          either('provider_session', '=', session),
          either.and([either('provider_session', 'is', null), ofSubject]),
        ]);
      });
    }
    const rows = await query.returning(['person_id', 'user_agent', 'address']).execute();
    for (const { person_id: personId, user_agent: userAgent, address } of rows) {
      await noteSignIn(transaction, tenantId, personId, 'ended', { userAgent, address });
    }
    await announceSignIns(
      transaction,
      tenantId,
      rows.map((row) => row.person_id),
    );
    return rows.length;
  });
}
