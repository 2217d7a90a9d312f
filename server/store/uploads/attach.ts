import type { VerifiedCustomer } from '../../../src/adapters/adapter.ts';
import type { Attachment } from '../../../src/contract/tickets/index.ts';
import { present } from '../orders/mapping.ts';
import { refuseField } from '../refuse.ts';
import { ticketTexts } from '../tickets/texts.ts';
import type { StoreTransaction } from '../transaction.ts';
import { ofUploader } from './uploads.ts';

/** Takes whole uploads of the person for the message that this transaction writes. */
export async function attachUploads(
  transaction: StoreTransaction,
  uploadIds: readonly string[],
  customer: VerifiedCustomer,
  locale: string | undefined,
): Promise<Attachment[]> {
  const texts = ticketTexts(locale);
  const files: Attachment[] = [];
  for (const [index, id] of uploadIds.entries()) {
    const pointer = `/uploadIds/${index}`;
    const row = await transaction
      .selectFrom('uploads')
      .selectAll()
      .where((builder) => builder.and({ ...ofUploader(customer), id }))
      .forUpdate()
      .executeTakeFirst();
    if (row === undefined) throw refuseField(pointer, texts.unknownUpload);
    if (row.used) throw refuseField(pointer, texts.usedUpload);
    if (row.received < row.size) throw refuseField(pointer, texts.unfinishedUpload);
    await transaction
      .updateTable('uploads')
      .set({ used: true })
      .where((builder) => builder.and({ ...ofUploader(customer), id }))
      .execute();
    const { name, media_type: mediaType, size, width, height } = row;
    files.push({ id, name, mediaType, size, ...present({ width, height }) });
  }
  return files;
}
