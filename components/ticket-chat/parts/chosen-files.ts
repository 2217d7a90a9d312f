import type { OutputOf } from '../../../src/contract/operation.ts';
import { MAX_ATTACHMENTS_OF_MESSAGE } from '../../../src/contract/tickets/ticket.ts';
import type { getUploadLimits } from '../../../src/contract/uploads.ts';
import type { Formatters } from '../../../src/i18n/format.ts';
import type { TicketTexts } from './message-view.ts';
import { fileSize } from './file-size.ts';

export type UploadLimits = OutputOf<typeof getUploadLimits>;

/** Pictures that can do nothing but be seen; anything else is only downloaded. */
const pictures = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif'];

/** Whether a file may be shown as a picture. */
export const isPicture = (mediaType: string): boolean => pictures.includes(mediaType);

const suits = (mediaType: string, pattern: string): boolean =>
  pattern === '*/*' || pattern === mediaType || (pattern.endsWith('/*') && mediaType.startsWith(pattern.slice(0, -1)));

/** Adds files to those chosen already, and says in words why some cannot be sent. */
export function addFiles(
  chosen: readonly File[],
  added: readonly File[],
  limits: UploadLimits | undefined,
  { t }: TicketTexts,
  format: Formatters,
): { files: File[]; wrong: string[] } {
  const files = [...chosen];
  const wrong: string[] = [];
  for (const file of added) {
    const { name, size, type } = file;
    const mediaTypes = limits?.mediaTypes ?? [];
    if (files.length >= MAX_ATTACHMENTS_OF_MESSAGE) {
      wrong.push(t('wrong.count', { count: MAX_ATTACHMENTS_OF_MESSAGE }));
      break;
    }
    if (size === 0) wrong.push(t('wrong.empty', { name }));
    else if (limits && size > limits.maximumSize) {
      const limit = fileSize(limits.maximumSize, format.locale);
      wrong.push(t('wrong.size', { name, size: fileSize(size, format.locale), limit }));
    } else if (mediaTypes.length > 0 && !mediaTypes.some((pattern) => suits(type, pattern))) {
      wrong.push(t('wrong.type', { name, types: format.list(mediaTypes.map(wordOf)) }));
    } else files.push(file);
  }
  return { files, wrong };
}

/** A media type as people know it: `image/*` stays, `application/pdf` is PDF. */
function wordOf(mediaType: string): string {
  const [kind = '', name = ''] = mediaType.split('/');
  if (name === '*') return kind;
  return name
    .replace(/^.*(wordprocessingml|msword).*$/, 'DOC')
    .replace(/^.*(spreadsheetml|excel).*$/, 'XLS')
    .replace(/^plain$/, 'TXT')
    .replace(/\+.*$/, '')
    .toUpperCase();
}
