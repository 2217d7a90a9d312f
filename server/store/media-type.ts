/** The first bytes of the kinds of files that are taken; null: any. */
const signatures: readonly [type: string, bytes: readonly (number | null)[]][] = [
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/webp', [0x52, 0x49, 0x46, 0x46, null, null, null, null, 0x57, 0x45, 0x42, 0x50]],
  ['application/pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
];

/** What a file is by its first bytes, whatever its name and its sender say; undefined: none of what is taken. */
export function sniffMediaType(content: Uint8Array): string | undefined {
  return signatures.find(([, bytes]) => bytes.every((byte, index) => byte === null || content[index] === byte))?.[0];
}

export interface PictureSize {
  width: number;
  height: number;
}

/** Width and height of a picture as its header tells, without unpacking it; undefined: the header is broken. */
export function pictureSize(content: Uint8Array, mediaType: string): PictureSize | undefined {
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  try {
    const size =
      mediaType === 'image/png' ? pngSize(view) : mediaType === 'image/jpeg' ? jpegSize(view) : webpSize(view);
    return size !== undefined && size.width > 0 && size.height > 0 ? size : undefined;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function pngSize(view: DataView): PictureSize | undefined {
  const header = 0x49484452;
  return view.getUint32(12) === header ? { width: view.getUint32(16), height: view.getUint32(20) } : undefined;
}

/** Goes from segment to segment to the one that begins a frame. */
function jpegSize(view: DataView): PictureSize | undefined {
  for (let place = 2; view.getUint8(place) === 0xff;) {
    const marker = view.getUint8(place + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { height: view.getUint16(place + 5), width: view.getUint16(place + 7) };
    place += 2 + view.getUint16(place + 2);
  }
  return undefined;
}

function webpSize(view: DataView): PictureSize | undefined {
  switch (String.fromCharCode(...[12, 13, 14, 15].map((place) => view.getUint8(place)))) {
    case 'VP8 ':
      return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
    case 'VP8L': {
      const bits = view.getUint32(21, true);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case 'VP8X':
      return {
        width: (view.getUint32(24, true) & 0xffffff) + 1,
        height: (view.getUint32(26, true) >>> 8) + 1,
      };
    default:
      return undefined;
  }
}
