import { SignJWT } from 'jose';
import type { Directory, Tenant } from '../../../server/ports.ts';
import type { Adapter, CallContext, SubscribeContext, VerifiedCustomer } from '../../../src/adapters/adapter.ts';
import { type DemoCompany, demoCompany, memory, type MemoryAdapter } from '../../../src/adapters/memory/index.ts';

/** The site from which the pages of both test companies call. */
export const SHOP_ORIGIN = 'https://shop.example';

/** The two demo companies, who is who in them, and a backend in memory for each customer. */
export interface Register {
  adapter: Adapter;
  directory: Directory;
  tenants: { first: Tenant; second: Tenant };
  /** The backend of one customer, to play the company's side. */
  backendOf(customerId: string): MemoryAdapter;
  /** A token as the company's own site would sign it. */
  tokenFor(login: string): Promise<string>;
  /** Takes a person's sign-ins back. */
  disable(login: string): void;
}

const NOW = new Date('2026-11-23T10:00:00Z');

function tenantOf(company: DemoCompany): Tenant {
  return {
    id: company.id,
    name: company.name,
    origins: [SHOP_ORIGIN],
    token: {
      issuer: `https://${company.id}.example`,
      audience: 'cabinet',
      secret: `a secret of ${company.id}, long enough to sign`,
    },
  };
}

/** Signs a claim with a tenant's shared secret. */
export function sign(tenant: Tenant, claims: Record<string, unknown>, secret = tenant.token?.secret): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const { issuer = '', audience = '' } = tenant.token ?? {};
  return new SignJWT({ iss: issuer, aud: audience, iat: now, exp: now + 300, ...claims })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new TextEncoder().encode(secret));
}

export function createRegister(): Register {
  const companies = [demoCompany('en'), demoCompany('ru')] as const;
  const tenants = { first: tenantOf(companies[0]), second: tenantOf(companies[1]) };
  const all = [tenants.first, tenants.second];
  const members = companies.flatMap((company) =>
    company.customers.flatMap((customer) => customer.people.map((person) => ({ company, customer, person }))),
  );
  const disabled = new Set<string>();
  const sessions = new Map<string, VerifiedCustomer>();
  const backends = new Map<string, MemoryAdapter>();

  const verified = (
    tenantId: string,
    matches: (member: (typeof members)[number]) => boolean,
  ): VerifiedCustomer | null => {
    const member = members.find((candidate) => candidate.company.id === tenantId && matches(candidate));
    if (member === undefined || disabled.has(member.person.login)) return null;
    return { tenantId, customerId: member.customer.id, personId: member.person.id, roles: member.person.roles };
  };
  const backendOf = (customerId: string): MemoryAdapter => {
    const member = members.find(({ customer }) => customer.id === customerId);
    if (member === undefined) throw new RangeError(`No customer ${customerId}`);
    const backend = backends.get(customerId) ?? memory({ company: member.company, customerId, now: NOW });
    backends.set(customerId, backend);
    return backend;
  };
  const backendFor = ({ customer }: CallContext | SubscribeContext): MemoryAdapter =>
    backendOf(customer?.customerId ?? '');
  const known = memory({ now: NOW });

  return {
    tenants,
    backendOf,
    adapter: {
      runsIn: ['server'],
      supports: (operation) => known.supports(operation),
      call: async (operation, input, context) => backendFor(context).call(operation, input, context),
      subscribe: (context) => {
        const subscribe = backendFor(context).subscribe;
        if (subscribe === undefined) throw new Error('no events');
        return subscribe(context);
      },
    },
    directory: {
      tenant: async (tenantId) => all.find(({ id }) => id === tenantId) ?? null,
      identify: async (tenantId, subject, customerId) =>
        verified(
          tenantId,
          ({ person, customer }) => person.id === subject && (customerId === undefined || customer.id === customerId),
        ),
      createSession: async (tenantId, personId) => {
        const customer = verified(tenantId, ({ person }) => person.id === personId);
        if (customer === null) throw new RangeError(`No person ${personId}`);
        const secret = crypto.randomUUID();
        sessions.set(secret, customer);
        return secret;
      },
      findSession: async (tenantId, secret) => {
        const customer = sessions.get(secret);
        return customer?.tenantId === tenantId ? customer : null;
      },
      endSession: async (_tenantId, secret) => void sessions.delete(secret),
      personByLogin: async (tenantId, login) => verified(tenantId, ({ person }) => person.login === login),
      acceptsApiKey: async (tenantId, key) => key === `key of ${tenantId}`.replaceAll(' ', '-'),
    },
    tokenFor: (login) => {
      const member = members.find(({ person }) => person.login === login);
      if (member === undefined) throw new RangeError(`No person ${login}`);
      return sign(member.company.id === tenants.first.id ? tenants.first : tenants.second, { sub: member.person.id });
    },
    disable: (login) => void disabled.add(login),
  };
}
