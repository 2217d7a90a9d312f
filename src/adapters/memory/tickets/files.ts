import { CabinetError } from '../../../contract/problem.ts';
import type { Attachment } from '../../../contract/tickets/index.ts';
import type { Upload } from '../../../contract/uploads.ts';
import type { AdapterHandlers } from '../../define-adapter.ts';
import type { Served } from '../served.ts';

const MAXIMUM_SIZE = 25_000_000;
const PART_SIZE = 1_000_000;
const DAY = 86_400_000;

const mediaTypes = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'application/pdf', 'text/plain', 'text/csv'];

interface Kept extends Upload {
  parts: Blob[];
}

/** Files on their way, and those that messages have; the bytes stay in memory. */
export function memoryFiles({ now, customer }: Served) {
  const uploads = new Map<string, Kept>();
  const files = new Map<string, File>();
  let last = 0;

  const find = (id: string): Kept => {
    const upload = uploads.get(id);
    if (!upload) throw new CabinetError('not_found', `There is no upload ${id}`);
    return upload;
  };
  const shown = ({ parts: _parts, ...upload }: Kept): Upload => upload;
  const refuse = (pointer: string, message: string) =>
    new CabinetError('invalid', message, { fields: { [pointer]: message } });
  const nextId = () => `${customer.id}-file-${++last}`;

  const handlers = {
    limits: () => ({ maximumSize: MAXIMUM_SIZE, partSize: PART_SIZE, mediaTypes }),
    begin: ({ name, mediaType, size }) => {
      if (!mediaTypes.includes(mediaType)) throw refuse('/mediaType', `Files of the type ${mediaType} are not taken`);
      if (size > MAXIMUM_SIZE || size === 0) throw refuse('/size', `A file has 1 to ${MAXIMUM_SIZE} bytes`);
      const expiresAt = new Date(now().getTime() + DAY).toISOString();
      const upload: Kept = { id: nextId(), name, mediaType, size, received: 0, expiresAt, parts: [] };
      uploads.set(upload.id, upload);
      return shown(upload);
    },
    get: ({ uploadId }) => shown(find(uploadId)),
    append: ({ uploadId, offset, part }) => {
      const upload = find(uploadId);
      if (offset > upload.received) throw new CabinetError('conflict', 'A part before this one is missing');
      const news = part.slice(upload.received - offset);
      if (upload.received + news.size > upload.size) throw refuse('/part', 'More arrived than was announced');
      upload.parts.push(news);
      upload.received += news.size;
      return shown(upload);
    },
    cancel: ({ uploadId }) => {
      find(uploadId);
      uploads.delete(uploadId);
      return {};
    },
  } satisfies AdapterHandlers['uploads'];

  return {
    handlers,
    /** Takes whole uploads for a message. */
    attach(uploadIds: readonly string[]): Attachment[] {
      const taken = uploadIds.map((id, index) => {
        const upload = uploads.get(id);
        if (!upload || upload.received < upload.size) throw refuse(`/uploadIds/${index}`, 'This file is not there');
        return upload;
      });
      return taken.map(({ id, name, mediaType, size, parts }) => {
        uploads.delete(id);
        files.set(id, new File(parts, name, { type: mediaType }));
        return { id, name, mediaType, size };
      });
    },
    /** A file that a message has had from the beginning. */
    add(name: string, content: string): Attachment {
      const file = new File([content], name, { type: 'text/csv' });
      const id = nextId();
      files.set(id, file);
      return { id, name, mediaType: file.type, size: file.size };
    },
    download(id: string): File {
      const file = files.get(id);
      if (!file) throw new CabinetError('not_found', `There is no attachment ${id}`);
      return file;
    },
  };
}

export type MemoryFiles = ReturnType<typeof memoryFiles>;
