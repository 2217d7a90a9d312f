import type { Adapter, CallContext } from '../adapter.ts';
import { defineAdapter } from '../define-adapter.ts';
import { readDocument } from './document.ts';
import { readInvoice } from './invoice.ts';
import { listInvoices, readWhole } from './list.ts';
import type { TrytonOptions } from './options.ts';
import { scopeOf } from './scope.ts';
import { openTryton } from './session.ts';
import { readStatement } from './statement.ts';
import { summarize } from './summary.ts';

export type { TrytonOptions } from './options.ts';

/**
 * Invoices, credit notes, their files and statements from Tryton (6.0), by its JSON-RPC under a service account: it runs on
 * the server only, where the customer is verified. A customer sees what was posted to their party by the account's company.
 *
 * @example
 * ```ts
 * const invoices = tryton({
 *   url: 'https://erp.example', database: 'erp', user: 'cabinet', password,
 *   party: ({ customerId }) => partyOf(customerId),
 * });
 * const adapter = combine(store, { invoices, statements: invoices });
 * ```
 * @throws TypeError at once if `url` is no http(s) address, or `timeZone` no IANA time zone.
 */
export function tryton(options: TrytonOptions): Adapter {
  const { timeZone = 'UTC', now = () => new Date() } = options;
  const erp = openTryton(options);
  const calendar = dayFormat(timeZone);
  const today = () => calendar.format(now());
  const scope = (context: CallContext) => scopeOf(options, erp, context);
  return defineAdapter(
    {
      invoices: {
        list: async (filter, context) => listInvoices(erp, await scope(context), filter, today(), context),
        get: async ({ invoiceId }, context) => readInvoice(erp, await scope(context), invoiceId, today(), context),
        async summary(_input, context) {
          const domain = [['state', '=', 'posted']];
          const bills = await readWhole(erp, await scope(context), domain, today(), context);
          return { currencies: summarize(bills), asOf: now().toISOString() };
        },
      },
      statements: { get: async (period, context) => readStatement(erp, await scope(context), period, context) },
      documents: {
        download: async ({ documentId }, context) => readDocument(erp, await scope(context), documentId, context),
      },
    },
    { name: options.url, runsIn: ['server'] },
  );
}

/** Writes days as `YYYY-MM-DD`. */
function dayFormat(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('sv-SE', { timeZone });
  } catch {
    throw new TypeError(`tryton: timeZone must be an IANA time zone; it is "${timeZone}"`);
  }
}
