import type { StoreTransaction } from '../transaction.ts';

/** How a company answers. */
export interface TicketSettings {
  staffRole: string | null;
  hours: string | null;
  openDays: readonly number[];
  opensAt: string | null;
  closesAt: string | null;
  answerMinutes: number | null;
  mayRate: boolean;
  mayClose: boolean;
  reopenDays: number;
}

const defaults: TicketSettings = {
  staffRole: null,
  hours: null,
  openDays: [],
  opensAt: null,
  closesAt: null,
  answerMinutes: null,
  mayRate: true,
  mayClose: true,
  reopenDays: 30,
};

export async function readSettings(transaction: StoreTransaction, tenantId: string): Promise<TicketSettings> {
  const row = await transaction
    .selectFrom('ticket_settings')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .executeTakeFirst();
  if (row === undefined) return defaults;
  return {
    staffRole: row.staff_role,
    hours: row.hours,
    openDays: row.open_days,
    opensAt: row.opens_at,
    closesAt: row.closes_at,
    answerMinutes: row.answer_minutes,
    mayRate: row.may_rate,
    mayClose: row.may_close,
    reopenDays: row.reopen_days,
  };
}

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** Whether the company works at a moment; undefined: it does not say when it works. */
export function isOpenAt(settings: TicketSettings, timeZone: string, moment: Date): boolean | undefined {
  const { openDays, opensAt, closesAt } = settings;
  if (openDays.length === 0 || opensAt === null || closesAt === null) return undefined;
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(moment);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((each) => each.type === type)?.value ?? '';
  const time = `${part('hour')}:${part('minute')}:${part('second')}`;
  return openDays.includes(WEEKDAYS.indexOf(part('weekday')) + 1) && time >= opensAt && time < closesAt;
}
