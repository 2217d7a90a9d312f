import type { Selectable } from 'kysely';
import type { VerifiedCustomer } from '../../../src/adapters/adapter.ts';
import type { Attachment } from '../../../src/contract/tickets/index.ts';
import { present } from '../orders/mapping.ts';
import { refuseField } from '../refuse.ts';
import { ticketScope } from '../tickets/side.ts';
import { ticketTexts } from '../tickets/texts.ts';
import type { UploadTable } from '../tickets-schema.ts';
import type { StoreTransaction } from '../transaction.ts';
import { ofUploader, type UploadStore } from './uploads.ts';

/** Uploads of the person that are whole and in no message yet, locked; each that is not is refused with a reason. */
async function readyUploads(
  transaction: StoreTransaction,
  uploadIds: readonly string[],
  customer: VerifiedCustomer,
  locale: string | undefined,
): Promise<Selectable<UploadTable>[]> {
  const texts = ticketTexts(locale);
  const rows: Selectable<UploadTable>[] = [];
  for (const [index, id] of uploadIds.entries()) {
    const pointer = `/uploadIds/${index}`;
    const row = await transaction
      .selectFrom('uploads')
      .selectAll()
      .where((builder) => builder.and({ ...ofUploader(customer), id }))
      .forUpdate()
      .executeTakeFirst();
    if (row === undefined) throw refuseField(pointer, texts.unknownUpload);
    // The same file twice in one message is used by its first place.
    if (row.used || uploadIds.indexOf(id) < index) throw refuseField(pointer, texts.usedUpload);
    if (row.received < row.size) throw refuseField(pointer, texts.unfinishedUpload);
    rows.push(row);
  }
  return rows;
}

/** Takes whole uploads of the person for the message that this transaction writes. */
export async function attachUploads(
  transaction: StoreTransaction,
  uploadIds: readonly string[],
  customer: VerifiedCustomer,
  locale: string | undefined,
): Promise<Attachment[]> {
  const rows = await readyUploads(transaction, uploadIds, customer, locale);
  for (const { id } of rows) {
    await transaction
      .updateTable('uploads')
      .set({ used: true })
      .where((builder) => builder.and({ ...ofUploader(customer), id }))
      .execute();
  }
  return rows.map(({ id, name, media_type: mediaType, size, width, height }) => ({
    id,
    name,
    mediaType,
    size,
    ...present({ width, height }),
  }));
}

/**
 * Reads whole uploads of the person for a message that another system keeps. They stay until they expire, so that a
 * message that did not get there can be sent again.
 */
export async function readUploads(
  { run, files }: UploadStore,
  uploadIds: readonly string[],
  customer: VerifiedCustomer,
  locale: string | undefined,
): Promise<File[]> {
  const rows = await run(ticketScope(customer), (transaction) =>
    readyUploads(transaction, uploadIds, customer, locale),
  );
  return Promise.all(
    rows.map(async ({ id, name, media_type: type }, index) => {
      const content = await files.read(id);
      if (content === null) throw refuseField(`/uploadIds/${index}`, ticketTexts(locale).unknownUpload);
      return new File([content instanceof Blob ? content : await content.arrayBuffer()], name, { type });
    }),
  );
}
