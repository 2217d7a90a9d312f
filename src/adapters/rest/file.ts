/** The file name of a `Content-Disposition` (RFC 6266): `filename*` before `filename`. */
export function readFileName(disposition: string): string | undefined {
  const extended = /(?:^|;)\s*filename\*\s*=\s*(utf-8|iso-8859-1)'[^']*'([^;\s]+)/i.exec(disposition);
  if (extended?.[2] !== undefined) {
    try {
      return extended[1]?.toLowerCase() === 'utf-8'
        ? decodeURIComponent(extended[2])
        : extended[2].replace(/%([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
    } catch {
      // A broken encoding: the plain name is better than none.
    }
  }
  const plain = /(?:^|;)\s*filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/i.exec(disposition);
  return plain?.[1]?.replace(/\\(.)/g, '$1') ?? plain?.[2];
}

/** A name that can leave no folder and hide no ending: without paths, control and direction characters. */
export function toSafeName(name: string): string {
  const base = name.split(/[\\/]/).at(-1) ?? '';
  const safe = base.replace(/[\p{Cc}\p{Cf}<>:"|?*]/gu, '').trim();
  return safe.replaceAll('.', '') === '' ? 'document' : safe.slice(-200);
}

/** A binary answer as a file. */
export async function toFile(response: Response): Promise<File> {
  const name = readFileName(response.headers.get('Content-Disposition') ?? '') ?? 'document';
  const type = response.headers.get('Content-Type') ?? 'application/octet-stream';
  return new File([await response.blob()], toSafeName(name), { type });
}
