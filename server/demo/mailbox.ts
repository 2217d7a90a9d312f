import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';

/** A mail that was written to a file instead of being sent. */
export interface Mail {
  /** Name of its file. */
  name: string;
  subject: string | undefined;
  from: string;
  to: string;
  /** RFC 3339. */
  date: string | undefined;
  text: string;
  /** A whole document; it is shown only where it can do nothing. */
  html: string | undefined;
  attachments: readonly { filename: string; mediaType: string; content: Uint8Array }[];
}

const FILE_NAME = /^[^/\\]+\.eml$/;

/** The mails of a folder, newest first. A folder that is not there yet holds none. */
export async function listMails(directory: string): Promise<Mail[]> {
  const names = await readdir(directory).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  });
  const mails = await Promise.all(
    names.filter((name) => FILE_NAME.test(name)).map((name) => readMail(directory, name)),
  );
  return mails.filter((mail) => mail !== null).toSorted((a, b) => (b.date ?? '').localeCompare(a.date ?? ''));
}

/** One mail by the name of its file; null if there is none, or the name would lead out of the folder. */
export async function readMail(directory: string, name: string): Promise<Mail | null> {
  if (!FILE_NAME.test(name)) return null;
  const source = await readFile(join(directory, name)).catch(() => null);
  if (source === null) return null;
  const parsed = await simpleParser(source, { skipTextToHtml: true });
  const to = [parsed.to ?? []].flat();
  return {
    name,
    subject: parsed.subject,
    from: parsed.from?.value[0]?.address ?? '',
    to: to.map((address) => address.text).join(', '),
    date: parsed.date?.toISOString(),
    text: parsed.text ?? '',
    html: typeof parsed.html === 'string' ? parsed.html : undefined,
    attachments: parsed.attachments.map(({ filename, contentType, content }, index) => ({
      filename: filename ?? `${index + 1}`,
      mediaType: contentType,
      content,
    })),
  };
}
