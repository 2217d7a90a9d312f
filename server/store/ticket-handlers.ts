import type { AdapterHandlers } from '../../src/adapters/define-adapter.ts';
import { verifiedCall } from './call.ts';
import { create } from './tickets/create.ts';
import { downloadAttachment } from './tickets/attachment.ts';
import { assign, close, rate, read as markRead, reopen } from './tickets/change.ts';
import { listKinds } from './tickets/kinds.ts';
import { listTickets } from './tickets/list.ts';
import { findInMessages, readMessages } from './tickets/messages.ts';
import { getPresence, type } from './tickets/presence.ts';
import type { SeenBook } from './tickets/seen.ts';
import { send } from './tickets/send.ts';
import { mailConversation } from './tickets/transcript.ts';
import { getTicket } from './tickets/ticket.ts';
import type { RunTransaction } from './transaction.ts';
import { append, begin, cancel, get, limits, type UploadStore } from './uploads/uploads.ts';

/** What conversations need. */
export interface TicketParts {
  run: RunTransaction;
  read: RunTransaction;
  uploads: UploadStore;
  seen: SeenBook;
}

/** Conversations, who is there, and files on their way. */
export function ticketHandlers({ run, read, uploads, seen }: TicketParts): AdapterHandlers {
  return {
    tickets: {
      list: (input, context) => listTickets(read, input, verifiedCall(context).customer),
      get: ({ ticketId }, context) => getTicket(read, ticketId, verifiedCall(context).customer),
      kinds: (_input, context) => listKinds(read, verifiedCall(context).customer),
      create: (input, context) => create(run, input, verifiedCall(context)),
      messages: (input, context) => readMessages(read, input, verifiedCall(context).customer),
      searchMessages: (input, context) => findInMessages(read, input, verifiedCall(context).customer),
      send: (input, context) => send(run, input, verifiedCall(context)),
      markRead: (input, context) => markRead(run, input, verifiedCall(context)),
      attachment: ({ attachmentId }, context) =>
        downloadAttachment(read, uploads.files, attachmentId, verifiedCall(context).customer),
      close: ({ ticketId }, context) => close(run, ticketId, verifiedCall(context)),
      reopen: ({ ticketId }, context) => reopen(run, ticketId, verifiedCall(context)),
      rate: (input, context) => rate(run, input, verifiedCall(context)),
      mailTranscript: ({ ticketId }, context) => mailConversation(run, ticketId, verifiedCall(context)),
      assign: ({ ticketId }, context) => assign(run, ticketId, verifiedCall(context)),
    },
    presence: {
      async get({ ticketId }, context) {
        const { customer } = verifiedCall(context);
        await seen.note(customer);
        return getPresence(read, ticketId, customer);
      },
      async type(input, context) {
        const call = verifiedCall(context);
        await seen.note(call.customer);
        return type(run, input, call);
      },
    },
    uploads: {
      limits: () => limits(uploads),
      begin: (input, context) => begin(uploads, input, verifiedCall(context)),
      get: ({ uploadId }, context) => get(uploads, uploadId, verifiedCall(context).customer),
      append: (input, context) => append(uploads, input, verifiedCall(context)),
      cancel: ({ uploadId }, context) => cancel(uploads, uploadId, verifiedCall(context)),
    },
  };
}
