import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** A mail server that keeps what it takes. */
export interface SmtpCatcher {
  url: string;
  mails: ParsedMail[];
  /** Resolves when so many mails have arrived. */
  arrived(count: number): Promise<void>;
  /** Answers recipients with this SMTP code from now on; 0 takes them. */
  refuseWith(code: number): void;
  stop(): Promise<void>;
}

/** @param onMail called with each mail before the sender hears that it was taken */
export async function catchMail(port = 0, onMail: (mail: ParsedMail) => void = () => undefined): Promise<SmtpCatcher> {
  const mails: ParsedMail[] = [];
  let waiting: { count: number; resolve: () => void }[] = [];
  let code = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onRcptTo: (_address, _session, callback) =>
      callback(code === 0 ? null : Object.assign(new Error('refused'), { responseCode: code })),
    onData(stream, _session, callback) {
      simpleParser(stream).then((mail) => {
        mails.push(mail);
        onMail(mail);
        callback();
        waiting = waiting.filter(({ count, resolve }) => {
          if (mails.length >= count) resolve();
          return mails.length < count;
        });
      }, callback);
    },
  });
  server.on('error', () => undefined);
  server.listen(port, '127.0.0.1');
  await once(server.server, 'listening');
  const { port: found } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${found}`,
    mails,
    arrived: (count) =>
      mails.length >= count ? Promise.resolve() : new Promise((resolve) => waiting.push({ count, resolve })),
    refuseWith: (next) => void (code = next),
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}
