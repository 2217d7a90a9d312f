import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import * as z from 'zod/mini';
import { type Api, createApp } from '../../../server/app.ts';
import { demoRegister } from '../../../server/demo/register.ts';
import { SandboxBank } from '../../../server/payments/sandbox/bank.ts';
import { sandboxProvider } from '../../../server/payments/sandbox/provider.ts';
import { openStore, type Store } from '../../../server/store/index.ts';
import { writeCustomers } from '../../../server/store/write/customers.ts';
import { toHttp } from '../../../src/adapters/rest/request.ts';
import type { InputOf, Operation, OutputOf } from '../../../src/contract/operation.ts';
import type { Role } from '../../../src/contract/session.ts';
import { addInvoices, invoiceRecord } from '../helpers/books.ts';
import { addCompany, addOrders, orderRecord } from '../helpers/company.ts';
import { makeDataFolder } from '../helpers/data-folder.ts';
import { addSupport } from '../helpers/support.ts';
import { sign } from '../http/register.ts';

/** Somebody of a customer of a company; `first` and `second` are two people of the same role. */
export interface Who {
  tenantId: 'acme' | 'globex';
  customerId: string;
  role: Role;
  place: 'first' | 'second';
}

export const person = (role: Role, customerId = 'one', changes: Partial<Who> = {}): Who => ({
  tenantId: 'acme',
  customerId: role === 'agent' ? 'house' : customerId,
  role,
  place: 'first',
  ...changes,
});
export const personId = ({ tenantId, customerId, role, place }: Who): string =>
  [tenantId, customerId, role, place].join('-');

/** Two companies, each with customers who have everything that can be asked for, and people of every role. */
export interface World {
  store: Store;
  /** Sends an operation as somebody, mutations with a key of their own. */
  send(who: Who, operation: Operation, input: object, etag?: string): Promise<Response>;
  /** The answer to somebody who may ask. */
  ask<O extends Operation>(who: Who, operation: O, input: InputOf<O>): Promise<OutputOf<O>>;
  close(): Promise<void>;
}

/** No two have the same id, so that one of theirs is never one of ours. */
const customersOf = { acme: ['one', 'two', 'house'], globex: ['three'] };

export async function createWorld(): Promise<World> {
  const folder = makeDataFolder();
  const bank = new SandboxBank({ deliver: () => Promise.resolve(true) });
  const provider = sandboxProvider({
    create: (order, secret) => Promise.resolve(bank.create(order, secret)),
    status: (id) => {
      const payment = bank.find(id);
      return Promise.resolve(payment && bank.outcomeOf(payment));
    },
    cancel: (id) => Promise.resolve(bank.cancel(id)),
  });
  const store = await openStore({ dataDirectory: folder, paymentProviders: [provider], companyRegister: demoRegister });
  for (const tenantId of ['acme', 'globex'] as const) await addEverything(store, tenantId);
  await store.transaction('operator', (transaction) =>
    transaction
      .updateTable('tenants')
      .set({ locked_company_fields: ['legalName'] })
      .execute(),
  );
  const app = createApp({ adapter: store.adapter, directory: store.directory, rememberPeople: true });
  const send: World['send'] = async (who, operation, input, etag) =>
    sendTo(app, await tokenOf(store, who), who, operation, input, etag);
  return {
    store,
    send,
    ask: async (who, operation, input) => {
      const response = await send(who, operation, input as object);
      if (!response.ok) assert.fail(`${operation.id} as ${personId(who)}: ${response.status} ${await response.text()}`);
      return z.parse(operation.output, await response.json()) as OutputOf<typeof operation>;
    },
    close: async () => {
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function addEverything(store: Store, tenantId: Who['tenantId']): Promise<void> {
  await addCompany(store, tenantId);
  await addSupport(store, tenantId);
  const roles = (customerId: string): Role[] =>
    customerId === 'house' ? ['owner', 'agent'] : ['owner', 'buyer', 'accountant', 'viewer'];
  await store.transaction({ tenantId }, async (transaction) => {
    await writeCustomers(
      transaction,
      tenantId,
      customersOf[tenantId].map((customerId) => ({
        externalId: customerId,
        name: `Customer ${customerId} of ${tenantId}`,
        country: 'DE',
        people: roles(customerId).flatMap((role) =>
          (['first', 'second'] as const).map((place) => {
            const id = personId({ tenantId, customerId, role, place });
            return { externalId: id, name: id, email: `${id}@people.example`, login: id, roles: [role] };
          }),
        ),
      })),
    );
    await transaction
      .insertInto('consent_texts')
      .values({ tenant_id: tenantId, id: 'news', version: '1', title: 'News', text: 'We write to you.', position: 0 })
      .execute();
  });
  const named = (kind: string, customerId: string) => `${tenantId}-${customerId}-${kind}`;
  await addOrders(
    store,
    tenantId,
    customersOf[tenantId].map((customerId) => orderRecord(named('order', customerId), { customerId })),
  );
  await addInvoices(
    store,
    tenantId,
    customersOf[tenantId].map((customerId) =>
      invoiceRecord(named('invoice', customerId), '900.00', -3, { customerId }),
    ),
  );
}

const tokens = new Map<string, Promise<string>>();

function tokenOf({ directory }: Store, who: Who): Promise<string> {
  const id = personId(who);
  const made = async () => {
    const tenant = await directory.tenant(who.tenantId);
    assert.ok(tenant);
    return sign(tenant, { sub: id });
  };
  const token = tokens.get(id) ?? made();
  tokens.set(id, token);
  return token;
}

async function sendTo(app: Api, token: string, who: Who, operation: Operation, input: object, etag?: string) {
  const { method, path, json, body } = toHttp(operation, input);
  const request = new Request(`http://localhost/api/${who.tenantId}${path}`, {
    method,
    headers: {
      Authorization: `Bearer ${token}`,
      ...(json !== undefined && { 'Content-Type': 'application/json' }),
      ...(operation.kind === 'mutation' && { 'Idempotency-Key': crypto.randomUUID() }),
      ...(operation.conditional === true && { 'If-Match': `"${etag ?? 'none'}"` }),
    },
    ...(json !== undefined && { body: JSON.stringify(json) }),
    ...(body && { body }),
  });
  if (!body) return app.request(request);
  // Browsers tell how much comes.
  const content = await request.arrayBuffer();
  request.headers.set('Content-Length', String(content.byteLength));
  return app.request(request.url, { method, headers: request.headers, body: content });
}
