import type { InputOf } from '../../contract/operation.ts';
import { CabinetError } from '../../contract/problem.ts';
import type { Movement, Statement, getStatement } from '../../contract/statements/index.ts';
import type { CallContext } from '../adapter.ts';
import { fingerprint } from '../fingerprint.ts';
import { toMoney } from '../money.ts';
import { toParty } from './invoice.ts';
import type { Scope } from './scope.ts';
import type { Tryton } from './session.ts';
import { textsFor } from './texts.ts';
import { fromDay, toDay, toUnits, type Currency, type TrytonDate, type TrytonDecimal } from './values.ts';

const LONGEST = 3 * 366 * 86_400_000;
/** The most lines of the ledger that are read for one statement. */
const MAX_LINES = 5000;

interface LedgerLine {
  id: number;
  move: number;
  date: TrytonDate;
  debit: TrytonDecimal;
  credit: TrytonDecimal;
  reconciliation: number | null;
  /** Such as `account.invoice,12`. */
  move_origin: string | null;
  move_description: string | null;
}

interface NumberedInvoice {
  id: number;
  number: string;
  move: number | null;
  cancel_move: number | null;
}

/** What one move did to what is owed. */
interface Entry {
  lines: readonly LedgerLine[];
  on: string;
  change: bigint;
}

const refuse = (field: string, message: string): never => {
  throw new CabinetError('invalid', `${field} ${message}`, { fields: { [field]: message } });
};

/** The account of a customer in the books, in the currency of the books. */
export async function readStatement(
  tryton: Tryton,
  scope: Scope,
  { from, to, currency: wanted }: InputOf<typeof getStatement>,
  context: CallContext,
): Promise<Statement> {
  const length = Date.parse(to) - Date.parse(from);
  if (length < 0) refuse('/to', 'must not be before the first day');
  if (length > LONGEST) refuse('/from', 'a statement covers three years at most');
  const { currency, seller, buyer } = await readParties(tryton, scope, context);
  if (wanted !== undefined && wanted !== currency.code) refuse('/currency', 'is not the currency of the books');

  const lines = await tryton.search<LedgerLine>(
    'account.move.line',
    {
      domain: [...scope.ledger, ['OR', ['date', '>=', fromDay(from)], ['reconciliation', '=', null]]],
      fields: ['move', 'date', 'debit', 'credit', 'reconciliation', 'move_origin', 'move_description'],
      order: [
        ['date', 'ASC'],
        ['id', 'ASC'],
      ],
      limit: MAX_LINES + 1,
    },
    context,
  );
  if (lines.length > MAX_LINES) refuse('/from', `must be later: there are more than ${MAX_LINES} movements`);

  const changeOf = ({ debit, credit }: LedgerLine) =>
    toUnits(debit, currency.digits) - toUnits(credit, currency.digits);
  const sum = (some: readonly LedgerLine[]) => some.reduce((total, line) => total + changeOf(line), 0n);
  const since = lines.filter(({ date }) => toDay(date) >= from);
  // What is reconciled cancels itself out: what is owed now is the rest, and what was owed then is that without what came since.
  const opening = sum(lines.filter(({ reconciliation }) => reconciliation === null)) - sum(since);
  const within = since.filter(({ date }) => toDay(date) <= to);
  const byMove = new Map<number, LedgerLine[]>();
  for (const line of within) byMove.set(line.move, [...(byMove.get(line.move) ?? []), line]);
  const entries = [...byMove.values()].flatMap((own): Entry[] => {
    const [first] = own;
    const change = sum(own);
    return first && change !== 0n ? [{ lines: own, on: toDay(first.date), change }] : [];
  });
  const invoices = await readInvoices(tryton, scope, within, context);

  const money = (units: bigint) => toMoney(units, currency.code, currency.digits);
  const total = (some: readonly Entry[]) => some.reduce((units, { change }) => units + change, 0n);
  let balance = opening;
  const movements = entries.map((entry) => {
    balance += entry.change;
    return toMovement(entry, invoices, money, balance, context.locale);
  });
  return {
    from,
    to,
    currency: currency.code,
    seller,
    buyer,
    opening: money(opening),
    closing: money(balance),
    debit: money(total(entries.filter(({ change }) => change > 0n))),
    credit: money(-total(entries.filter(({ change }) => change < 0n))),
    movements,
    etag: fingerprint(JSON.stringify([from, to, String(opening), movements])),
  };
}

function toMovement(
  { lines: [line], on, change }: Entry,
  invoices: readonly NumberedInvoice[],
  money: (units: bigint) => Movement['balance'],
  balance: bigint,
  locale: string | undefined,
): Movement {
  const paper = invoices.find(({ move }) => move === line?.move);
  const about =
    paper ??
    invoices.find(({ id, cancel_move }) => cancel_move === line?.move || line?.move_origin === `account.invoice,${id}`);
  const kind = paper
    ? change > 0n
      ? 'invoice'
      : 'credit_note'
    : line?.move_origin?.startsWith('account.move,')
      ? 'correction'
      : change > 0n
        ? 'refund'
        : 'payment';
  return {
    id: String(line?.move),
    on,
    kind,
    ...(about && { number: about.number, invoiceId: String(about.id) }),
    title: (line?.move_description || textsFor(locale)[kind]).slice(0, 500),
    ...(change > 0n ? { debit: money(change) } : { credit: money(-change) }),
    balance: money(balance),
  };
}

/** The customer's invoices that lines are booked for, or were booked by. */
async function readInvoices(
  tryton: Tryton,
  scope: Scope,
  lines: readonly LedgerLine[],
  context: CallContext,
): Promise<NumberedInvoice[]> {
  if (lines.length === 0) return [];
  const origins = lines.flatMap(({ move_origin }) => /^account\.invoice,(\d+)$/.exec(move_origin ?? '')?.[1] ?? []);
  const moves = [...new Set(lines.map(({ move }) => move))];
  const domain = [
    ...scope.invoices,
    ['OR', ['move', 'in', moves], ['cancel_move', 'in', moves], ['id', 'in', [...new Set(origins.map(Number))]]],
  ];
  return tryton.search('account.invoice', { domain, fields: ['number', 'move', 'cancel_move'] }, context);
}

async function readParties(tryton: Tryton, scope: Scope, context: CallContext) {
  const { company } = await tryton.preferences();
  const [[own], [party]] = await Promise.all([
    tryton.search<{ 'party.': { name: string }; 'currency.': Currency }>(
      'company.company',
      { domain: [['id', '=', company]], fields: ['party.name', 'currency.code', 'currency.digits'] },
      context,
    ),
    tryton.search<{ name: string; 'tax_identifier.': { code: string } | null }>(
      'party.party',
      { domain: [['id', '=', scope.party]], fields: ['name', 'tax_identifier.code'] },
      context,
    ),
  ]);
  if (!own || !party) throw new CabinetError('unavailable', 'tryton: there is no such party or company');
  return {
    currency: own['currency.'],
    seller: toParty(own['party.'].name, null),
    buyer: toParty(party.name, party['tax_identifier.']),
  };
}
