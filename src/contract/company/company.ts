import * as z from 'zod/mini';
import { operation } from '../operation.ts';
import { pageInput, pageOf } from '../page.ts';
import { Etag, Id, Instant, LongText, Text, code } from '../scalars.ts';

/** The fields of a company's requisites, each a text; what a country does not know stays empty. */
export const companyFields = [
  'legalName',
  /** Tax number: in Russia ИНН, 10 digits for a company and 12 for a person. */
  'taxId',
  /** Russia: КПП, 9 digits. */
  'kpp',
  /** Russia: ОГРН (13 digits) or ОГРНИП (15). */
  'ogrn',
  /** European Union: VAT identification number with its country prefix. */
  'vatId',
  'legalAddress',
  'bankName',
  /** Russia: БИК, 9 digits. */
  'bic',
  /** Russia: 20 digits. */
  'account',
  /** Russia: 20 digits. */
  'correspondentAccount',
  'iban',
  'swift',
  /** Who signs for the company. */
  'signatory',
] as const;
export type CompanyField = (typeof companyFields)[number];

/** A value for each field that has one. */
const requisites = z.partialRecord(z.enum(companyFields), Text);
const given = z.partialRecord(z.enum(companyFields), z.string().check(z.maxLength(500)));

const status = code(['active', 'liquidating', 'liquidated', 'bankrupt', 'reorganizing']);

/** The requisites of the customer. */
export const Company = /* @__PURE__ */ z.object({
  id: Id,
  kind: code(['company', 'sole_trader', 'person']),
  /** ISO 3166-1 alpha-2: which fields there are and how they are checked. */
  country: z.string().check(z.regex(/^[A-Z]{2}$/)),
  requisites,
  /** What the register says, if anybody looked. */
  status: z.optional(status),
  /** Fields that are changed by request only, with the reason. */
  locked: z.array(z.object({ field: z.enum(companyFields), reason: z.optional(Text) })),
  etag: Etag,
});
export type Company = z.output<typeof Company>;

export const getCompany = operation({
  id: 'company.get',
  kind: 'query',
  http: 'GET /company',
  summary: 'The requisites of the customer',
  input: z.object({}),
  output: Company,
});

export const updateCompany = operation({
  id: 'company.update',
  kind: 'mutation',
  http: 'PATCH /company',
  summary: 'Changes what is given; an empty text takes a field away; `invalid` for a locked field or a wrong checksum',
  input: z.object({ requisites: given }),
  output: Company,
  conditional: true,
});

/** A change of locked fields that staff decide on. */
export const ChangeRequest = /* @__PURE__ */ z.object({
  id: Id,
  number: z.optional(Text),
  state: code(['requested', 'approved', 'declined', 'withdrawn']),
  requestedAt: Instant,
  requestedBy: z.optional(Text),
  changes: z.array(z.object({ field: z.enum(companyFields), from: z.optional(Text), to: Text })),
  comment: z.optional(LongText),
  attachments: z.array(z.object({ name: Text, size: z.optional(z.int()) })),
  decidedAt: z.optional(Instant),
  /** What the company answered. */
  answer: z.optional(LongText),
});
export type ChangeRequest = z.output<typeof ChangeRequest>;

/** The most files that a change request may bring, and the largest of them in bytes. */
export const MAX_ATTACHMENTS = 5;
export const MAX_ATTACHMENT_SIZE = 10_000_000;

export const requestCompanyChange = operation({
  id: 'company.requestChange',
  kind: 'mutation',
  http: 'POST /company/change-requests',
  summary: 'Asks the company to change locked fields, with papers that show why',
  input: z.object({
    requisites: given,
    comment: z.optional(z.string().check(z.maxLength(2000))),
    attachments: z.optional(
      z
        .array(z.file().check(z.maxSize(MAX_ATTACHMENT_SIZE), z.mime(['application/pdf', 'image/png', 'image/jpeg'])))
        .check(z.maxLength(MAX_ATTACHMENTS)),
    ),
  }),
  output: ChangeRequest,
});

export const listChangeRequests = operation({
  id: 'company.changeRequests',
  kind: 'query',
  http: 'GET /company/change-requests',
  summary: 'Changes that were asked for and what became of them, newest first',
  input: z.object(pageInput),
  output: pageOf(ChangeRequest),
});

export const withdrawChangeRequest = operation({
  id: 'company.withdrawChange',
  kind: 'mutation',
  http: 'DELETE /company/change-requests/{requestId}',
  summary: 'Takes a request back that nobody has decided yet',
  input: z.object({ requestId: Id }),
  output: ChangeRequest,
});

/** What a public register knows of a company. */
export const RegisteredCompany = /* @__PURE__ */ z.object({
  kind: code(['company', 'sole_trader', 'person']),
  status: z.optional(status),
  requisites,
});
export type RegisteredCompany = z.output<typeof RegisteredCompany>;

export const lookUpCompanies = operation({
  id: 'companies.lookup',
  kind: 'query',
  http: 'GET /companies',
  summary: 'Companies of a public register by tax number or name, best match first',
  input: z.object({ search: z.string().check(z.minLength(2), z.maxLength(100)) }),
  output: z.object({ items: z.array(RegisteredCompany) }),
});

export const lookUpBanks = operation({
  id: 'companies.lookupBank',
  kind: 'query',
  http: 'GET /banks',
  summary: 'Name and correspondent account of a bank by its БИК or SWIFT code',
  input: z.object({ code: z.string().check(z.minLength(8), z.maxLength(11)) }),
  output: z.object({
    items: z.array(
      z.object({
        bankName: Text,
        bic: z.optional(Text),
        swift: z.optional(Text),
        correspondentAccount: z.optional(Text),
      }),
    ),
  }),
});
