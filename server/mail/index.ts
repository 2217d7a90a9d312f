import { MAIL_CHANNEL } from '../store/announce.ts';
import { messageOf } from '../store/database.ts';
import type { Store } from '../store/index.ts';
import { startWorker, type Worker } from '../store/worker.ts';
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
export function startMailer({ store, transport, sms, publicUrl, onFailure = report }: MailerOptions): Worker {
  const run = store.transaction;

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

  const onError = (error: unknown) => onFailure({ mailId: '', reason: messageOf(error), givenUp: false });
  const worker = startWorker({
    store,
    channel: MAIL_CHANNEL,
    interval: POLL_INTERVAL,
    begin: store.exclusive ? () => releaseMails(run) : undefined,
    async step() {
      const mails = await takeMails(run, BATCH);
      await Promise.all(mails.map((mail) => send(mail).catch(onError)));
      return mails.length > 0;
    },
    onError,
  });
  return {
    async close() {
      await worker.close();
      transport.close();
    },
  };
}

function report({ mailId, reason, givenUp }: { mailId: string; reason: string; givenUp: boolean }): void {
  const outcome = givenUp ? 'was given up; see the table "mails"' : 'will be tried again';
  console.error(`Mail ${mailId} could not be sent and ${outcome}: ${reason}`);
}
