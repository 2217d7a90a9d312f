import type { TimelineStep } from '../../../contract/orders/index.ts';
import type { History, OrderPlan } from './plan.ts';
import { texts } from './texts.ts';

type Kind = TimelineStep['kind'];

/** The stages of a planned order, past and to come; the last one reached is the current one. */
export function writeTimeline({ company, now }: History, { at, fate, prepaid }: OrderPlan): TimelineStep[] {
  const text = texts[company.locale];
  const instant = (milliseconds: number) => new Date(milliseconds).toISOString();
  const done = (kind: Kind, moment: number, note?: string): TimelineStep => ({
    id: kind,
    kind,
    state: 'done',
    at: instant(moment),
    ...(note !== undefined && { note }),
  });

  if (fate === 'cancelled') {
    return [
      done('placed', at.placed),
      { ...done('cancelled', at.confirmed + 3_600_000, text.cancelled), state: 'failed' },
    ];
  }
  if (fate === 'held') {
    return [
      done('placed', at.placed),
      { ...done('note', at.confirmed, text.heldNote), state: 'current' },
      ...(['confirmed', 'picking', 'shipped', 'delivered'] as const).map((kind): TimelineStep => ({
        id: kind,
        kind,
        state: 'upcoming',
      })),
    ];
  }

  const planned: [kind: Kind, moment: number, note?: string | undefined][] = [
    ['placed', at.placed],
    ['confirmed', at.confirmed],
    ['picking', at.picking],
    ['ready', at.ready],
    ['shipped', at.shipped, fate === 'split' ? text.splitNote : undefined],
    ['delivered', at.delivered],
  ];
  const reached = planned.filter(([, moment]) => moment <= now).length;
  const steps = planned.map(([kind, moment, note], index): TimelineStep => {
    if (index >= reached) {
      return { id: kind, kind, state: 'upcoming', expectedOn: instant(moment).slice(0, 10) };
    }
    return {
      ...done(kind, moment, note),
      ...(index === reached - 1 && kind !== 'delivered' && { state: 'current' as const }),
    };
  });

  const invoiced: TimelineStep[] = at.shipped <= now ? [done('invoiced', at.shipped)] : [];
  const paid: TimelineStep =
    at.paid <= now
      ? done('paid', at.paid)
      : { id: 'paid', kind: 'paid', state: 'upcoming', expectedOn: instant(at.due).slice(0, 10) };
  return prepaid
    ? [...steps.slice(0, 1), paid, ...steps.slice(1), ...invoiced]
    : [...steps.slice(0, 5), ...invoiced, ...steps.slice(5), paid];
}
