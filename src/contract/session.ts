import * as z from 'zod/mini';
import { operation } from './operation.ts';
import { Id, Instant, Text } from './scalars.ts';

/** What a member of a customer may be; the server enforces what each may do. */
export const roles = ['owner', 'buyer', 'accountant', 'viewer', 'agent'] as const;
export type Role = (typeof roles)[number];

/** The company, or the private person, whose orders, invoices and tickets are shown. */
export const CustomerReference = /* @__PURE__ */ z.object({ id: Id, name: Text });
export type CustomerReference = z.output<typeof CustomerReference>;

/** Who is asking, for which customer, and what they may do. */
export const Session = /* @__PURE__ */ z.object({
  person: z.object({
    id: Id,
    name: Text,
    email: z.optional(Text),
    /** BCP 47 language that the person chose in the company's systems. */
    locale: z.optional(z.string()),
    /** IANA time zone. */
    timeZone: z.optional(z.string()),
  }),
  customer: CustomerReference,
  /** Every customer this person acts for, the current one included. */
  customers: z.array(CustomerReference),
  roles: z.array(z.enum(roles)),
  /** Ids of the operations that the roles allow. */
  permissions: z.array(z.string()),
  /** When the sign-in ends, if it does. */
  expiresAt: z.optional(Instant),
});
export type Session = z.output<typeof Session>;

export const getSession = operation({
  id: 'session.get',
  kind: 'query',
  http: 'GET /session',
  summary: 'Who is signed in, for which customer, and what they may do',
  input: z.object({}),
  output: Session,
});

/** What a backend can do, whoever asks. */
export const Capabilities = /* @__PURE__ */ z.object({
  /** Ids of the operations that exist. */
  operations: z.array(z.string()),
  /** Whether `GET /events` streams changes; without it widgets poll while they are visible. */
  live: z.boolean(),
  /** Capabilities, such as `tickets`, whose changes do not come by that stream: widgets poll them all the same. */
  polled: z.optional(z.array(z.string())),
});
export type Capabilities = z.output<typeof Capabilities>;

export const getCapabilities = operation({
  id: 'capabilities.get',
  kind: 'query',
  http: 'GET /capabilities',
  summary: 'Which operations this backend has',
  input: z.object({}),
  output: Capabilities,
});
