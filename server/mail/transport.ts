import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport, type SendMailOptions } from 'nodemailer';
import { makeFolder } from '../files/make-folder.ts';

/** Where mails go. `send` resolves when they have arrived there; sending the same mail again does no harm. */
export interface MailTransport {
  send(mail: SendMailOptions, id: string): Promise<void>;
  /** Rejects if nothing could be sent now, so that it is known before the first mail. Absent: nothing is in the way. */
  verify?(): Promise<unknown>;
  close(): void;
}

/** Nothing in a mail may make the server read a file or fetch an address. */
const closed = { disableFileAccess: true, disableUrlAccess: true };

/** Sends to a mail server; `smtps://` or `smtp://` with user and password where it wants them. */
export function smtpTransport(url: string): MailTransport {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: 2,
    connectionTimeout: 8000,
    greetingTimeout: 8000,
    socketTimeout: 15_000,
    ...closed,
  });
  return {
    async send(mail) {
      await transport.sendMail(mail);
    },
    verify: () => transport.verify(),
    close: () => transport.close(),
  };
}

/** Writes mails as `.eml` files, for the demo and for trying out; the same mail is the same file. */
export function fileTransport(folder: string): MailTransport {
  makeFolder(folder);
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows', ...closed });
  return {
    async send(mail, id) {
      const { message } = await transport.sendMail(mail);
      const name = join(folder, `${id}.eml`);
      // Never half a mail: whoever looks sees all of it or nothing.
      await writeFile(`${name}.part`, message as Buffer);
      await rename(`${name}.part`, name);
    },
    close: () => transport.close(),
  };
}

/** Whether the mail server refused this mail for good, as it does for an address that does not exist. */
export function isFinal(error: unknown): boolean {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown };
  return code === 'EENVELOPE' && typeof responseCode === 'number' && responseCode >= 500;
}
