import type { Adapter, CallContext, SubscribeContext, VerifiedCustomer } from '../../src/adapters/adapter.ts';
import { defineAdapter } from '../../src/adapters/define-adapter.ts';
import { join, resolve } from 'node:path';
import { diskFiles } from '../files/disk-files.ts';
import { removeExpiredExchanges } from '../exchange/files.ts';
import type { FileStore } from '../files/file-store.ts';
import type { PaymentProvider } from '../payments/provider.ts';
import type { CompanyRegister, Directory } from '../ports.ts';
import { billingHandlers, type BillingParts } from './billing-handlers.ts';
import { verifiedCall } from './call.ts';
import {
  decideRequest,
  openRequests,
  requestFile,
  type Decision,
  type DecisionOutcome,
  type StaffRequest,
} from './company/decide.ts';
import { openDatabase, type Database, type DatabaseOptions } from './database.ts';
import { createDirectory } from './directory.ts';
import { createEventHub, type EventHub } from './events/hub.ts';
import { subscribe } from './events/subscribe.ts';
import { remindOfInvoices } from './invoices/remind.ts';
import { advanceOrder } from './orders/advance.ts';
import { askToCancel } from './orders/cancellation.ts';
import { listOrders } from './orders/list.ts';
import { getOrder, getTimeline, listShipments } from './orders/order.ts';
import { placeReorder, preview } from './orders/reorder.ts';
import { createPaymentService, type PaymentService } from './payments/service.ts';
import { acceptInvitation, findInvitation, type InvitedPerson, type OpenInvitation } from './members/invitations.ts';
import { readLinkSecret } from './notifications/switch-off.ts';
import { switchCustomer } from './members/switch.ts';
import { profileHandlers } from './profile-handlers.ts';
import { prepareFolder } from './prepare-folder.ts';
import { prepareDatabase } from './prepare.ts';
import { clearUp } from './retention.ts';
import { getSession } from './session.ts';
import { ticketHandlers, type TicketParts } from './ticket-handlers.ts';
import { createSeenBook } from './tickets/seen.ts';
import { tellUnreadAnswers } from './tickets/unread-answers.ts';
import { answerDispute, openDisputes, type Dispute } from './statements/respond.ts';
import { createAsk, createRunTransaction, type Ask, type RunTransaction } from './transaction.ts';
import { readUploads } from './uploads/attach.ts';
import { removeExpired } from './uploads/uploads.ts';

export type { Decision, DecisionOutcome, StaffRequest } from './company/decide.ts';
export type { Dispute } from './statements/respond.ts';
export type { InvitedPerson, OpenInvitation } from './members/invitations.ts';
export { StoreError } from './store-error.ts';
export type { RunTransaction, Scope, StoreTransaction } from './transaction.ts';

const HOUR = 3_600_000;
/** Milliseconds between looks for answers that nobody has read. */
const ANSWER_INTERVAL = 30_000;
/** Milliseconds between looks for invoices to remind of; each is reminded of once a step. */
const REMINDER_INTERVAL = 600_000;

export interface StoreOptions extends Partial<DatabaseOptions> {
  /** Hears of failures that nobody waits for, such as a lost connection. Default: written to stderr. */
  onError?: ((error: unknown) => void) | undefined;
  /** By whom customers may pay. Default: nobody, and so nothing can be paid here. */
  paymentProviders?: readonly PaymentProvider[] | undefined;
  /** Where the files of messages are kept. Default: in the folder `files` of the data directory. */
  files?: FileStore | undefined;
  /** Bytes of one file of a message at most. Default 25 000 000. */
  maximumFileSize?: number | undefined;
  /** Where companies and banks are looked up. Default: nowhere. */
  companyRegister?: CompanyRegister | undefined;
}

/** The company's side of change requests. */
export interface StaffRequests {
  open(tenantId: string): Promise<StaffRequest[]>;
  file(tenantId: string, requestId: string, position: number): Promise<File | null>;
  decide(tenantId: string, requestId: string, decision: Decision): Promise<DecisionOutcome>;
}

/** The company's side of invitations; null: there is no such invitation, it has expired, or it was accepted. */
export interface Invitations {
  find(tenantId: string, token: string): Promise<OpenInvitation | null>;
  accept(tenantId: string, token: string, person: InvitedPerson): Promise<OpenInvitation | null>;
}

const MAXIMUM_FILE_SIZE = 25_000_000;

/** A backend with a database of its own. */
export interface Store {
  /** The contract, answered from the database. */
  adapter: Adapter;
  /** Who is who. */
  directory: Directory;
  /** Where the embedded database, and mails without a mail server, are kept. */
  dataDirectory: string;
  /** Where files are kept. */
  files: FileStore;
  /** Whether no other process uses the database, as with the embedded one. */
  exclusive: boolean;
  /** Reads what a person has uploaded for a message that another system keeps. */
  readUploads(uploadIds: readonly string[], context: CallContext): Promise<File[]>;
  /** Runs a transaction that sees only what its scope allows. */
  transaction: RunTransaction;
  /** Calls back on notifications of the database. */
  listen: Database['listen'];
  /** Payments, for what is told by their providers. */
  payments: Pick<PaymentService, 'receive' | 'checkDue'>;
  /** Moves an order to its next stage, as the company's own system would; false if there is none. */
  advanceOrder(tenantId: string, orderId: string): Promise<boolean>;
  /** Lines of statements that customers dispute and the company has not answered, the oldest first. */
  openDisputes(tenantId: string): Promise<Dispute[]>;
  /** Answers one of them; false if it waits no more, or other than it was said at `saidAt`. */
  answerDispute(tenantId: string, movementId: string, answer: string, saidAt?: Date): Promise<boolean>;
  /** What signs the links in a company's letters; null: there is no such company. */
  linkSecret(tenantId: string): Promise<Uint8Array | null>;
  /** Change requests that wait for the company, and its decision on one. */
  changeRequests: StaffRequests;
  /** Invitations by the token in their letter, for the company's site: what it is to, and that a person accepts it. */
  invitations: Invitations;
  /** Deletes what nobody needs any more; the store does so hourly. */
  clearUp(now?: Date): Promise<void>;
  /** Mails customers who have not read an answer for a while; the store does so twice a minute. */
  tellUnreadAnswers(now?: Date): Promise<void>;
  /** Mails customers of invoices that are soon due or late; the store does so every ten minutes. */
  remindOfInvoices(now?: Date): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the database, brings it up to date, and proves that row-level security holds.
 *
 * @throws StoreError with what is wrong and what to do
 *
 * @example
 * ```ts
 * const store = await openStore({ dataDirectory: '.data' }); // or { databaseUrl: 'postgres://…' }
 * const app = createApp({ adapter: store.adapter, directory: store.directory });
 * ```
 */
export async function openStore(options: StoreOptions = {}): Promise<Store> {
  const { onError = (error: unknown) => console.error(error), paymentProviders = [] } = options;
  const dataDirectory = options.dataDirectory ?? '.data';
  const database = await openDatabase({ ...options, dataDirectory });
  const filesFolder = join(resolve(dataDirectory), 'files');
  try {
    // What is wrong there would be found out by the first customer who sends a file.
    if (options.files === undefined) prepareFolder(filesFolder);
    await prepareDatabase(database);
  } catch (error) {
    await database.close();
    throw error;
  }
  const run = createRunTransaction(database);
  const read = createRunTransaction(database, 'read only');
  const ask = createAsk(database);
  const payments = createPaymentService({ run, read }, paymentProviders);
  const billing: BillingParts = { run, read, payments: paymentProviders.length > 0 ? payments : null };
  const hub = createEventHub(database, read, onError);
  const { files = diskFiles(filesFolder), maximumFileSize = MAXIMUM_FILE_SIZE } = options;
  const uploads = { run, files, maximumSize: maximumFileSize };
  const tickets: TicketParts = { run, read, uploads, seen: createSeenBook(run, onError) };
  const clearAll = async (now: Date) => {
    await clearUp(run, now);
    await removeExpired(uploads, now);
    await removeExpiredExchanges({ run, files }, now);
  };
  const clearing = setInterval(() => void clearAll(new Date()).catch(onError), HOUR);
  clearing.unref();
  const telling = setInterval(() => void tellUnreadAnswers(run, new Date()).catch(onError), ANSWER_INTERVAL);
  telling.unref();
  const reminding = setInterval(() => void remindOfInvoices(run, new Date()).catch(onError), REMINDER_INTERVAL);
  reminding.unref();
  return {
    adapter: createAdapter({ run, read, ask, hub, tickets, billing, companyRegister: options.companyRegister }),
    directory: createDirectory(run, read, { listen: database.listen, onError }),
    dataDirectory,
    files,
    exclusive: database.kind === 'embedded',
    readUploads: async (uploadIds, context) => {
      const { customer, locale } = verifiedCall(context);
      return readUploads(uploads, uploadIds, customer, locale);
    },
    transaction: run,
    listen: database.listen,
    payments,
    advanceOrder: (tenantId, orderId) => advanceOrder(run, tenantId, orderId),
    linkSecret: (tenantId) => readLinkSecret(read, tenantId),
    changeRequests: {
      open: (tenantId) => openRequests(read, tenantId),
      file: (tenantId, requestId, position) => requestFile(read, tenantId, requestId, position),
      decide: (tenantId, requestId, decision) =>
        run({ tenantId }, (transaction) => decideRequest(transaction, tenantId, requestId, decision)),
    },
    invitations: {
      find: (tenantId, token) => findInvitation(read, tenantId, token),
      accept: (tenantId, token, person) => acceptInvitation(run, tenantId, token, person),
    },
    openDisputes: (tenantId) => openDisputes(run, tenantId),
    answerDispute: (tenantId, movementId, answer, saidAt) =>
      run({ tenantId }, (transaction) => answerDispute(transaction, tenantId, movementId, answer, saidAt)),
    clearUp: (now = new Date()) => clearAll(now),
    tellUnreadAnswers: (now = new Date()) => tellUnreadAnswers(run, now),
    remindOfInvoices: (now = new Date()) => remindOfInvoices(run, now),
    async close() {
      clearInterval(clearing);
      clearInterval(telling);
      clearInterval(reminding);
      await hub.close();
      await database.close();
    },
  };
}

interface AdapterParts extends Pick<StoreOptions, 'companyRegister'> {
  run: RunTransaction;
  read: RunTransaction;
  ask: Ask;
  hub: EventHub;
  billing: BillingParts;
  tickets: TicketParts;
}

function createAdapter({ run, read, ask, hub, tickets, billing, companyRegister }: AdapterParts): Adapter {
  return defineAdapter(
    {
      ...ticketHandlers(tickets),
      ...billingHandlers(billing),
      ...profileHandlers(run, read, companyRegister),
      session: {
        get: (_input, context) => getSession(read, verified(context)),
        switchCustomer: ({ customerId }, context) => switchCustomer(run, customerId, verifiedCall(context)),
      },
      orders: {
        list: (input, context) => listOrders({ read, ask }, input, verified(context)),
        get: ({ orderId }, context) => getOrder(read, orderId, verified(context)),
        timeline: ({ orderId }, context) => getTimeline(read, orderId, verified(context)),
        shipments: ({ orderId }, context) => listShipments(read, orderId, verified(context)),
        previewReorder: (input, context) => preview(run, input, verified(context), context.locale),
        reorder: (input, context) => placeReorder(run, input, verified(context), context.idempotencyKey),
        requestCancellation: (input, context) => askToCancel(run, input, verified(context), context.idempotencyKey),
      },
    },
    {
      runsIn: ['server'],
      subscribe: (context) => subscribe({ hub, run: read, seen: tickets.seen }, verified(context), context),
    },
  );
}

const verified = (context: CallContext | SubscribeContext): VerifiedCustomer => verifiedCall(context).customer;
