import type { Adapter, CallContext, SubscribeContext, VerifiedCustomer } from '../../src/adapters/adapter.ts';
import { defineAdapter } from '../../src/adapters/define-adapter.ts';
import type { CompanyRegister, Directory } from '../ports.ts';
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
import { downloadDocument } from './documents.ts';
import { createEventHub, type EventHub } from './events/hub.ts';
import { subscribe } from './events/subscribe.ts';
import { getInvoice } from './invoices/get.ts';
import { listInvoices } from './invoices/list.ts';
import { summarizeInvoices } from './invoices/summary.ts';
import { advanceOrder } from './orders/advance.ts';
import { askToCancel } from './orders/cancellation.ts';
import { listOrders } from './orders/list.ts';
import { getOrder, getTimeline, listShipments } from './orders/order.ts';
import { placeReorder, preview } from './orders/reorder.ts';
import { acceptInvitation, findInvitation, type InvitedPerson, type OpenInvitation } from './members/invitations.ts';
import { readLinkSecret } from './notifications/switch-off.ts';
import { switchCustomer } from './members/switch.ts';
import { profileHandlers } from './profile-handlers.ts';
import { prepareDatabase } from './prepare.ts';
import { clearUp } from './retention.ts';
import { getSession } from './session.ts';
import { createAsk, createRunTransaction, type Ask, type RunTransaction } from './transaction.ts';

export type { Decision, DecisionOutcome, StaffRequest } from './company/decide.ts';
export type { InvitedPerson, OpenInvitation } from './members/invitations.ts';
export { StoreError } from './store-error.ts';
export type { RunTransaction, Scope, StoreTransaction } from './transaction.ts';

const HOUR = 3_600_000;

export interface StoreOptions extends Partial<DatabaseOptions> {
  /** Hears of failures that nobody waits for, such as a lost connection. Default: written to stderr. */
  onError?: ((error: unknown) => void) | undefined;
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

/** A backend with a database of its own. */
export interface Store {
  /** The contract, answered from the database. */
  adapter: Adapter;
  /** Who is who. */
  directory: Directory;
  /** Where the embedded database, and mails without a mail server, are kept. */
  dataDirectory: string;
  /** Whether no other process uses the database, as with the embedded one. */
  exclusive: boolean;
  /** Runs a transaction that sees only what its scope allows. */
  transaction: RunTransaction;
  /** Calls back on notifications of the database. */
  listen: Database['listen'];
  /** Moves an order to its next stage, as the company's own system would; false if there is none. */
  advanceOrder(tenantId: string, orderId: string): Promise<boolean>;
  /** What signs the links in a company's letters; null: there is no such company. */
  linkSecret(tenantId: string): Promise<Uint8Array | null>;
  /** Change requests that wait for the company, and its decision on one. */
  changeRequests: StaffRequests;
  /** Invitations by the token in their letter, for the company's site: what it is to, and that a person accepts it. */
  invitations: Invitations;
  /** Deletes what nobody needs any more; the store does so hourly. */
  clearUp(now?: Date): Promise<void>;
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
  const { onError = (error: unknown) => console.error(error) } = options;
  const dataDirectory = options.dataDirectory ?? '.data';
  const database = await openDatabase({ ...options, dataDirectory });
  try {
    await prepareDatabase(database);
  } catch (error) {
    await database.close();
    throw error;
  }
  const run = createRunTransaction(database);
  const read = createRunTransaction(database, 'read only');
  const ask = createAsk(database);
  const hub = createEventHub(database, read, onError);
  const clearing = setInterval(() => void clearUp(run, new Date()).catch(onError), HOUR);
  clearing.unref();
  return {
    adapter: createAdapter({ run, read, ask, hub, companyRegister: options.companyRegister }),
    directory: createDirectory(run, read, { listen: database.listen, onError }),
    dataDirectory,
    exclusive: database.kind === 'embedded',
    transaction: run,
    listen: database.listen,
    advanceOrder: (tenantId, orderId) => advanceOrder(run, tenantId, orderId),
    linkSecret: (tenantId) => readLinkSecret(read, tenantId),
    changeRequests: {
      open: (tenantId) => openRequests(read, tenantId),
      file: (tenantId, requestId, position) => requestFile(read, tenantId, requestId, position),
      decide: (tenantId, requestId, decision) => decideRequest(run, tenantId, requestId, decision),
    },
    invitations: {
      find: (tenantId, token) => findInvitation(read, tenantId, token),
      accept: (tenantId, token, person) => acceptInvitation(run, tenantId, token, person),
    },
    clearUp: (now = new Date()) => clearUp(run, now),
    async close() {
      clearInterval(clearing);
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
}

function createAdapter({ run, read, ask, hub, companyRegister }: AdapterParts): Adapter {
  return defineAdapter(
    {
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
      invoices: {
        list: (input, context) => listInvoices(read, input, verified(context)),
        summary: (_input, context) => summarizeInvoices(read, verified(context)),
        get: ({ invoiceId }, context) => getInvoice(read, invoiceId, verified(context)),
      },
      documents: { download: ({ documentId }, context) => downloadDocument(run, documentId, verified(context)) },
    },
    {
      runsIn: ['server'],
      subscribe: (context) => subscribe(hub, read, verified(context), context),
    },
  );
}

const verified = (context: CallContext | SubscribeContext): VerifiedCustomer => verifiedCall(context).customer;
