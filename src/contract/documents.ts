import * as z from 'zod/mini';
import { Id, Instant, Text, code } from './scalars.ts';

/** A paper that belongs to something: an invoice, a delivery note, a certificate. */
export const DocumentReference = /* @__PURE__ */ z.object({
  id: Id,
  kind: code(['invoice', 'credit_note', 'delivery_note', 'act', 'contract', 'certificate', 'receipt', 'other']),
  title: Text,
  mediaType: z.string(),
  /** Size in bytes, if known. */
  size: z.optional(z.int().check(z.minimum(0))),
  issuedAt: z.optional(Instant),
});
export type DocumentReference = z.output<typeof DocumentReference>;

/** The most documents that one archive may hold. */
export const MAX_ARCHIVED_DOCUMENTS = 100;
