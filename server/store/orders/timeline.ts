import type { Selectable } from 'kysely';
import type { TimelineStep } from '../../../src/contract/orders/index.ts';
import type { OrderEventTable, OrderTable } from '../schema.ts';
import { present } from './mapping.ts';

type Kind = TimelineStep['kind'];
type Axes = Pick<Selectable<OrderTable>, 'status' | 'payment' | 'fulfilment'>;

/** The stages that goods go through, in order. */
const track: readonly Kind[] = ['placed', 'confirmed', 'picking', 'ready', 'shipped', 'delivered'];

const kindOfFulfilment: Record<string, Kind> = {
  picking: 'picking',
  ready: 'ready',
  part_shipped: 'shipped',
  shipped: 'shipped',
  delivered: 'delivered',
};

/** What happened when the three statuses of an order changed from one set to another. */
export function stagesReached(before: Axes | null, after: Axes): Kind[] {
  const kinds: Kind[] = [];
  if (after.status !== before?.status) {
    if (after.status === 'cancelled') kinds.push('cancelled');
    if (after.status === 'confirmed' || (after.status === 'completed' && before === null)) kinds.push('confirmed');
  }
  if (after.payment === 'paid' && before?.payment !== 'paid') kinds.push('paid');
  const reached = kindOfFulfilment[after.fulfilment];
  const known = before === null ? undefined : kindOfFulfilment[before.fulfilment];
  if (reached !== undefined && reached !== known) kinds.push(reached);
  return kinds;
}

/** Past stages from what was recorded, and those still to come from where the order stands. */
export function toTimeline(
  order: Selectable<OrderTable>,
  events: readonly Selectable<OrderEventTable>[],
): TimelineStep[] {
  const steps = events.map((event): TimelineStep => ({
    id: String(event.id),
    kind: event.kind as Kind,
    state: event.kind === 'cancelled' ? 'failed' : 'done',
    ...present({ at: event.at?.toISOString(), label: event.label, note: event.note }),
  }));
  const finished =
    ['cancelled', 'completed'].includes(order.status) || ['delivered', 'returned'].includes(order.fulfilment);
  if (finished) return steps;
  const current = steps.findLast(({ kind }) => kind !== 'note');
  if (current !== undefined) current.state = 'current';
  const furthest = Math.max(...steps.map(({ kind }) => track.indexOf(kind)));
  const owing = ['unpaid', 'part_paid', 'overdue'].includes(order.payment);
  const toCome = [...(owing ? (['paid'] as const) : []), ...track.slice(furthest + 1)];
  return [
    ...steps,
    ...toCome.map((kind): TimelineStep => ({
      id: `next-${kind}`,
      kind,
      state: 'upcoming',
      ...(kind === 'delivered' && present({ expectedOn: order.expected_on })),
    })),
  ];
}
