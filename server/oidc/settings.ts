import { storable } from '../store/read-member.ts';
import type { RunTransaction } from '../store/index.ts';

/** Not `offline_access`: a refresh token that outlives the sign-in at the provider would tell nothing of its end. */
export const DEFAULT_SCOPES = 'openid email';

/** How a company's customers sign in at its OpenID Connect provider. */
export interface ProviderSettings {
  tenantId: string;
  companyName: string;
  /** Exact origins to which people may be led back. */
  origins: readonly string[];
  /** The company's page, for who was nowhere before. */
  home: string;
  issuer: string;
  clientId: string;
  /** Null: a public client. */
  clientSecret: string | null;
  scopes: string;
  personClaim: string;
  customerClaim: string | null;
  admitByEmail: boolean;
  /** Where the provider leads who has signed out; null: it shows a page of its own. */
  signedOutUrl: string | null;
}

/** Null: there is no such company, or it has no provider. */
export async function readProviderSettings(run: RunTransaction, tenantId: string): Promise<ProviderSettings | null> {
  if (!storable(tenantId)) return null;
  const row = await run({ tenantId }, (transaction) =>
    transaction
      .selectFrom('tenants')
      .select(['name', 'origins', 'cabinet_url', 'oidc_issuer', 'oidc_client_id', 'oidc_client_secret', 'oidc_scopes'])
      .select(['oidc_person_claim', 'oidc_customer_claim', 'oidc_admit_by_email', 'oidc_signed_out_url'])
      .where('id', '=', tenantId)
      .executeTakeFirst(),
  );
  if (row === undefined || row.oidc_issuer === null || row.oidc_client_id === null) return null;
  return {
    tenantId,
    companyName: row.name,
    origins: row.origins,
    home: row.cabinet_url ?? row.origins[0] ?? '/',
    issuer: row.oidc_issuer,
    clientId: row.oidc_client_id,
    clientSecret: row.oidc_client_secret,
    scopes: row.oidc_scopes ?? DEFAULT_SCOPES,
    personClaim: row.oidc_person_claim ?? 'sub',
    customerClaim: row.oidc_customer_claim,
    admitByEmail: row.oidc_admit_by_email,
    signedOutUrl: row.oidc_signed_out_url,
  };
}
