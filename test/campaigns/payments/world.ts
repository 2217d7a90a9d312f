import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import type { InvoiceTotals, Payment } from '../../../src/contract/index.ts';
import { API_KEY } from '../../server/helpers/company.ts';
import { tokenOf } from '../../server/helpers/token.ts';
import type { ServerProcess } from '../server-process.ts';
import type { BankPayment, FaultyBank, Telling } from './bank.ts';
import { next, type Model, type PaymentModel, type Status } from './model.ts';

export const TENANT = 'acme';

/** Milliseconds until the server must have asked for what is not known. */
const PATIENCE = 60_000;

/** What all customers share: the server, the bank, and what happened. */
export interface World {
  server: ServerProcess;
  bank: FaultyBank;
  counts: Record<'commands' | 'conflicts' | 'repeated sendings' | 'refused webhooks', number>;
  /** Kills the server so many milliseconds from now, one kill after another. */
  kill(after: number): void;
}

/** Sends until there is an answer; what the server cannot do just now is sent again, with the same key. */
export async function send(
  world: World,
  path: string,
  { method = 'GET', headers = {}, body }: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<{ status: number; body: unknown }> {
  for (;;) {
    try {
      const response = await fetch(`${world.server.url}${path}`, {
        method,
        headers,
        ...(body !== undefined && { body }),
        signal: AbortSignal.timeout(20_000),
      });
      if (response.status < 500) return { status: response.status, body: await response.json() };
    } catch {
      // Killed just now.
    }
    world.counts['repeated sendings']++;
    await wait(50);
  }
}

/** Pushes rows as the company's system, until they are taken. */
export async function push(world: World, what: string, rows: readonly object[]): Promise<void> {
  const { body } = await send(world, `/push/${TENANT}/${what}`, {
    method: 'PUT',
    headers: { Authorization: `Bearer ${TENANT}-${API_KEY}`, 'Content-Type': 'application/x-ndjson' },
    body: rows.map((row) => JSON.stringify(row)).join('\n'),
  });
  assert.equal((body as { accepted: number }).accepted, rows.length, `not all ${what} were taken`);
}

/** One customer before the server and at the bank. */
export class Customer {
  readonly world: World;
  readonly #personId: string;

  constructor(world: World, personId: string) {
    this.world = world;
    this.#personId = personId;
  }

  async call(path: string, body?: object, key: string = crypto.randomUUID()) {
    return send(this.world, `/api/${TENANT}${path}`, {
      headers: {
        Authorization: `Bearer ${await tokenOf(this.#personId)}`,
        'Content-Type': 'application/json',
        'Idempotency-Key': key,
      },
      ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
    });
  }

  atBank({ id }: PaymentModel): BankPayment {
    const known = this.world.bank.byReference(id);
    assert.ok(known, `payment ${id} never reached the bank`);
    return known;
  }

  /** Tells until it is heard, as banks do. */
  async tell(payment: PaymentModel, telling?: Telling): Promise<void> {
    for (;;) {
      const status = await this.world.bank.tell(this.atBank(payment), telling);
      if (status === 204) return;
      assert.ok(status === 0 || status >= 500, `a webhook of payment ${payment.id} was answered ${status}`);
      await wait(50);
    }
  }

  /** Tells what must not be believed, until it is refused. */
  async tellInVain(payment: PaymentModel, telling: Telling): Promise<void> {
    for (;;) {
      const status = await this.world.bank.tell(this.atBank(payment), telling);
      if (status === 401) break;
      assert.ok(status === 0 || status >= 500, `a forged or old webhook was answered ${status}`);
      await wait(50);
    }
    this.world.counts['refused webhooks']++;
  }

  async look(payment: PaymentModel): Promise<Status> {
    const { status, body } = await this.call(`/payments/${payment.id}`);
    assert.equal(status, 200, `payment ${payment.id} is not found`);
    return (body as Payment).status.code as Status;
  }

  /** Every payment that the server knows of. */
  async payments(): Promise<Map<string, Status>> {
    const found = new Map<string, Status>();
    for (let cursor: string | null = ''; cursor !== null;) {
      const { body } = await this.call(`/payments?limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
      const page = body as { items: Payment[]; nextCursor: string | null };
      for (const { id, status } of page.items) found.set(id, status.code as Status);
      cursor = page.nextCursor;
    }
    return found;
  }

  /** Lets the server ask for everything that it does not know, and compares: payment by payment, and the account. */
  async compare({ invoiced, payments }: Model): Promise<void> {
    const expected = payments.map((payment) => {
      const { state } = this.atBank(payment);
      return {
        payment,
        wanted: payment.possible.map((status) =>
          status === 'created' || status === 'pending' ? next(status, state) : status,
        ),
      };
    });
    await send(this.world, '/ask', { method: 'POST' });
    for (const until = Date.now() + PATIENCE; ; await wait(30)) {
      const found = await this.payments();
      assert.equal(found.size, payments.length, 'the server has more or fewer payments than were begun');
      const wrong = expected.find(({ payment, wanted }) => !wanted.includes(found.get(payment.id) ?? 'created'));
      if (wrong === undefined) {
        for (const payment of payments) payment.asks(this.atBank(payment).state);
        for (const payment of payments) {
          const status = found.get(payment.id) ?? 'created';
          assert.ok(payment.sees(status), `payment ${payment.id} is ${status}`);
        }
        break;
      }
      const { payment, wanted } = wrong;
      assert.ok(Date.now() < until, `payment ${payment.id} is ${found.get(payment.id)} and not ${wanted.join(' or ')}`);
    }
    const { body } = await this.call('/invoices/summary');
    const [account] = (body as { currencies: InvoiceTotals[] }).currencies;
    const cents = (sum: string | undefined) => Math.round(Number(sum ?? 0) * 100);
    const owed = cents(account?.due.amount) - cents(account?.credit?.amount);
    const paid = payments
      .filter((payment) => payment.possible.includes('succeeded') && payment.possible.length === 1)
      .reduce((sum, { amount }) => sum + amount, 0);
    assert.equal(owed, invoiced - paid, 'what is owed is not what was invoiced less what was paid');
  }
}
