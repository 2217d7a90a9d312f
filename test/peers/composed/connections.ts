// What the server of `npm run demo:composed` is started with, by CONNECTIONS: the module that a company writes.
import { getInvoice } from '../../../src/contract/invoices/invoice.ts';
import { getSession } from '../../../src/contract/session.ts';
import type { VerifiedCustomer } from '../../../src/adapters/adapter.ts';
import { combine } from '../../../src/adapters/combine.ts';
import { requestTracker } from '../../../src/adapters/request-tracker/index.ts';
import { tryton } from '../../../src/adapters/tryton/index.ts';
import type { Connections } from '../../../server/start/server.ts';

const { RT_URL = '', RT_TOKEN = '', TRYTON_URL = '', TRYTON_PASSWORD = '', TRYTON_PARTIES = '{}' } = process.env;
/** Which party a customer of the store is in Tryton. */
const parties = JSON.parse(TRYTON_PARTIES) as Readonly<Record<string, number>>;

const connections: Connections = {
  adapter(store) {
    // Request Tracker knows people by their e-mail address, which the store keeps, and has verified where it was changed.
    const emailOf = async (customer: VerifiedCustomer) => {
      const { person } = await store.adapter.call(getSession, {}, { customer });
      return person.email ?? '';
    };
    const invoices = tryton({
      url: TRYTON_URL,
      database: 'tryton',
      user: 'cabinet',
      password: TRYTON_PASSWORD,
      party: ({ customerId }) => parties[customerId] ?? 0,
      // The numbers that Vendure gives its orders.
      orderReference: /^[A-Z0-9]{16}$/,
      timeZone: 'Europe/Berlin',
    });
    const tickets = requestTracker({
      url: RT_URL,
      token: RT_TOKEN,
      account: 'cabinet',
      requestor: emailOf,
      queues: [
        { name: 'Support', label: 'Question about an order' },
        { name: 'Billing', label: 'Invoices and payments' },
      ],
      takeFiles: (uploadIds, context) => store.readUploads(uploadIds, context),
      // Orders are the shop's, which knows this server not; of an invoice the books are asked, as for this customer.
      numberOf: async ({ kind, id }, context) =>
        kind === 'invoice' ? (await invoices.call(getInvoice, { invoiceId: id }, context)).number : id,
    });
    return combine(store.adapter, { tickets, invoices, statements: invoices, documents: invoices });
  },
};
export default connections;
