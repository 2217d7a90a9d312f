import { ExchangeError } from './exchange-error.ts';

/** Encodings that are read, by the names that files give them. */
const encodings: Readonly<Partial<Record<string, string>>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'windows-1251': 'windows-1251',
  cp1251: 'windows-1251',
};

/** Bytes in which a declaration of the encoding stands. */
const DECLARATION = 200;

/**
 * The text of an XML file, piece by piece, in the encoding that its byte order mark or its declaration names.
 *
 * @throws ExchangeError if that encoding is not read, or the bytes are not in it
 */
export async function* decodeXml(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string, void, undefined> {
  let decoder: TextDecoder | undefined;
  let head = new Uint8Array(0);
  const decode = (chunk?: Uint8Array) => {
    decoder ??= new TextDecoder(encodingOf(head), { fatal: true });
    try {
      return decoder.decode(chunk, { stream: chunk !== undefined });
    } catch (cause) {
      throw new ExchangeError('wrongEncoding', { encoding: decoder.encoding }, { cause });
    }
  };
  for await (const chunk of bytes) {
    if (decoder !== undefined) {
      yield decode(chunk);
      continue;
    }
    head = Buffer.concat([head, chunk]);
    if (head.length >= DECLARATION) yield decode(head);
  }
  if (decoder === undefined) yield decode(head);
  yield decode();
}

function encodingOf(head: Uint8Array): string {
  if ((head[0] === 0xfe && head[1] === 0xff) || (head[0] === 0xff && head[1] === 0xfe)) {
    throw new ExchangeError('unknownEncoding', { encoding: 'UTF-16' });
  }
  const start = new TextDecoder('latin1').decode(head.subarray(0, DECLARATION));
  const declared =
    /^(?:\u00ef\u00bb\u00bf)?\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["']/.exec(start)?.[1] ?? 'utf-8';
  const encoding = encodings[declared.toLowerCase()];
  if (encoding === undefined) throw new ExchangeError('unknownEncoding', { encoding: declared });
  return encoding;
}

const decoder1251 = new TextDecoder('windows-1251');
const bytes1251 = new Map(
  Array.from({ length: 256 }, (_none, byte): [string, number] => [decoder1251.decode(Uint8Array.of(byte)), byte]),
);

/** XML in windows-1251; characters that it does not have become references to them. */
export function encodeXml1251(xml: string): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [];
  for (const character of xml) {
    const byte = bytes1251.get(character);
    if (byte !== undefined) bytes.push(byte);
    else for (const sign of `&#${character.codePointAt(0) ?? 0x3f};`) bytes.push(sign.charCodeAt(0));
  }
  return Uint8Array.from(bytes);
}
