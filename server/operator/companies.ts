import { randomBytes } from 'node:crypto';
import type { Insertable } from 'kysely';
import { hashSecret } from '../store/hash-secret.ts';
import type { RunTransaction, StoreTransaction } from '../store/index.ts';
import type { TenantTable } from '../store/schema.ts';
import { readSettings as readTicketSettings } from '../store/tickets/settings.ts';
import { writeSupport, type SupportRecord } from '../store/write/support.ts';
import { CommandError } from './command-error.ts';
import { needed, shownSettings, type CompanySettings } from './settings.ts';

/** What a command has to say. */
export interface Outcome {
  /** For standard output: what was asked for, or a secret and nothing else, so that a script can keep it. */
  output?: string | undefined;
  /** For the person who gave the command. */
  note?: string | undefined;
}

/** Something to do with the companies of a database. */
export type Act = (run: RunTransaction) => Promise<Outcome>;

const SECRET_ONCE = 'is printed below, this once. Keep it where only your server can read it.';

/** Long enough for HS256 (RFC 7518, 3.2: 32 bytes), and for a key whose hash alone is kept. */
const newSecret = () => randomBytes(32).toString('base64url');

export const list: Act = async (run) => {
  const rows = await run('operator', (transaction) =>
    transaction.selectFrom('tenants').select(['id', 'name', 'origins']).orderBy('id').execute(),
  );
  if (rows.length === 0) return { note: 'There is no company yet. Set one up: npm run company -- create <id> …' };
  return { output: rows.map(({ id, name, origins }) => `${id}\t${name}\t${origins.join(' ')}`).join('\n') };
};

export const show =
  (id: string): Act =>
  (run) =>
    onCompany(run, id, async (transaction, company) => {
      const keys = await keysOf(transaction, id);
      const lines: [string, string][] = [
        ...shownSettings(company),
        ...(await shownSupport(transaction, id)),
        ['shared secret', company.token_secret === null ? 'none' : 'is set'],
        ['client secret', company.oidc_client_secret === null ? 'none' : 'is set'],
        ...keys.map(({ name, created_at: made }): [string, string] => [
          'API key',
          `${name}, made ${made.toISOString().slice(0, 10)}`,
        ]),
      ];
      return { output: [id, ...lines.map(([name, value]) => `  ${name.padEnd(20)} ${value}`)].join('\n') };
    });

export const create =
  (id: string, settings: CompanySettings): Act =>
  (run) =>
    run('operator', async (transaction) => {
      const { name, origins, currency, time_zone: timeZone, mail_from: mailFrom } = settings;
      if (!name || !origins || !currency || !timeZone || !mailFrom) {
        throw new CommandError(`A new company needs at least ${needed.map((option) => `--${option}`).join(', ')}.`);
      }
      refuseHalfProvider(settings);
      const secret = settings.token_jwks_url ? null : newSecret();
      const added = await transaction
        .insertInto('tenants')
        .values({
          locale: 'en',
          token_issuer: origins[0],
          token_audience: 'cabinet',
          tax_percent: '0',
          tax_included: false,
          shipping_fee: '0',
          delivery_days: 3,
          order_prefix:
            id
              .replaceAll(/[^\p{L}\p{N}]/gu, '')
              .slice(0, 4)
              .toUpperCase() || 'C',
          legal_name: name,
          address: [],
          bank_details: [],
          ...settings,
          id,
          token_secret: secret,
        } as Insertable<TenantTable>)
        .onConflict((conflict) => conflict.doNothing())
        .returning(['token_issuer', 'token_audience'])
        .executeTakeFirst();
      if (added === undefined) {
        throw new CommandError(
          `There is a company ${id} already. To set it up otherwise: npm run company -- change ${id} …`,
        );
      }
      const claims = `iss ${added.token_issuer}, aud ${added.token_audience}`;
      return secret === null
        ? { note: `The company ${id} is set up. Its tokens (${claims}) are verified by its key set.` }
        : {
            note: `The company ${id} is set up. The secret that its tokens are signed with (HS256; ${claims}) ${SECRET_ONCE}`,
            output: secret,
          };
    });

export const change =
  (id: string, settings: CompanySettings): Act =>
  (run) =>
    onCompany(run, id, async (transaction, company) => {
      if (Object.keys(settings).length === 0) throw new CommandError(`Nothing to change of ${id} was given.`);
      refuseHalfProvider({ ...company, ...settings });
      // One way of verifying at a time: what is no longer used must not lie about.
      const secret = settings.token_jwks_url ? { token_secret: null } : {};
      await transaction
        .updateTable('tenants')
        .set({ ...settings, ...secret })
        .where('id', '=', id)
        .execute();
      const leftOpen =
        settings.token_jwks_url === null
          ? ` Nobody can sign in by token until it has a secret: npm run company -- rotate-secret ${id}`
          : '';
      return { note: `The company ${id} is changed.${leftOpen}` };
    });

/** What is not in it is taken away: the record is all of how a company answers. */
export const setSupport =
  (id: string, support: SupportRecord): Act =>
  (run) =>
    onCompany(run, id, async (transaction) => {
      await writeSupport(transaction, id, support);
      const kinds = support.kinds.map(({ label }) => label).join(', ');
      return { note: `Customers of ${id} may ask for: ${kinds}.` };
    });

/** Null: the provider takes this server without one. */
export const setClientSecret =
  (id: string, secret: string | null): Act =>
  (run) =>
    onCompany(run, id, async (transaction) => {
      await transaction.updateTable('tenants').set({ oidc_client_secret: secret }).where('id', '=', id).execute();
      return { note: `The client secret of ${id} is ${secret === null ? 'taken away' : 'set'}.` };
    });

export const rotateSecret =
  (id: string): Act =>
  (run) =>
    onCompany(run, id, async (transaction, company) => {
      if (company.token_jwks_url !== null) {
        throw new CommandError(
          `The tokens of ${id} are verified by the key set at ${company.token_jwks_url}, so there is no secret to rotate. ` +
            `To use one instead, first: npm run company -- change ${id} --jwks-url ""`,
        );
      }
      const secret = newSecret();
      await transaction.updateTable('tenants').set({ token_secret: secret }).where('id', '=', id).execute();
      return {
        note: `Tokens of ${id} that were signed with the old secret end within seconds. The new secret ${SECRET_ONCE}`,
        output: secret,
      };
    });

export const addKey =
  (id: string, name: string): Act =>
  (run) =>
    onCompany(run, id, async (transaction) => {
      const keys = await keysOf(transaction, id);
      if (keys.some((key) => key.name === name)) {
        throw new CommandError(
          `${id} has an API key named ${name} already. Choose another name, or take that one back first: npm run company -- revoke-key ${id} ${name}`,
        );
      }
      const key = newSecret();
      await transaction
        .insertInto('api_keys')
        .values({ tenant_id: id, name, key_hash: hashSecret(key) })
        .execute();
      return { note: `The API key ${name} of ${id} ${SECRET_ONCE}`, output: key };
    });

export const revokeKey =
  (id: string, name: string): Act =>
  (run) =>
    onCompany(run, id, async (transaction) => {
      const revoked = await transaction
        .deleteFrom('api_keys')
        .where('tenant_id', '=', id)
        .where('name', '=', name)
        .returning('name')
        .execute();
      if (revoked.length === 0) {
        const names = (await keysOf(transaction, id)).map((key) => key.name).join(', ');
        throw new CommandError(`${id} has no API key named ${name}. It has: ${names || 'none'}.`);
      }
      return { note: `The API key ${name} of ${id} is no longer taken.` };
    });

function refuseHalfProvider({
  oidc_issuer: issuer,
  oidc_client_id: clientId,
}: Pick<CompanySettings, 'oidc_issuer' | 'oidc_client_id'>): void {
  if (((issuer ?? null) === null) !== ((clientId ?? null) === null)) {
    throw new CommandError('--oidc-issuer and --oidc-client-id belong together: give both, or take both away.');
  }
}

/** Does something with a company that must be there, and keeps others from changing it meanwhile. */
function onCompany(
  run: RunTransaction,
  id: string,
  work: (transaction: StoreTransaction, company: Company) => Promise<Outcome>,
): Promise<Outcome> {
  return run('operator', async (transaction) => {
    const company = await readCompany(transaction, id);
    if (company !== undefined) return work(transaction, company);
    const others = await transaction.selectFrom('tenants').select('id').orderBy('id').limit(20).execute();
    const known = others.map((other) => other.id).join(', ');
    throw new CommandError(
      known === ''
        ? `There is no company ${id}, nor any other, in this database. Is it the right one (DATABASE_URL, DATA_DIRECTORY)?`
        : `There is no company ${id} in this database. There is: ${known}.`,
    );
  });
}

type Company = NonNullable<Awaited<ReturnType<typeof readCompany>>>;
const readCompany = (transaction: StoreTransaction, id: string) =>
  transaction.selectFrom('tenants').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();

async function shownSupport(transaction: StoreTransaction, id: string): Promise<[string, string][]> {
  const { staffRole, hours, openDays, opensAt, closesAt, answerMinutes } = await readTicketSettings(transaction, id);
  const kinds = await transaction
    .selectFrom('ticket_kinds')
    .select(['id', 'label', 'fields'])
    .where('tenant_id', '=', id)
    .orderBy('position')
    .execute();
  const said: [string, string | number | null][] = [
    ['staff', staffRole],
    ['hours', hours],
    ['open', openDays.length === 0 ? null : `days ${openDays.join(', ')} from ${opensAt} to ${closesAt}`],
    ['answer in minutes', answerMinutes],
    ...kinds.map(({ id: kind, label, fields }): [string, string] => [
      'kind of request',
      [`${kind} (${label})`, ...Object.keys(fields?.['properties'] ?? {})].join(', '),
    ]),
  ];
  return said.flatMap(([name, value]): [string, string][] => (value === null ? [] : [[name, String(value)]]));
}

function keysOf(transaction: StoreTransaction, id: string) {
  return transaction
    .selectFrom('api_keys')
    .select(['name', 'created_at'])
    .where('tenant_id', '=', id)
    .orderBy('created_at')
    .execute();
}
