// Apart from what a document is: lists know of documents, their files are asked for later.
import * as z from 'zod/mini';
import { MAX_ARCHIVED_DOCUMENTS } from './documents.ts';
import { operation } from './operation.ts';
import { Id } from './scalars.ts';

export const downloadDocument = operation({
  id: 'documents.download',
  kind: 'query',
  http: 'GET /documents/{documentId}/content',
  summary: 'The file of a document',
  input: z.object({ documentId: Id }),
  output: z.file(),
});

export const archiveDocuments = operation({
  id: 'documents.archive',
  kind: 'query',
  http: 'POST /documents/archive',
  summary: 'Several documents as one ZIP file',
  input: z.object({ documentIds: z.array(Id).check(z.minLength(1), z.maxLength(MAX_ARCHIVED_DOCUMENTS)) }),
  output: z.file(),
});
