import * as z from 'zod/mini';
import { operation } from './operation.ts';
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

export const downloadDocument = operation({
  id: 'documents.download',
  kind: 'query',
  http: 'GET /documents/{documentId}/content',
  summary: 'The file of a document',
  input: z.object({ documentId: Id }),
  output: z.file(),
});

/** The most documents that one archive may hold. */
export const MAX_ARCHIVED_DOCUMENTS = 100;

export const archiveDocuments = operation({
  id: 'documents.archive',
  kind: 'query',
  http: 'POST /documents/archive',
  summary: 'Several documents as one ZIP file',
  input: z.object({ documentIds: z.array(Id).check(z.minLength(1), z.maxLength(MAX_ARCHIVED_DOCUMENTS)) }),
  output: z.file(),
});
