import type { InputOf } from '../../contract/operation.ts';
import { CabinetError } from '../../contract/problem.ts';
import type {
  Movement,
  MovementResponse,
  Statement,
  getStatement,
  respondToMovement,
} from '../../contract/statements/index.ts';
import { money } from './demo/money.ts';
import { toDay } from './demo/orders.ts';
import { seedOf } from './demo/random.ts';
import { texts } from './demo/texts.ts';
import type { DemoCompany, DemoCustomer, DemoPerson } from './demo/types.ts';
import type { InvoiceBook } from './invoices.ts';
import { buyerOf, sellerOf } from './parties.ts';

type Period = InputOf<typeof getStatement>;

const DAY = 86_400_000;
const LONGEST = 3 * 366 * DAY;

/** A movement before its balance is known; hundredths, positive: owed more. */
interface Entry extends Pick<Movement, 'id' | 'on' | 'kind' | 'title' | 'number' | 'invoiceId'> {
  change: number;
}

export interface StatementBookOptions {
  company: DemoCompany;
  customer: DemoCustomer;
  person: DemoPerson;
  invoices: InvoiceBook;
  now: () => Date;
}

/** The account of a customer, and what was said to its lines. */
export class StatementBook {
  readonly #options: StatementBookOptions;
  readonly #responses = new Map<string, MovementResponse>();
  readonly #agreements = new Map<string, { at: string; by: string; etag: string }>();

  constructor(options: StatementBookOptions) {
    this.#options = options;
  }

  get(period: Period): Statement {
    const { company, customer, invoices } = this.#options;
    const { from, to } = period;
    const length = Date.parse(to) - Date.parse(from);
    if (length < 0) refuse('/to', 'must not be before the first day');
    if (length > LONGEST) refuse('/from', 'a statement covers three years at most');
    const currency = period.currency ?? invoices.currency;
    if (currency !== invoices.currency) refuse('/currency', 'is not the currency of the invoices');
    const entries = this.#entries().filter(({ on }) => on <= to);
    const before = entries.filter(({ on }) => on < from);
    const sum = (some: readonly Entry[]) => some.reduce((total, { change }) => total + change, 0);
    const opening = sum(before);
    let balance = opening;
    const inside = entries.slice(before.length);
    const movements = inside.map(({ change, ...entry }): Movement => {
      balance += change;
      const response = this.#responseTo(entry.id);
      return {
        ...entry,
        ...(change >= 0 ? { debit: money(change, currency) } : { credit: money(-change, currency) }),
        balance: money(balance, currency),
        ...(response && { response }),
      };
    });
    const etag = seedOf(JSON.stringify([from, to, movements])).toString(36);
    const agreed = this.#agreements.get(`${from}|${to}`);
    return {
      from,
      to,
      currency,
      seller: sellerOf(company),
      buyer: buyerOf(customer),
      opening: money(opening, currency),
      closing: money(balance, currency),
      debit: money(sum(inside.filter(({ change }) => change >= 0)), currency),
      credit: money(-sum(inside.filter(({ change }) => change < 0)), currency),
      movements,
      ...(agreed?.etag === etag && { agreement: { at: agreed.at, by: agreed.by } }),
      etag,
    };
  }

  respond({ movementId, response, comment = '' }: InputOf<typeof respondToMovement>) {
    const { now, person } = this.#options;
    if (!this.#entries().some(({ id }) => id === movementId)) {
      throw new CabinetError('not_found', `There is no movement ${movementId}`);
    }
    if (response === 'dispute' && comment.trim() === '') refuse('/comment', 'a dispute needs a comment');
    const given: MovementResponse = {
      state: response === 'agree' ? 'agreed' : 'disputed',
      ...(comment.trim() && { comment: comment.trim() }),
      by: person.name,
      at: now().toISOString(),
    };
    this.#responses.set(movementId, given);
    return { movementId, response: given };
  }

  agree(period: Period, etag: string | undefined): Statement {
    const { now, person } = this.#options;
    const shown = this.get(period);
    if (etag === undefined) throw new CabinetError('conflict', 'An agreement needs If-Match', { status: 428 });
    if (etag !== shown.etag) throw new CabinetError('conflict', 'The statement has changed', { status: 412 });
    if (shown.movements.some(({ response }) => response?.state === 'disputed')) {
      throw new CabinetError('conflict', 'A line is disputed', { status: 409 });
    }
    this.#agreements.set(`${period.from}|${period.to}`, { at: now().toISOString(), by: person.name, etag });
    return this.get(period);
  }

  /** As CSV; a page where a real backend makes a PDF. */
  file(period: Period & { format: 'pdf' | 'csv' }): File {
    const { from, to, format } = period;
    const { movements, currency, closing } = this.get(period);
    const name = `${texts[this.#options.company.locale].statement} ${from} ${to}`;
    const rows = movements.map(({ on, title, number = '', debit, credit, balance }) =>
      [on, title, number, debit?.amount ?? '', credit?.amount ?? '', balance.amount, currency].join(';'),
    );
    const text = [...rows, `${to};;;;;${closing.amount};${currency}`].join('\r\n');
    return format === 'csv'
      ? new File([`\ufeff${text}\r\n`], `${name}.csv`, { type: 'text/csv' })
      : new File([`${name}\n\n${text}`], `${name}.txt`, { type: 'text/plain' });
  }

  #responseTo(movementId: string): MovementResponse | undefined {
    return this.#responses.get(movementId) ?? this.#answered(movementId);
  }

  /** One old line was disputed and answered, to show how it looks. */
  #answered(movementId: string): MovementResponse | undefined {
    const { company, customer, now } = this.#options;
    const text = texts[company.locale];
    if (movementId !== `${customer.id}-${customer.orderCount - 12}-invoice-0`) return undefined;
    const ago = (days: number) => new Date(now().getTime() - days * DAY).toISOString();
    return {
      state: 'resolved',
      comment: text.disputeComment,
      by: customer.people[0]?.name,
      at: ago(20),
      answer: { text: text.disputeAnswer, at: ago(18) },
    };
  }

  /** Every movement in order of time. */
  #entries(): Entry[] {
    const { company, invoices } = this.#options;
    const text = texts[company.locale];
    return invoices
      .states()
      .filter((state) => !state.void)
      .flatMap((state): Entry[] => {
        const credit = state.kind === 'credit_note';
        const shared = { number: state.number, invoiceId: state.id };
        const paper: Entry = {
          ...shared,
          id: `${state.id}-0`,
          on: state.issuedOn,
          kind: credit ? 'credit_note' : 'invoice',
          title: credit ? text.creditNote : text.invoice,
          change: credit ? -state.total : state.total,
        };
        // A credit note that is used up against its invoice moves nothing once more.
        const settled = state.settlements.flatMap(({ kind, at, amount }, index): Entry[] =>
          kind === 'credit'
            ? []
            : [
                {
                  ...shared,
                  id: `${state.id}-${index + 1}`,
                  on: toDay(at),
                  kind,
                  title: kind === 'refund' ? text.refund : text.payment,
                  change: kind === 'refund' ? amount : -amount,
                },
              ],
        );
        return [paper, ...settled];
      })
      .sort((left, right) => (left.on < right.on ? -1 : left.on > right.on ? 1 : 0));
  }
}

function refuse(pointer: string, message: string): never {
  throw new CabinetError('invalid', `${pointer} ${message}`, { fields: { [pointer]: message } });
}
