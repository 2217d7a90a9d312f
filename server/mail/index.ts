import { MAIL_CHANNEL } from '../store/announce.ts';
import { messageOf } from '../store/database.ts';
import type { Store } from '../store/index.ts';
import { composeInvoiceMail } from './invoice-mail.ts';
import { composeNotice, smsText } from './notice.ts';
import { markFailed, markSent, releaseMails, takeMails, type Outgoing } from './outbox.ts';
import { NoSmsSender, type SmsSender } from './sms.ts';
import { isFinal, type MailTransport } from './transport.ts';
import { withUnsubscribeLink } from './unsubscribe-link.ts';

export { fileSms, type SmsSender } from './sms.ts';
export { fileTransport, smtpTransport, type MailTransport } from './transport.ts';

/** Milliseconds between looks into the outbox, in case a notification was lost or a retry is due. */
const POLL_INTERVAL = 2000;
/** Mails taken at once; each must be sent before its lease ends. */
const BATCH = 2;

export interface MailerOptions {
  store: Pick<Store, 'transaction' | 'listen' | 'exclusive'>;
  transport: MailTransport;
  /** Where text messages go. Default: nowhere, they fail. */
  sms?: SmsSender | undefined;
  /** Where this server is reached, for the links by which letters are switched off. Default: there are none. */
  publicUrl?: string | undefined;
  /** Hears of every attempt that failed; `givenUp`: nobody will try again. Default: written to stderr. */
  onFailure?: ((failure: { mailId: string; reason: string; givenUp: boolean }) => void) | undefined;
}

/** Empties the outbox in the background. */
export interface Mailer {
  /** Stops after the mail that is under way. */
  close(): Promise<void>;
}

/**
 * Sends the mails of the outbox, at once and again until they have arrived.
 *
 * A mail is recorded as sent after the mail server has taken it. If the process dies in between, the
 * mail goes out once more with the same `Message-ID`, by which mail programs know it for the same.
 *
 * @example
 * ```ts
 * const mailer = startMailer({ store, transport: smtpTransport('smtp://localhost:2525') });
 * ```
 */
export function startMailer({ store, transport, sms, publicUrl, onFailure = report }: MailerOptions): Mailer {
  const run = store.transaction;
  let closed = false;
  let due = Promise.withResolvers<undefined>();
  const wake = () => due.resolve(undefined);
  const timer = setInterval(wake, POLL_INTERVAL);
  timer.unref();
  const stopListening = store.listen(MAIL_CHANNEL, wake);

  const deliver = async (mail: Outgoing) => {
    if (mail.channel === 'sms') {
      if (sms === undefined) throw new NoSmsSender('Text messages cannot be sent: the server has no SmsSender');
      await sms.send({ to: mail.recipient, text: smsText(mail), from: mail.from }, mail.id);
      return;
    }
    const { invoice } = mail;
    const composed =
      mail.kind === 'invoice' && invoice !== undefined
        ? await composeInvoiceMail({ ...mail, invoice })
        : await composeNotice(mail);
    await transport.send(await withUnsubscribeLink(composed, mail, publicUrl), mail.id);
  };

  const send = async (mail: Outgoing) => {
    try {
      await deliver(mail);
    } catch (error) {
      const reason = messageOf(error);
      onFailure({
        mailId: mail.id,
        reason,
        givenUp: await markFailed(run, mail, reason, error instanceof NoSmsSender || isFinal(error)),
      });
      return;
    }
    await markSent(run, mail);
  };

  const work = async () => {
    if (store.exclusive) await attempt(() => releaseMails(run));
    while (!closed) {
      due = Promise.withResolvers();
      const mails = (await attempt(() => takeMails(run, BATCH))) ?? [];
      await Promise.all(mails.map((mail) => attempt(() => send(mail))));
      if (mails.length === 0 && !closed) await due.promise;
    }
  };

  /** The database may be away for a while: the mails wait, the work goes on. */
  const attempt = async <Result>(task: () => Promise<Result>): Promise<Result | undefined> => {
    try {
      return await task();
    } catch (error) {
      onFailure({ mailId: '', reason: messageOf(error), givenUp: false });
      return undefined;
    }
  };

  const working = work();
  return {
    async close() {
      closed = true;
      clearInterval(timer);
      wake();
      await working;
      await (
        await stopListening.catch(() => undefined)
      )?.();
      transport.close();
    },
  };
}

function report({ mailId, reason, givenUp }: { mailId: string; reason: string; givenUp: boolean }): void {
  const outcome = givenUp ? 'was given up; see the table "mails"' : 'will be tried again';
  console.error(`Mail ${mailId} could not be sent and ${outcome}: ${reason}`);
}
