import type { VerifiedCustomer } from '../src/adapters/adapter.ts';

/** A company whose customers use the cabinet. */
export interface Tenant {
  id: string;
  name: string;
  /** Exact origins of the company's sites, from which browsers may call. */
  origins: readonly string[];
  /** How the company signs its visitors' identity: a JSON Web Key Set, or a shared secret of 32 bytes or more. */
  token?: { issuer: string; audience: string; jwksUrl?: string; secret?: string } | undefined;
}

/** Who is who: what the HTTP side asks of the store, or of any other register of people. */
export interface Directory {
  tenant(tenantId: string): Promise<Tenant | null>;
  /**
   * The person that a verified token names, by the company's own id or by ours, acting for one of
   * their customers (default: the first). Null: unknown, disabled, or not a member there.
   */
  identify(tenantId: string, subject: string, customerId?: string): Promise<VerifiedCustomer | null>;
  /** Starts a session and answers the secret for its cookie; only a hash of it is stored. */
  createSession(tenantId: string, personId: string, lifetimeSeconds: number): Promise<string>;
  findSession(tenantId: string, secret: string): Promise<VerifiedCustomer | null>;
  endSession(tenantId: string, secret: string): Promise<void>;
  /**
   * Tells of people who have signed out somewhere, or of whom something has changed: what lasts longer than a request
   * asks again whether they may go on. A hint only, it may be lost. Absent: one asks now and then.
   */
  onSignInChanged?(listener: (person: { tenantId: string; personId: string }) => void): void;
  /** The demo's password-less login: a person by login name. */
  personByLogin(tenantId: string, login: string): Promise<{ personId: string } | null>;
  /** Whether a company's system may push with this key; compared in constant time. */
  acceptsApiKey(tenantId: string, key: string): Promise<boolean>;
}
