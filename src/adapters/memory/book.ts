import { CabinetError } from '../../contract/problem.ts';
import { billOrder, planBills, type Bill } from './demo/bills.ts';
import { nameOrder, writeOrder } from './demo/orders.ts';
import { planOrder, prepareHistory, statusesOf, type Statuses } from './demo/plan.ts';
import { toMinor } from './demo/money.ts';
import type { DemoCompany, DemoCustomer, DemoOrder } from './demo/types.ts';

/** What the list filters and sorts by. */
export interface Row extends Statuses {
  /** Place in the customer's history, 1 for the first; later orders have higher ones. */
  ordinal: number;
  number: string;
  /** Milliseconds. */
  placedAt: number;
  /** Hundredths. */
  total: number;
  customerReference: string | undefined;
  productIds: string[];
  personId: string | undefined;
}

/**
 * One customer's orders. What the demo invented is made again whenever it is asked for, so that 100 000
 * orders need no memory; only what was changed or added since is kept.
 */
export class OrderBook {
  readonly #history;
  readonly #kept = new Map<number, DemoOrder>();
  #last: number;
  /** Grows with every change. */
  version = 0;

  constructor(company: DemoCompany, customer: DemoCustomer, now: Date, count: number) {
    this.#history = prepareHistory(company, customer, now, count);
    this.#last = count;
  }

  get size(): number {
    return this.#last;
  }

  /** @throws CabinetError `not_found` for an id that is none of this customer's. */
  find(orderId: string): DemoOrder {
    const { customer } = this.#history;
    const ordinal = orderId.startsWith(`${customer.id}-`) ? Number(orderId.slice(customer.id.length + 1)) : NaN;
    const found = this.at(ordinal);
    if (found?.order.id !== orderId) throw new CabinetError('not_found', `There is no order ${orderId}`);
    return found;
  }

  at(ordinal: number): DemoOrder | undefined {
    const { count } = this.#history;
    const kept = this.#kept.get(ordinal);
    if (kept || !(Number.isInteger(ordinal) && ordinal >= 1 && ordinal <= count)) return kept;
    return writeOrder(this.#history, planOrder(this.#history, count - ordinal));
  }

  /** Replaces an order by its changed version under a new etag. */
  replace(changed: DemoOrder): DemoOrder {
    const ordinal = Number(changed.order.id.slice(this.#history.customer.id.length + 1));
    return this.#keep(ordinal, { ...changed, order: { ...changed.order, etag: `v${this.version + 2}` } });
  }

  /** Adds the order that `write` makes of its id and number. */
  add(write: (name: { id: string; number: string }) => DemoOrder): DemoOrder {
    const ordinal = this.#last + 1;
    const added = this.#keep(ordinal, write(nameOrder(this.#history, ordinal)));
    this.#last = ordinal;
    return added;
  }

  #keep(ordinal: number, record: DemoOrder): DemoOrder {
    this.version += 1;
    this.#kept.set(ordinal, record);
    return record;
  }

  /** Every invoice and credit note, newest order first. */
  *bills(): Generator<Bill, void, undefined> {
    const { company, count } = this.#history;
    for (let ordinal = this.#last; ordinal >= 1; ordinal--) {
      const added = ordinal > count ? this.#kept.get(ordinal) : undefined;
      if (added) yield billOrder(added, ordinal, company.locale);
      else yield* planBills(this.#history, planOrder(this.#history, count - ordinal));
    }
  }

  /** Every order, newest first. */
  *rows(): Generator<Row, void, undefined> {
    const { company, customer, count, now } = this.#history;
    for (let ordinal = this.#last; ordinal >= 1; ordinal--) {
      const kept = this.#kept.get(ordinal);
      const { number } = nameOrder(this.#history, ordinal);
      if (kept) {
        const { order, placedById: personId } = kept;
        yield {
          ordinal,
          number,
          placedAt: Date.parse(order.placedAt),
          total: toMinor(order.total.amount),
          customerReference: order.customerReference,
          productIds: order.lines.map(({ product }) => product.id),
          personId,
          status: order.status.code,
          payment: order.payment.code,
          fulfilment: order.fulfilment.code,
        };
        continue;
      }
      const plan = planOrder(this.#history, count - ordinal);
      yield {
        ordinal,
        number,
        placedAt: plan.at.placed,
        total: plan.sums.total,
        customerReference: plan.customerReference,
        productIds: plan.lines.map(({ position }) => company.products[position]?.id ?? ''),
        personId: plan.placedBy.staff ? undefined : customer.people[plan.placedBy.position]?.id,
        ...statusesOf(plan, now),
      };
    }
  }
}
