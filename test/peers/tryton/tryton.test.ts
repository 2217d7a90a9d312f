import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { tryton, type TrytonOptions } from '../../../src/adapters/tryton/index.ts';
import type { InvoiceFilter } from '../../../src/contract/invoices/index.ts';
import { operations } from '../../../src/contract/operations.ts';
import type { CabinetError, ErrorCode } from '../../../src/contract/problem.ts';
import { asking, failsWith, type Ask } from '../asking.ts';
import { openPeer } from '../recording.ts';
import { optionsFor, verified } from './customers.ts';

const peer = openPeer('tryton');
const { invoices, statements, documents } = operations;
const open = (options: Partial<TrytonOptions> = {}) => tryton({ ...optionsFor(peer), ...options });
const as = (customerId: string, options?: Partial<TrytonOptions>): Ask =>
  asking(open(options), { customer: verified(customerId) });

describe('tryton', () => {
  const anna = as('anna');
  const boris = as('boris');
  after(() => peer.close());

  const list = async (filter: InvoiceFilter = {}, ask: Ask = anna) =>
    (await ask(invoices.list, filter)).items.map(({ number }) => number);
  const find = async (number: string, ask: Ask = anna) => {
    const row = (await ask(invoices.list, { search: number })).items.find((invoice) => invoice.number === number);
    assert.ok(row, number);
    return ask(invoices.get, { invoiceId: row.id });
  };

  describe('the list', () => {
    it('holds what was posted, as it stands on the day, and nothing that was not', async () => {
      const { items, total, nextCursor } = await anna(invoices.list, {});
      assert.deepEqual(
        items.map(({ number, status, dueOn, overdueDays, total, due }) =>
          [number, status.code, dueOn, overdueDays ?? '', total.amount, due.amount, due.currency].join(' '),
        ),
        [
          'INV-2026-6 issued 2026-04-09  53.44 53.44 EUR',
          'INV-2026-5 issued 2026-04-01  14280 14280 JPY',
          // Half of it is paid, so that the other half is next.
          'INV-2026-4 part_paid 2026-04-06  1190.00 595.00 EUR',
          'INV-2026-2 void 2026-03-04  11.90 0.00 EUR',
          'INV-2026-1 overdue 2026-02-11 32 297.50 197.50 EUR',
          'CN-2025-2 issued 2025-12-31  59.38 59.38 EUR',
          'INV-2025-4 overdue 2025-12-05 100 32.64 32.64 EUR',
          'CN-2025-1 credited 2025-11-14  1428.00 0.00 EUR',
          'INV-2025-2 credited 2025-10-31  1428.00 0.00 EUR',
          'INV-2025-1 paid 2025-10-10  133.64 0.00 EUR',
        ],
      );
      assert.deepEqual([total, nextCursor], [10, null]);
      assert.deepEqual(
        items.filter(({ kind }) => kind === 'credit_note').map(({ number }) => number),
        ['CN-2025-2', 'CN-2025-1'],
      );
    });

    it('takes the day from the zone of the company', async () => {
      const now = () => new Date('2026-04-09T22:30:00Z');
      const status = async (timeZone: string) =>
        (await as('anna', { now, timeZone })(invoices.list, { limit: 1 })).items[0]?.status.code;
      assert.deepEqual([await status('UTC'), await status('Europe/Berlin')], ['issued', 'overdue']);
    });

    it('is filtered by what Tryton knows and by what the adapter finds out', async () => {
      assert.deepEqual(await list({ status: ['overdue'] }), ['INV-2026-1', 'INV-2025-4']);
      assert.deepEqual(await list({ status: ['part_paid', 'void'] }), ['INV-2026-4', 'INV-2026-2']);
      assert.deepEqual(await list({ status: ['paid'] }), ['INV-2025-1']);
      assert.deepEqual(await list({ status: ['credited'] }), ['CN-2025-1', 'INV-2025-2']);
      assert.deepEqual(await list({ aging: ['31_60'] }), ['INV-2026-1']);
      assert.deepEqual(await list({ kind: ['credit_note'] }), ['CN-2025-2', 'CN-2025-1']);
      assert.equal((await list({ kind: ['invoice'] })).length, 8);
      assert.equal((await list({ open: true })).length, 5);
      assert.deepEqual(await list({ issuedFrom: '2026-02-02', issuedTo: '2026-02-20' }), ['INV-2026-4', 'INV-2026-2']);
      assert.deepEqual(await list({ status: ['void'], open: true }), []);
      assert.deepEqual(await list({ orderId: '1' }), []);
    });

    it('is searched by number, reference and names of lines, where a wildcard is a letter', async () => {
      assert.deepEqual(await list({ search: 'po-77' }), ['INV-2026-6']);
      assert.deepEqual(await list({ search: 'lamp inv-2025' }), ['INV-2025-1']);
      assert.deepEqual(await list({ search: '100%' }), ['INV-2025-4']);
      assert.deepEqual(await list({ search: 'INV_2026' }), []);
    });

    it('is sorted by what Tryton cannot sort by too', async () => {
      assert.deepEqual((await list({ sort: '-due' })).slice(0, 2), ['INV-2026-5', 'INV-2026-4']);
      assert.deepEqual((await list({ sort: 'dueOn', open: true })).slice(0, 2), ['INV-2025-4', 'INV-2026-1']);
      assert.deepEqual((await list({ sort: 'issuedOn' })).slice(0, 2), ['INV-2025-1', 'INV-2025-2']);
    });

    it('is paged without gap and repeat, by each sort and with a filter', async () => {
      for (const filter of [{}, { sort: '-total' }, { status: ['issued', 'overdue'] }] satisfies InvoiceFilter[]) {
        const paged: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await anna(invoices.list, { ...filter, limit: 3, ...(cursor !== undefined && { cursor }) });
          paged.push(...page.items.map(({ number }) => number));
          cursor = page.nextCursor ?? undefined;
        } while (cursor !== undefined);
        assert.deepEqual(paged, await list(filter));
      }
    });

    it('refuses a cursor of another sort, or of nobody', async () => {
      const { nextCursor } = await anna(invoices.list, { limit: 1 });
      assert.ok(nextCursor);
      await failsWith('invalid', anna(invoices.list, { cursor: nextCursor, sort: 'due' }), ['/cursor']);
      for (const cursor of ['x', '-issuedOn~2026-99-99~1', '-issuedOn~~1', 'due~1e9~1']) {
        await failsWith('invalid', anna(invoices.list, { cursor }), ['/cursor']);
      }
    });
  });

  describe('an invoice', () => {
    it('has its lines, taxes, parties and what the company wrote', async () => {
      const invoice = await find('INV-2026-6');
      assert.deepEqual(
        invoice.lines.map(({ sku, title, quantity, unitPrice, taxRate, total }) =>
          [sku, title, quantity, unitPrice.amount, taxRate, total.amount].join('|'),
        ),
        ['LAMP-W|Desk lamp|1|49.90|19|49.90', '|Discount for regulars|1|-4.99|19|-4.99'],
      );
      assert.deepEqual(
        [invoice.totals.subtotal, invoice.totals.tax, invoice.totals.total].map((money) => money?.amount),
        ['44.91', '8.53', '53.44'],
      );
      assert.deepEqual(
        invoice.taxes.map(({ label, rate, base, tax }) => [label, rate, base?.amount, tax.amount]),
        [
          ['VAT 19%', '19', '49.90', '9.48'],
          ['VAT 19%', '19', '-4.99', '-0.95'],
        ],
      );
      assert.deepEqual(invoice.seller, { name: 'Nordwind GmbH', taxId: 'DE136695976' });
      assert.deepEqual(invoice.buyer, {
        name: 'Berg GmbH',
        taxId: 'DE129274202',
        address: ['Lange Str. 5', '10115 Berlin'],
      });
      assert.deepEqual(
        [invoice.customerReference, invoice.note],
        ['PO-77', 'Thank you for your order.\nPlease pay by transfer.'],
      );
    });

    it('keeps prices of units that are finer than a cent', async () => {
      const { lines, totals } = await find('INV-2025-1');
      assert.deepEqual(
        lines.map(({ unitPrice, quantity, total }) => [unitPrice.amount, quantity, total.amount]),
        [
          ['49.90', 2, '99.80'],
          ['0.0125', 1000, '12.50'],
        ],
      );
      assert.equal(totals.total.amount, '133.64');
    });

    it('tells what was paid, credited and taken back', async () => {
      const settled = async (number: string) => {
        const { status, paid, settlements } = await find(number);
        const words = settlements.map(({ kind, on, amount, title = '' }) => `${kind} ${on} ${amount.amount} ${title}`);
        return [status.code, paid?.amount, ...words.map((text) => text.trim())];
      };
      assert.deepEqual(await settled('INV-2025-1'), ['paid', '133.64', 'payment 2025-09-25 133.64']);
      assert.deepEqual(await settled('INV-2026-1'), ['overdue', '100.00', 'payment 2026-02-01 100.00']);
      assert.deepEqual(await settled('INV-2026-4'), ['part_paid', '595.00', 'payment 2026-03-02 595.00']);
      assert.deepEqual(await settled('INV-2025-2'), ['credited', '1428.00', 'credit 2025-10-15 1428.00 CN-2025-1']);
      assert.deepEqual(await settled('CN-2025-1'), ['credited', '1428.00', 'credit 2025-10-01 1428.00 INV-2025-2']);
      assert.deepEqual(await settled('INV-2026-2'), ['void', undefined]);
    });

    it('of a credit note is told in positive amounts', async () => {
      const { kind, lines, total, due, aging } = await find('CN-2025-2');
      assert.deepEqual([kind, total.amount, due.amount, aging], ['credit_note', '59.38', '59.38', undefined]);
      assert.deepEqual(
        lines.map(({ quantity, unitPrice, total: sum }) => [quantity, unitPrice.amount, sum.amount]),
        [[1, '49.90', '49.90']],
      );
    });

    it('has the file that Tryton kept, named as what it is', async () => {
      const { document } = await find('INV-2025-1');
      assert.ok(document);
      assert.deepEqual(
        [document.title, document.mediaType],
        ['Invoice INV-2025-1', 'application/vnd.oasis.opendocument.text'],
      );
      const file = await anna(documents.download, { documentId: document.id });
      assert.match(file.name, /INV-2025-1.*\.odt$/);
      assert.equal(file.type, 'application/vnd.oasis.opendocument.text');
      assert.match(await file.slice(0, 100).text(), /^PK.*mimetypeapplication\/vnd\.oasis\.opendocument\.text/s);
    });
  });

  it('tells what is owed, by currency', async () => {
    const { currencies, asOf } = await anna(invoices.summary, {});
    assert.equal(asOf, '2026-03-15T12:00:00.000Z');
    assert.deepEqual(
      currencies
        .map(({ due, overdue, openCount, overdueCount, credit, next }) =>
          [due.currency, due.amount, overdue.amount, openCount, overdueCount, credit?.amount, next?.dueOn].join(' '),
        )
        .toSorted(),
      ['EUR 878.58 230.14 4 2 59.38 2026-04-06', 'JPY 14280 0 1 0  2026-04-01'],
    );
    const euro = currencies.find(({ currency }) => currency === 'EUR');
    assert.deepEqual(
      euro?.aging.filter(({ count }) => count > 0).map(({ bucket, count, due }) => [bucket, count, due.amount]),
      [
        ['not_due', 2, '648.44'],
        ['31_60', 1, '197.50'],
        ['over_90', 1, '32.64'],
      ],
    );
  });

  describe('a statement', () => {
    it('has every movement of the period, between what was owed before and after', async () => {
      const statement = await anna(statements.get, { from: '2026-01-01', to: '2026-02-28' });
      const { opening, closing, debit, credit, currency, movements } = statement;
      assert.deepEqual(
        [opening.amount, debit.amount, credit.amount, closing.amount, currency],
        ['-26.74', '1499.40', '111.90', '1360.76', 'EUR'],
      );
      assert.deepEqual(
        movements.map(({ on, kind, number, debit: owed, credit: less, balance }) =>
          [on, kind, number, owed?.amount ?? `-${less?.amount}`, balance.amount].join(' '),
        ),
        [
          '2026-01-12 invoice INV-2026-1 297.50 270.76',
          '2026-02-01 payment INV-2026-1 -100.00 170.76',
          '2026-02-02 invoice INV-2026-2 11.90 182.66',
          '2026-02-02 correction INV-2026-2 -11.90 170.76',
          '2026-02-20 invoice INV-2026-4 1190.00 1360.76',
        ],
      );
      assert.equal((await find('INV-2026-4')).id, movements.at(-1)?.invoiceId);
    });

    it('goes on where the one before ended, and both together are one', async () => {
      const period = (from: string, to: string) => anna(statements.get, { from, to });
      const first = await period('2025-09-01', '2025-12-31');
      const second = await period('2026-01-01', '2026-03-31');
      const whole = await period('2025-09-01', '2026-03-31');
      assert.equal(first.opening.amount, '0.00');
      assert.deepEqual(second.opening, first.closing);
      assert.deepEqual(whole.closing, second.closing);
      assert.deepEqual(whole.movements, [...first.movements, ...second.movements]);
      assert.equal((await period('2026-01-01', '2026-03-31')).etag, second.etag);
      assert.notEqual(first.etag, second.etag);
    });

    it('speaks the language of whoever asks', async () => {
      const period = { from: '2025-09-10', to: '2025-09-30' };
      const { movements } = await anna(statements.get, period, { locale: 'ru-RU' });
      assert.deepEqual(
        movements.map(({ title }) => title),
        ['Счёт', 'Оплата'],
      );
    });

    it('refuses what is no period, and a currency that the books are not in', async () => {
      const from = '2026-01-01';
      await failsWith('invalid', anna(statements.get, { from, to: '2025-12-31' }), ['/to']);
      await failsWith('invalid', anna(statements.get, { from, to: '2030-01-01' }), ['/from']);
      await failsWith('invalid', anna(statements.get, { from, to: from, currency: 'JPY' }), ['/currency']);
    });
  });

  describe('two customers', () => {
    it('see nothing of each other through any operation', async () => {
      const [hers, his] = [await anna(invoices.list, {}), await boris(invoices.list, {})];
      assert.deepEqual(
        his.items.map(({ number }) => number),
        ['INV-2026-3', 'INV-2025-3'],
      );
      const foreign = hers.items.map(({ id }) => id);
      // Those that were never posted have an id there too.
      for (const id of [...foreign, '13', '14', '15', '16', '99999', '0', '-1', '1 OR 1', 'x']) {
        await failsWith('not_found', boris(invoices.get, { invoiceId: id }));
        await failsWith('not_found', boris(documents.download, { documentId: id }));
      }
      for (const id of ['13', '14', '15']) await failsWith('not_found', anna(invoices.get, { invoiceId: id }));
      const words = ['Berg', 'PO-77', 'Renovation', 'INV-2026-6', 'draft'];
      for (const search of words) assert.deepEqual(await list({ search }, boris), [], search);
      const { currencies } = await boris(invoices.summary, {});
      assert.deepEqual(
        currencies.map(({ due }) => due.amount),
        ['91.63'],
      );
      const statement = await boris(statements.get, { from: '2025-01-01', to: '2026-12-31' });
      assert.deepEqual(
        [statement.closing.amount, statement.movements.length, statement.buyer.name],
        ['91.63', 3, 'Wald & Sohn'],
      );
      const ids = statement.movements.flatMap(({ invoiceId }) => invoiceId ?? []);
      assert.ok(ids.every((id) => !foreign.includes(id)));
    });

    it('do not go on with each other’s cursors further than their own rows', async () => {
      const { nextCursor } = await anna(invoices.list, { limit: 1 });
      assert.ok(nextCursor);
      assert.deepEqual(await list({ cursor: nextCursor }, boris), ['INV-2026-3', 'INV-2025-3']);
    });

    it('are nobody without the server’s word', async () => {
      await failsWith('unauthenticated', asking(open(), {})(invoices.list, {}));
      await failsWith('unavailable', as('carla')(invoices.list, {}));
      assert.deepEqual(open().runsIn, ['server']);
    });
  });

  describe('the service account', () => {
    /** Looks at what is asked of Tryton, and may answer itself. */
    function watched(
      options: Partial<TrytonOptions> = {},
      answer: (method: string) => Response | undefined = () => undefined,
    ) {
      const asked: string[] = [];
      let authorization = '';
      const through: typeof fetch = async (...args) => {
        const request = new Request(...args);
        const { method } = (await request.clone().json()) as { method: string };
        asked.push(method);
        authorization = request.headers.get('Authorization') ?? authorization;
        return answer(method) ?? peer.fetch(request);
      };
      const signIns = () => asked.filter((method) => method === 'common.db.login').length;
      return { ask: as('anna', { ...options, fetch: through }), signIns, session: () => authorization };
    }

    it('signs in once for all who ask at the same time', async () => {
      const { ask, signIns } = watched();
      await Promise.all([ask(invoices.list, {}), ask(invoices.summary, {}), ask(invoices.list, { limit: 1 })]);
      assert.equal(signIns(), 1);
    });

    it('signs in again, once, when its session has ended', async () => {
      const { ask, signIns, session } = watched();
      await ask(invoices.list, { limit: 1 });
      const ended = await peer.fetch(`${peer.url}/tryton/`, {
        method: 'POST',
        headers: { Authorization: session(), 'Content-Type': 'application/json' },
        body: JSON.stringify({ id: 1, method: 'common.db.logout', params: [] }),
      });
      assert.equal(ended.status, 200);
      const [one, other] = await Promise.all([ask(invoices.list, { limit: 1 }), ask(invoices.list, { limit: 2 })]);
      assert.deepEqual([one.items.length, other.items.length, signIns()], [1, 2, 2]);
    });

    it('is refused: to the customer the books are away, and it is not tried again at once', async () => {
      const { ask, signIns } = watched({ password: 'wrong' });
      await failsWith('unavailable', ask(invoices.list, {}));
      await failsWith('unavailable', ask(invoices.list, {}));
      assert.equal(signIns(), 1);
    });

    it('is told things that no customer reads', async () => {
      const json = (error: unknown) => Response.json({ id: 1, error });
      const answers: [answer: () => Response, code: ErrorCode][] = [
        [() => json(['LoginException', ['code', 'Code sent to the secret number 4711', 'char']]), 'unavailable'],
        [() => json(['UserError', ['You are not allowed to read the secret records', '', null]]), 'unavailable'],
        [() => json(["'secret'", 'Traceback (most recent call last): secret']), 'contract'],
        [() => json(['ConcurrencyException', ['secret']]), 'conflict'],
        [() => new Response('<title>secret</title>', { status: 403 }), 'unavailable'],
        [() => new Response('<title>secret</title>', { status: 404 }), 'unavailable'],
        [() => new Response('<title>secret</title>', { headers: { 'Content-Type': 'text/html' } }), 'contract'],
      ];
      for (const [answer, code] of answers) {
        for (const failing of ['common.db.login', 'model.account.invoice.search_read']) {
          const { ask } = watched({}, (method) => (method === failing ? answer() : undefined));
          await assert.rejects(ask(invoices.get, { invoiceId: '1' }), (error: CabinetError) => {
            assert.equal(error.code, code, error.message);
            assert.doesNotMatch(`${error.message} ${error.detail}`, /secret|title/);
            return true;
          });
        }
      }
    });
  });

  it('names a wrong setting at once', () => {
    assert.throws(() => open({ url: 'erp' }), /tryton: url must be an http\(s\) address/);
    assert.throws(() => open({ timeZone: 'Mars/Olympus' }), /tryton: timeZone must be an IANA time zone/);
  });
});
