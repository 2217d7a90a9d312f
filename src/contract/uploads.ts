import * as z from 'zod/mini';
import { operation } from './operation.ts';
import { Id, Instant, Text } from './scalars.ts';

/** A file on its way, in parts that can be sent again after a break. */
export const Upload = /* @__PURE__ */ z.object({
  id: Id,
  name: Text,
  mediaType: z.string(),
  /** Bytes of the whole file. */
  size: z.int().check(z.minimum(0)),
  /** Bytes that have arrived: the offset of the next part. */
  received: z.int().check(z.minimum(0)),
  /** An upload that is used by nothing until then is removed. */
  expiresAt: Instant,
});
export type Upload = z.output<typeof Upload>;

/** What may be uploaded, to be told before anything is sent. */
export const getUploadLimits = operation({
  id: 'uploads.limits',
  kind: 'query',
  http: 'GET /uploads/limits',
  summary: 'How large files may be and of which types',
  input: z.object({}),
  output: z.object({
    /** Bytes of one file. */
    maximumSize: z.int().check(z.minimum(1)),
    /** The largest part, in bytes. */
    partSize: z.int().check(z.minimum(1)),
    /** Media types such as `image/png` or `image/*`. */
    mediaTypes: z.array(z.string()),
  }),
});

export const beginUpload = operation({
  id: 'uploads.begin',
  kind: 'mutation',
  http: 'POST /uploads',
  summary: 'Announces a file; `invalid` at `/size` or `/mediaType` if it will not be taken',
  input: z.object({
    name: z.string().check(z.minLength(1), z.maxLength(255)),
    mediaType: z.string().check(z.maxLength(200)),
    size: z.int().check(z.minimum(0)),
  }),
  output: Upload,
});

export const getUpload = operation({
  id: 'uploads.get',
  kind: 'query',
  http: 'GET /uploads/{uploadId}',
  summary: 'How much of a file has arrived',
  input: z.object({ uploadId: Id }),
  output: Upload,
});

/** A part that has arrived already is taken as it is: sending it again does no harm. */
export const appendUpload = operation({
  id: 'uploads.append',
  kind: 'mutation',
  http: 'PUT /uploads/{uploadId}/content',
  summary: 'Adds a part at an offset; `conflict` if bytes before it are missing',
  input: z.object({ uploadId: Id, offset: z.int().check(z.minimum(0)), part: z.file() }),
  output: Upload,
});

export const cancelUpload = operation({
  id: 'uploads.cancel',
  kind: 'mutation',
  http: 'DELETE /uploads/{uploadId}',
  summary: 'Throws a file away that is used by nothing',
  input: z.object({ uploadId: Id }),
  output: z.object({}),
});
