import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { VerifiedCustomer } from '../../../src/adapters/adapter.ts';
import type { OutputOf, ParsedInputOf } from '../../../src/contract/operation.ts';
import { CabinetError } from '../../../src/contract/problem.ts';
import type { appendUpload, beginUpload, getUploadLimits, Upload } from '../../../src/contract/uploads.ts';
import type { FileStore } from '../../files/file-store.ts';
import { act, notFound, storableId, type VerifiedCall } from '../call.ts';
import { refuseField } from '../refuse.ts';
import { refuseAct } from '../tickets/refuse.ts';
import { ofSide, ticketScope } from '../tickets/side.ts';
import { ticketTexts } from '../tickets/texts.ts';
import type { UploadTable } from '../tickets-schema.ts';
import type { RunTransaction, StoreTransaction } from '../transaction.ts';
import { announcedType, HEAD, looksLike, sizeOfPicture, takenEndings, takenTypes } from './media-types.ts';

const MEGABYTE = 1_000_000;
/** Bytes of one part: with what a form adds, below what one request may bring. */
const PART_SIZE = MEGABYTE;
/** Bytes from which a first part already tells what the file is. */
const TELLING = 512;
/** Hours after the last part for which a file waits for its message. */
const UPLOAD_HOURS = 72;
/** What of one person may wait for messages. */
const MAX_WAITING_FILES = 50;
const MAX_WAITING_BYTES = 250 * MEGABYTE;

/** Where uploads are kept, and how large they may be. */
export interface UploadStore {
  run: RunTransaction;
  files: FileStore;
  /** Bytes of one file. */
  maximumSize: number;
}

export function limits({ maximumSize }: UploadStore): OutputOf<typeof getUploadLimits> {
  return { maximumSize, partSize: PART_SIZE, mediaTypes: [...takenTypes] };
}

export function begin(
  { run, maximumSize }: UploadStore,
  input: ParsedInputOf<typeof beginUpload>,
  call: VerifiedCall,
): Promise<Upload> {
  const { customer, locale } = call;
  const texts = ticketTexts(locale);
  const mediaType = announcedType(input.name, input.mediaType);
  if (mediaType === undefined) throw refuseField('/mediaType', texts.fileType(takenEndings));
  if (input.size === 0) throw refuseField('/size', texts.fileEmpty);
  if (input.size > maximumSize) throw refuseField('/size', texts.fileTooLarge(String(maximumSize / MEGABYTE)));
  return act(run, ticketScope(customer), call, 'uploads.begin', input, async (transaction) => {
    const waiting = await transaction
      .selectFrom('uploads')
      .select('size')
      .where((builder) => builder.and({ ...ofUploader(customer), used: false }))
      .execute();
    const bytes = waiting.reduce((sum, { size }) => sum + size, input.size);
    if (waiting.length >= MAX_WAITING_FILES || bytes > MAX_WAITING_BYTES) throw refuseAct(texts.uploadQuota);
    const row = await transaction
      .insertInto('uploads')
      .values({
        tenant_id: customer.tenantId,
        customer_id: customer.customerId,
        person_id: customer.personId,
        id: randomUUID(),
        name: input.name.toWellFormed(),
        media_type: mediaType,
        size: input.size,
        expires_at: expiry(),
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    return toUpload(row);
  });
}

export function get({ run }: UploadStore, uploadId: string, customer: VerifiedCustomer): Promise<Upload> {
  return run(ticketScope(customer), async (transaction) =>
    toUpload(await uploadRow(transaction, uploadId, customer).executeTakeFirstOrThrow(uploadNotFound)),
  );
}

/** Bytes that are there already are taken as they are; no key is needed to repeat a part. */
export function append(
  { run, files }: UploadStore,
  { uploadId, offset, part }: ParsedInputOf<typeof appendUpload>,
  { customer, locale }: VerifiedCall,
): Promise<Upload> {
  const texts = ticketTexts(locale);
  return run(ticketScope(customer), async (transaction) => {
    const row = await uploadRow(transaction, uploadId, customer).forUpdate().executeTakeFirstOrThrow(uploadNotFound);
    if (part.size > PART_SIZE) throw refuseField('/part', texts.fileTooLarge(String(PART_SIZE / MEGABYTE)));
    if (offset > row.received) throw refuseAct(texts.uploadGap);
    if (offset + part.size > row.size) throw refuseField('/part', texts.uploadOverflow);
    const news = new Uint8Array(await part.slice(row.received - offset).arrayBuffer());
    if (news.length === 0) return toUpload(row);
    const received = row.received + news.length;
    if (row.received === 0 && news.length >= TELLING && !looksLike(news, row.media_type)) {
      throw refuseField('/part', texts.fileContent);
    }
    // First the bytes, then the word that they are there: a break in between has them sent again.
    await files.write(row.id, row.received, news);
    const picture = received === row.size ? await inspect(files, row, texts.fileContent) : undefined;
    const changed = await transaction
      .updateTable('uploads')
      .set({ received, expires_at: expiry(), ...picture })
      .where((builder) => builder.and({ ...ofUploader(customer), id: row.id }))
      .returningAll()
      .executeTakeFirstOrThrow();
    return toUpload(changed);
  });
}

/** Looks at a whole file: whether it is what was announced, and how large a picture is. */
async function inspect(
  files: FileStore,
  { id, media_type: mediaType }: Selectable<UploadTable>,
  refusal: string,
): Promise<{ width?: number; height?: number }> {
  const content = await files.read(id);
  if (content === null) throw new CabinetError('unavailable', 'The file that was just written is not there');
  const head = new Uint8Array(await content.slice(0, HEAD).arrayBuffer());
  if (!looksLike(head, mediaType)) throw refuseField('/part', refusal);
  return sizeOfPicture(head, mediaType) ?? {};
}

export async function cancel(
  { run, files }: UploadStore,
  uploadId: string,
  call: VerifiedCall,
): Promise<Record<string, never>> {
  const { customer } = call;
  const answer = await act(run, ticketScope(customer), call, 'uploads.cancel', { uploadId }, async (transaction) => {
    const row = await uploadRow(transaction, uploadId, customer).forUpdate().executeTakeFirstOrThrow(uploadNotFound);
    if (row.used) throw refuseAct(ticketTexts(call.locale).usedUpload);
    await transaction
      .deleteFrom('uploads')
      .where((builder) => builder.and({ ...ofUploader(customer), id: row.id }))
      .execute();
    return {};
  });
  // Nothing refers to it any more. A file that stays behind because of a crash does no harm.
  await files.remove(uploadId);
  return answer;
}

/** Removes what waited in vain for its message. */
export async function removeExpired({ run, files }: UploadStore, now: Date): Promise<void> {
  const expired = await run('operator', (transaction) =>
    transaction.deleteFrom('uploads').where('used', '=', false).where('expires_at', '<', now).returning('id').execute(),
  );
  for (const { id } of expired) await files.remove(id);
}

const uploadNotFound = notFound('upload');

/** What a person uploads is theirs alone until a message has it. */
export function ofUploader(customer: VerifiedCustomer) {
  return { ...ofSide(customer), person_id: customer.personId };
}

function uploadRow(transaction: StoreTransaction, uploadId: string, customer: VerifiedCustomer) {
  return transaction
    .selectFrom('uploads')
    .selectAll()
    .where((builder) => builder.and({ ...ofUploader(customer), id: storableId(uploadId, 'upload') }));
}

function expiry(): string {
  return new Date(Date.now() + UPLOAD_HOURS * 3_600_000).toISOString();
}

function toUpload({ id, name, media_type, size, received, expires_at }: Selectable<UploadTable>): Upload {
  return { id, name, mediaType: media_type, size, received, expiresAt: expires_at.toISOString() };
}
