import type { summarizeInvoices } from '../../../src/contract/invoices/list.ts';
import type { OutputOf } from '../../../src/contract/operation.ts';
import type { listTickets } from '../../../src/contract/tickets/list.ts';
import type { appMessages } from '../../../src/i18n/app.ts';
import type { LocalizeController } from '../../shared/localize-controller.ts';
import { unreadCount } from '../../shared/unread.ts';
import type { Badge } from './app-navigation.ts';
import type { AppSection } from './sections.ts';

/** The words of the cabinet's frame. */
export type AppWords = LocalizeController<keyof typeof appMessages.english>['t'];

export interface BadgeSource {
  unread: OutputOf<typeof listTickets> | undefined;
  owed: OutputOf<typeof summarizeInvoices> | undefined;
  t: AppWords;
}

/** What waits in the sections: unread conversations, and invoices that are overdue or to be paid. */
export function badgesOf({ unread, owed, t }: BadgeSource): Partial<Record<AppSection, Badge | undefined>> {
  return { requests: unread && requestsBadge(unread, t), invoices: owed && invoicesBadge(owed, t) };
}

function requestsBadge(unread: NonNullable<BadgeSource['unread']>, t: AppWords): Badge | undefined {
  const { count, more } = unreadCount(unread);
  if (count === 0) return undefined;
  return more
    ? { text: `${count}+`, words: t('unreadMore', { count }) }
    : { text: short(count), words: t('unread', { count }) };
}

function invoicesBadge({ currencies }: NonNullable<BadgeSource['owed']>, t: AppWords): Badge | undefined {
  const sum = (of: 'openCount' | 'overdueCount'): number => currencies.reduce((all, each) => all + each[of], 0);
  const overdue = sum('overdueCount');
  if (overdue > 0) return { text: short(overdue), words: t('overdue', { count: overdue }), urgent: true };
  const open = sum('openCount');
  return open > 0 ? { text: short(open), words: t('unpaid', { count: open }) } : undefined;
}

const short = (count: number): string => (count > 99 ? '99+' : String(count));
