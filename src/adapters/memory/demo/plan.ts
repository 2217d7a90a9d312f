import type { OrderSummary } from '../../../contract/orders/index.ts';
import { sumUp, toMinor, type Sums } from './money.ts';
import { newestBasket } from './products.ts';
import { randomFrom, seedOf } from './random.ts';
import type { DemoCompany, DemoCustomer } from './types.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Orders are placed from Monday to Friday between 6 and 14 h UTC: office hours in Berlin and in Moscow. */
const WORKING_MINUTES = 480;
const OPENING_HOUR = 6;

/** What happens to an order beside the usual. */
export type Fate = 'usual' | 'split' | 'held' | 'cancelled' | 'returned';

export interface PlannedLine {
  /** Position of the product in the catalogue. */
  position: number;
  quantity: number;
  /** Hundredths for one unit, as it was then. */
  unitPrice: number;
}

/** An order in numbers: cheap enough to make 100 000 of them for an index; see `writeOrder` for the whole of it. */
export interface OrderPlan {
  /** 1 for the customer's first order. */
  ordinal: number;
  fate: Fate;
  lines: PlannedLine[];
  sums: Sums;
  /** Position of the person who placed it, or of the company's clerk. */
  placedBy: { staff: boolean; position: number };
  customerReference: string | undefined;
  /** Prepaid, or on an invoice that is payable within a fortnight. */
  prepaid: boolean;
  /** Half of it is paid when the goods are sent, the rest later. */
  halfPaid: boolean;
  /** Moments in milliseconds at which each stage is reached, past or to come. */
  at: Record<Stage, number>;
}
export type Stage =
  'placed' | 'confirmed' | 'picking' | 'ready' | 'shipped' | 'rest' | 'delivered' | 'returned' | 'due' | 'paid';

/** What the planning of each order of one history has in common; prepare it once. */
export interface History {
  company: DemoCompany;
  customer: DemoCustomer;
  now: number;
  count: number;
  seed: number;
  /** Minutes of working time between two orders. */
  interval: number;
  /** Positions of people who may buy. */
  buyers: number[];
  /** Today's and this morning's prices in hundredths, by position. */
  prices: number[];
  earlierPrices: number[];
}

export function prepareHistory(company: DemoCompany, customer: DemoCustomer, now: Date, count: number): History {
  return {
    company,
    customer,
    now: now.getTime(),
    count,
    seed: seedOf(customer.id),
    interval: (Math.min(count * 5, 500 + count / 60) * WORKING_MINUTES) / Math.max(count, 1),
    buyers: customer.people.flatMap(({ roles }, position) =>
      roles.some((role) => role === 'owner' || role === 'buyer') ? [position] : [],
    ),
    prices: company.products.map(({ price }) => toMinor(price)),
    earlierPrices: company.products.map(({ price, earlierPrice }) => toMinor(earlierPrice ?? price)),
  };
}

/** The moment so many minutes of working time before yesterday's closing. */
function workingTimeBefore(now: number, minutes: number): number {
  const today = Math.floor(now / DAY) - 4; // Day 4 of the epoch was a Monday.
  const workingDay = Math.floor(today / 7) * 5 + Math.min(today % 7, 5) - 1 - Math.floor(minutes / WORKING_MINUTES);
  const day = Math.floor(workingDay / 5) * 7 + (((workingDay % 5) + 5) % 5) + 4;
  const minute = OPENING_HOUR * 60 + WORKING_MINUTES - (minutes % WORKING_MINUTES);
  return day * DAY + Math.floor(minute * 60) * 1000;
}

function fateOf(index: number): Fate {
  if (index === 2) return 'held';
  if (index % 29 === 5) return 'cancelled';
  if (index % 37 === 9) return 'returned';
  return index % 11 === 1 ? 'split' : 'usual';
}

/** Plans one order; `index` counts from the newest, 0. */
export function planOrder(history: History, index: number): OrderPlan {
  const { company, customer, now, count, interval } = history;
  const ordinal = count - index;
  const random = randomFrom(history.seed + ordinal * 7919);
  const below = (limit: number) => Math.floor(random() * limit);

  const spread = index === 0 ? 0 : random() * 0.7;
  const placed = workingTimeBefore(now, (index + 0.15 + spread) * interval);
  const age = (now - placed) / DAY;
  // Prices rose by one per cent a quarter, for at most five years.
  const past = 1 - Math.min(Math.floor(age / 90), 20) / 100;
  const line = (position: number, quantity: number): PlannedLine => ({
    position,
    quantity,
    unitPrice: Math.round((history.earlierPrices[position] ?? 0) * past),
  });

  const lines: PlannedLine[] = [];
  if (index === 0) {
    for (const [position, quantity] of newestBasket) lines.push(line(position, quantity));
  } else {
    const size = index % 50 === 6 ? 40 : 1 + below(8);
    // A step that shares no factor with 60 never meets a product twice.
    const step = [7, 11, 13, 17][below(4)] ?? 7;
    let position = below(history.prices.length);
    for (let taken = 0; taken < size; taken++) {
      lines.push(line(position, 1 + below(12)));
      position = (position + step) % history.prices.length;
    }
  }

  const fate = fateOf(index);
  const prepaid = random() < 0.25 && index !== 0 && index % 5 !== 3 && index % 17 !== 1 && fate !== 'held';
  // The two newest orders are always under way, even if the last working day was long ago.
  const shipped = Math.max(placed + (44 + below(8)) * HOUR, index === 0 ? now + DAY : 0);
  const rest = fate === 'split' ? Math.max(shipped + 8 * DAY, index === 1 ? now + 3 * DAY : 0) : shipped;
  const delivered = rest + (20 + below(50)) * HOUR;
  const due = shipped + 14 * DAY;
  const late = index % 13 === 3;
  // Some bills of the last months are still open, so that there is one of every age.
  const forgotten = fate === 'usual' && index % 5 === 3 && age < 150;
  const halfPaid = (index % 17 === 1 && fate !== 'returned') || (forgotten && index % 10 === 3);
  return {
    ordinal,
    fate,
    lines,
    sums: sumUp(
      lines.map(({ quantity, unitPrice }) => quantity * unitPrice),
      company.terms,
      customer.discountPercent,
    ),
    placedBy:
      index !== 0 && random() < 0.15
        ? { staff: true, position: below(company.staff.length) }
        : { staff: false, position: history.buyers[below(history.buyers.length)] ?? 0 },
    customerReference: random() < 0.45 ? `PO-${10_000 + ordinal * 3}` : undefined,
    prepaid,
    halfPaid,
    at: {
      placed,
      confirmed: placed + (1 + below(3)) * HOUR,
      picking: placed + (18 + below(6)) * HOUR,
      ready: placed + (30 + below(8)) * HOUR,
      shipped,
      rest,
      delivered,
      returned: delivered + 5 * DAY,
      due,
      paid:
        forgotten || (fate === 'returned' && index % 2 === 0)
          ? now + (7 + below(20)) * DAY
          : prepaid
            ? placed + 60_000
            : late
              ? due + 40 * DAY
              : due - (halfPaid ? 0 : 1 + below(11)) * DAY,
    },
  };
}

export interface Statuses {
  status: OrderSummary['status']['code'];
  payment: OrderSummary['payment']['code'];
  fulfilment: OrderSummary['fulfilment']['code'];
}

/** Where a planned order stands on the three axes. */
export function statusesOf({ fate, at, prepaid, halfPaid }: OrderPlan, now: number): Statuses {
  if (fate === 'cancelled') {
    return { status: 'cancelled', payment: prepaid ? 'refunded' : 'not_required', fulfilment: 'unfulfilled' };
  }
  if (fate === 'held') return { status: 'on_hold', payment: 'unpaid', fulfilment: 'unfulfilled' };
  const reached = (stage: Stage) => at[stage] <= now;
  const payment = reached('paid')
    ? 'paid'
    : reached('due')
      ? 'overdue'
      : halfPaid && reached('shipped')
        ? 'part_paid'
        : 'unpaid';
  if (fate === 'returned' && reached('returned')) {
    return { status: 'completed', payment: 'refunded', fulfilment: 'returned' };
  }
  const status = reached('delivered') ? 'completed' : reached('confirmed') ? 'confirmed' : 'pending';
  if (reached('delivered')) return { status, payment, fulfilment: 'delivered' };
  if (reached('rest')) return { status, payment, fulfilment: 'shipped' };
  if (reached('shipped')) return { status, payment, fulfilment: 'part_shipped' };
  if (reached('ready')) return { status, payment, fulfilment: 'ready' };
  return { status, payment, fulfilment: reached('picking') ? 'picking' : 'unfulfilled' };
}
