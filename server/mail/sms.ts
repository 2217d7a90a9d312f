import { fileTransport, type MailTransport } from './transport.ts';

/** A text message. */
export interface TextMessage {
  /** In E.164 form. */
  to: string;
  text: string;
  from: { name: string; address: string };
}

/**
 * Sends text messages through whatever gateway a company has. `send` resolves when the gateway has taken the message;
 * the same `id` is the same message.
 */
export interface SmsSender {
  send(message: TextMessage, id: string): Promise<void>;
}

/** No gateway is set up, so trying again is of no use. */
export class NoSmsSender extends Error {
  override readonly name = 'NoSmsSender';
}

/** Writes text messages beside the mails that are written into files, for the demo and for trying out. */
export function fileSms(folder: string): SmsSender {
  // Made when the first one comes: a server without text messages needs no folder.
  let transport: MailTransport | undefined;
  return {
    send: ({ to, text, from }, id) =>
      (transport ??= fileTransport(folder)).send(
        { from, to: `${to}@sms.invalid`, subject: `SMS: ${to}`, text, date: new Date() },
        id,
      ),
  };
}
