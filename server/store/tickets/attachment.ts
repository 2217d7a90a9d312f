import type { VerifiedCustomer } from '../../../src/adapters/adapter.ts';
import type { FileStore } from '../../files/file-store.ts';
import { StoredFile } from '../../files/stored-file.ts';
import { notFound, storableId } from '../call.ts';
import type { RunTransaction } from '../transaction.ts';
import { ofSide, ticketScope } from './side.ts';

const attachmentNotFound = notFound('attachment');

/** The file of a message, for whoever sees its ticket. */
export async function downloadAttachment(
  run: RunTransaction,
  files: FileStore,
  attachmentId: string,
  customer: VerifiedCustomer,
): Promise<File> {
  const row = await run(ticketScope(customer), (transaction) =>
    transaction
      .selectFrom('attachments')
      .select(['id', 'name', 'media_type'])
      .where((builder) => builder.and({ ...ofSide(customer), id: storableId(attachmentId, 'attachment') }))
      .executeTakeFirstOrThrow(attachmentNotFound),
  );
  const content = await files.read(row.id);
  if (content === null) throw attachmentNotFound();
  return new StoredFile(content, row.name, row.media_type);
}
