import type { TemplateResult } from 'lit';
import type { TicketSummary } from '../../../src/contract/tickets/list.ts';
import type { ticketsMessages } from '../../../src/i18n/tickets.ts';
import type { IconName } from '../../ui/icon.ts';
import { statusMark, type Tone } from '../../ui/status.ts';

const looks: Record<string, readonly [Tone, IconName]> = {
  open: ['info', 'clock'],
  answered: ['positive', 'mail'],
  waiting: ['caution', 'pause'],
  closed: ['neutral', 'check'],
};

/** The state of a request, in the company's words where it has some. */
export function ticketStatus(
  { status }: Pick<TicketSummary, 'status'>,
  words: (key: keyof typeof ticketsMessages.english) => string,
): TemplateResult {
  const [tone, name] = looks[status.code] ?? ['neutral', 'info'];
  return statusMark(tone, name, status.label ?? words(status.code));
}
