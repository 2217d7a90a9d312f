import type { OutputOf } from '../../../src/contract/operation.ts';
import type { mailTranscript } from '../../../src/contract/tickets/index.ts';
import { act, ofPerson, personScope, type VerifiedCall } from '../call.ts';
import { queueMail } from '../notifications/queue.ts';
import type { RunTransaction } from '../transaction.ts';
import { refuseAct } from './refuse.ts';
import { ofSide, ticketScope } from './side.ts';
import { ticketTexts } from './texts.ts';
import { readTicket } from './ticket.ts';

/** Messages of a conversation that are mailed at most, the latest ones. */
const MAX_MESSAGES = 1000;

/** Mails a conversation to the person who asks, with the names of its files and not the files. */
export async function mailConversation(
  run: RunTransaction,
  ticketId: string,
  call: VerifiedCall,
): Promise<OutputOf<typeof mailTranscript>> {
  const { customer, locale } = call;
  const conversation = await run(ticketScope(customer), async (transaction) => {
    const { number, title } = await readTicket(transaction, ticketId, customer);
    const messages = await transaction
      .selectFrom('messages')
      .select(['at', 'author_name', 'text', 'files'])
      .where((builder) => builder.and({ ...ofSide(customer), ticket_id: ticketId }))
      .where('event_kind', 'is', null)
      .orderBy('sequence', 'desc')
      .limit(MAX_MESSAGES)
      .execute();
    const text = messages.reverse().map((message) => {
      const files = (message.files ?? []).map(({ name }) => `[${name}]`);
      const moment = message.at.toISOString().slice(0, 16).replace('T', ' ');
      return [`${moment} UTC · ${message.author_name}`, message.text ?? '', ...files].filter(Boolean).join('\n');
    });
    return { number, title, text: text.join('\n\n') };
  });
  const { tenantId, customerId, personId } = customer;
  return act(run, personScope(call), call, 'tickets.mailTranscript', { ticketId }, async (transaction) => {
    const contact = await transaction
      .selectFrom('contacts')
      .select('value')
      .where((builder) => builder.and({ ...ofPerson(call), kind: 'email' }))
      .where('verified_at', 'is not', null)
      .orderBy('is_primary', 'desc')
      .executeTakeFirst();
    if (contact === undefined) throw refuseAct(ticketTexts(locale).noEmail);
    await queueMail(transaction, {
      tenantId,
      customerId,
      personId,
      kind: 'ticket_transcript',
      recipient: contact.value,
      locale,
      payload: conversation,
    });
    return { mailedTo: contact.value };
  });
}
