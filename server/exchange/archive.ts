import { Readable } from 'node:stream';
import yauzl from 'yauzl';
import { ExchangeError } from './exchange-error.ts';
import { baseName, type Source } from './files.ts';

/** Limits of what an archive may unpack into; XML shrinks to a tenth or a thirtieth. */
const MAX_ENTRIES = 10_000;
const MAX_RATIO = 200;
const MAX_UNPACKED = 1024 * 1024 * 1024;

export const isArchive = ({ name }: Pick<Source, 'name'>) => /\.zip$/i.test(name);
const isXml = (name: string) => /\.xml$/i.test(name);

class SourceReader extends yauzl.RandomAccessReader {
  readonly #source: Source;
  constructor(source: Source) {
    super();
    this.#source = source;
  }
  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.#source.read(start, end), { objectMode: false });
  }
}

/**
 * The XML files of an archive. Nothing is unpacked onto a disk: each is read as it is inflated, and names lead nowhere.
 *
 * @throws ExchangeError if the archive is damaged, or was made to do harm
 */
export async function openArchive(archive: Source): Promise<Source[]> {
  const { name } = archive;
  const zip = await yauzl
    .fromRandomAccessReaderPromise(new SourceReader(archive), archive.size, { lazyEntries: true, autoClose: false })
    .catch((error: unknown) => {
      throw toExchangeError(error, name);
    });
  const found: Source[] = [];
  let unpacked = 0;
  try {
    if (zip.entryCount > MAX_ENTRIES) throw new ExchangeError('archiveBomb', { name });
    for await (const entry of zip.eachEntry()) {
      const { fileName, compressedSize, uncompressedSize: size } = entry;
      unpacked += size;
      if (unpacked > MAX_UNPACKED || size > Math.max(compressedSize, 1024) * MAX_RATIO) {
        throw new ExchangeError('archiveBomb', { name });
      }
      const own = baseName(fileName);
      if (own === undefined || !isXml(own)) continue;
      found.push({
        name: own,
        size,
        async *read() {
          try {
            // It ends with an error if more comes out than was declared.
            for await (const chunk of await zip.openReadStreamPromise(entry)) yield chunk as Buffer;
          } catch (error) {
            throw toExchangeError(error, name);
          }
        },
      });
    }
  } catch (error) {
    throw toExchangeError(error, name);
  }
  return found;
}

/** What the library says of an archive; errors of ours, and of the place where it is kept, stay what they are. */
function toExchangeError(error: unknown, name: string): unknown {
  if (error instanceof ExchangeError || !(error instanceof Error)) return error;
  const isName = /relative path|absolute path|invalid characters in fileName/.test(error.message);
  return new ExchangeError(isName ? 'archiveName' : 'brokenArchive', { name }, { cause: error });
}
