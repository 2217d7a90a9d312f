import type { TemplateResult } from 'lit';
import type { TimelineStep } from '../../../src/contract/orders/order.ts';
import type { Formatters } from '../../../src/i18n/format.ts';
import { timeline } from '../../ui/timeline.ts';
import type { OrderTexts } from './order-texts.ts';

/** The stages of an order, past and to come. */
export function orderProgress(steps: readonly TimelineStep[], { t }: OrderTexts, format: Formatters): TemplateResult {
  const count = steps.length;
  return timeline(
    steps.map(({ kind, label, state, at, expectedOn, note }, index) => ({
      state,
      title: label ?? t(`kind.${kind}`),
      time: at ? format.when(at) : expectedOn && t('stageExpected', { day: format.day(expectedOn) }),
      exactTime: at && format.dateTime(at),
      note,
      position: t('stageOf', { step: index + 1, count, state: t(`stage.${state}`) }),
    })),
    t('progress'),
  );
}
