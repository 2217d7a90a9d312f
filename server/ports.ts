import type { VerifiedCustomer } from '../src/adapters/adapter.ts';
import type { RegisteredCompany } from '../src/contract/company/index.ts';
import type { CustomerReference } from '../src/contract/session.ts';

/** A company whose customers use the cabinet. */
export interface Tenant {
  id: string;
  name: string;
  /** Exact origins of the company's sites, from which browsers may call. */
  origins: readonly string[];
  /** How the company signs its visitors' identity: a JSON Web Key Set, or a shared secret of 32 bytes or more. */
  token?: { issuer: string; audience: string; jwksUrl?: string; secret?: string } | undefined;
}

/** From where somebody signs in. */
export interface SignInDevice {
  userAgent?: string | null | undefined;
  /** Network address. */
  address?: string | null | undefined;
}

/** Who is who: what the HTTP side asks of the store, or of any other register of people. */
export interface Directory {
  tenant(tenantId: string): Promise<Tenant | null>;
  /**
   * The person that a verified token names, by the company's own id or by ours, acting for one of
   * their customers (default: the one they chose last, otherwise the first). Null: unknown, disabled, or not a member there.
   */
  identify(tenantId: string, subject: string, customerId?: string): Promise<VerifiedCustomer | null>;
  /** A customer of the company, for its staff; null: there is none. Absent: staff see no single customers. */
  customer?(tenantId: string, customerId: string): Promise<CustomerReference | null>;
  /** Starts a session and answers the secret for its cookie; only a hash of it is stored. */
  createSession(tenantId: string, personId: string, lifetimeSeconds: number, device?: SignInDevice): Promise<string>;
  findSession(tenantId: string, secret: string): Promise<VerifiedCustomer | null>;
  endSession(tenantId: string, secret: string): Promise<void>;
  /** Notes in a person's history that somebody could not sign in as them. */
  signInFailed?(tenantId: string, login: string, device: SignInDevice): Promise<void>;
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

/** A bank by its code. */
export interface RegisteredBank {
  bankName: string;
  /** Russia: БИК. */
  bic?: string | undefined;
  swift?: string | undefined;
  correspondentAccount?: string | undefined;
}

/** A public register of companies and banks, or a service that knows it: fills in requisites and warns of a liquidated company. */
export interface CompanyRegister {
  /** By tax number or name, best match first. */
  companies(search: string, country: string, signal: AbortSignal): Promise<readonly RegisteredCompany[]>;
  /** By БИК or SWIFT code. */
  banks(code: string, country: string, signal: AbortSignal): Promise<readonly RegisteredBank[]>;
}
