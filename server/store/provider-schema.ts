import type { Generated } from 'kysely';
import type { Moment, Optional, OptionalMoment } from './column-types.ts';

/** How a company's customers sign in at its OpenID Connect provider: columns of the company's row. */
export interface ProviderColumns {
  /** The OpenID Connect provider at which its customers sign in, and as what this server is known there. */
  oidc_issuer: Optional<string>;
  oidc_client_id: Optional<string>;
  oidc_client_secret: Optional<string>;
  /** What is asked for, divided by spaces; null: `openid email`. */
  oidc_scopes: Optional<string>;
  /** The claim with the person's id; null: `sub`. */
  oidc_person_claim: Optional<string>;
  /** The claim with the id of the customer they act for; null: as they chose last. */
  oidc_customer_claim: Optional<string>;
  /** Whether a verified e-mail address of the provider's makes out who a person is. */
  oidc_admit_by_email: Generated<boolean>;
  /** Where the provider leads who has signed out. */
  oidc_signed_out_url: Optional<string>;
}

/** A session that lasts as long as a sign-in at the provider: columns of the session's row. */
export interface ProviderSessionColumns {
  /** Who this is at the company's identity provider; null: they signed in elsewhere. */
  provider_subject: Optional<string>;
  /** The provider's own session (`sid`). */
  provider_session: Optional<string>;
  /** The provider's tokens, which only the session's own secret opens. */
  provider_tokens: Optional<string>;
  /** When the provider is asked again whether the sign-in lasts; null: never. */
  renew_at: OptionalMoment;
  /** Until when some server is asking. */
  renewing_until: OptionalMoment;
}

/** Somebody is at the company's identity provider, and is expected back. */
export interface PendingSignInTable {
  tenant_id: string;
  state_hash: Uint8Array;
  /** Of the cookie by which the browser is known again that began it. */
  browser_hash: Uint8Array;
  nonce: string;
  /** Of PKCE (RFC 7636). */
  verifier: string;
  return_to: string;
  /** Whether they have come back. */
  taken: Generated<boolean>;
  expires_at: Moment;
}

/** A person of ours whom the provider knows by a subject that is not the person's id. */
export interface ProviderIdentityTable {
  tenant_id: string;
  issuer: string;
  subject: string;
  person_id: string;
  created_at: Generated<Date>;
}

export interface ProviderTables {
  pending_sign_ins: PendingSignInTable;
  provider_identities: ProviderIdentityTable;
}
