import { pictureSize, sniffMediaType, type PictureSize } from '../media-type.ts';

/** First bytes of kinds of files beside those of {@link sniffMediaType}. */
const signatures: readonly [type: string, bytes: readonly number[]][] = [
  ['image/gif', [0x47, 0x49, 0x46, 0x38]],
  // Also of the newer office formats.
  ['application/zip', [0x50, 0x4b, 0x03, 0x04]],
  // The older office formats.
  ['application/x-cfb', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
];

const office = 'application/vnd.openxmlformats-officedocument';

interface TakenType {
  type: string;
  /** What its first bytes look like; `text`: bytes that are letters. */
  looks: string;
  endings: readonly string[];
}

/** What is taken. Nothing that a browser would run: no HTML, no SVG. */
const taken: readonly TakenType[] = [
  { type: 'image/png', looks: 'image/png', endings: ['png'] },
  { type: 'image/jpeg', looks: 'image/jpeg', endings: ['jpg', 'jpeg'] },
  { type: 'image/gif', looks: 'image/gif', endings: ['gif'] },
  { type: 'image/webp', looks: 'image/webp', endings: ['webp'] },
  { type: 'application/pdf', looks: 'application/pdf', endings: ['pdf'] },
  { type: 'text/plain', looks: 'text', endings: ['txt', 'log'] },
  { type: 'text/csv', looks: 'text', endings: ['csv'] },
  { type: `${office}.wordprocessingml.document`, looks: 'application/zip', endings: ['docx'] },
  { type: `${office}.spreadsheetml.sheet`, looks: 'application/zip', endings: ['xlsx'] },
  { type: 'application/msword', looks: 'application/x-cfb', endings: ['doc'] },
  { type: 'application/vnd.ms-excel', looks: 'application/x-cfb', endings: ['xls'] },
  { type: 'application/zip', looks: 'application/zip', endings: ['zip'] },
];

export const takenTypes: readonly string[] = taken.map(({ type }) => type);

/** For people: `PNG, JPG, …`. */
export const takenEndings = taken.map(({ endings }) => (endings[0] ?? '').toUpperCase()).join(', ');

/**
 * The type that a file is announced as; by its ending where the browser does not know, or means its own
 * spreadsheet by what is plain text. Undefined: it is not taken.
 */
export function announcedType(name: string, mediaType: string): string | undefined {
  const given = mediaType.split(';')[0]?.trim().toLowerCase() ?? '';
  const ending = /\.(\w{1,5})$/.exec(name)?.[1]?.toLowerCase() ?? '';
  const byEnding = taken.find(({ endings }) => endings.includes(ending));
  if (['', 'application/octet-stream'].includes(given)) return byEnding?.type;
  if (given === 'application/vnd.ms-excel' && byEnding?.type === 'text/csv') return 'text/csv';
  if (given === 'application/x-zip-compressed') return 'application/zip';
  return taken.find(({ type }) => type === given)?.type;
}

/** Bytes from the beginning that tell what a file is. */
export const HEAD = 256 * 1024;

/** Whether a file that begins like this is of the type that was announced. */
export function looksLike(head: Uint8Array, mediaType: string): boolean {
  const binary =
    sniffMediaType(head) ?? signatures.find(([, bytes]) => bytes.every((byte, at) => head[at] === byte))?.[0];
  const { looks } = taken.find(({ type }) => type === mediaType) ?? {};
  return looks === 'text' ? binary === undefined && !head.includes(0) : looks !== undefined && binary === looks;
}

/** Width and height of a picture as far as its beginning tells. */
export function sizeOfPicture(head: Uint8Array, mediaType: string): PictureSize | undefined {
  if (!mediaType.startsWith('image/')) return undefined;
  if (mediaType !== 'image/gif') return pictureSize(head, mediaType);
  const [width = 0, height = 0] = head.length < 10 ? [] : new Uint16Array(head.slice(6, 10).buffer);
  return width > 0 && height > 0 ? { width, height } : undefined;
}
