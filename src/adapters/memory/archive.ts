const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

function checksum(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) value = (value >>> 8) ^ (table[(value ^ byte) & 0xff] ?? 0);
  return (value ^ 0xffffffff) >>> 0;
}

/** A record of little-endian fields, each `[bytes, value]`. */
function record(...fields: readonly (readonly [size: 2 | 4, value: number])[]): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(fields.reduce((sum, [size]) => sum + size, 0)));
  let offset = 0;
  for (const [size, value] of fields) {
    if (size === 2) view.setUint16(offset, value, true);
    else view.setUint32(offset, value, true);
    offset += size;
  }
  return new Uint8Array(view.buffer);
}

/** UTF-8 names; the first of January 1980. */
const FLAGS = 0x0800;
const DATE = 0x21;

/** Several small files as one ZIP archive, stored as they are. */
export async function toArchive(files: readonly File[], name: string): Promise<File> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const directory: Uint8Array<ArrayBuffer>[] = [];
  let offset = 0;
  for (const file of files) {
    const path = new TextEncoder().encode(file.name.replaceAll('/', '-'));
    const content = new Uint8Array(await file.arrayBuffer());
    const shared = [
      [2, FLAGS],
      [2, 0],
      [2, 0],
      [2, DATE],
      [4, checksum(content)],
      [4, content.length],
      [4, content.length],
      [2, path.length],
      [2, 0],
    ] as const;
    directory.push(
      record([4, 0x02014b50], [2, 20], [2, 20], ...shared, [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]),
      path,
    );
    const header = record([4, 0x04034b50], [2, 20], ...shared);
    parts.push(header, path, content);
    offset += header.length + path.length + content.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const end = record(
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, files.length],
    [2, files.length],
    [4, size],
    [4, offset],
    [2, 0],
  );
  return new File([...parts, ...directory, end], name, { type: 'application/zip' });
}
