import type { InputOf } from '../../../src/contract/operation.ts';
import type { ReorderLine, ReorderPreview, reorder } from '../../../src/contract/orders/reorder.ts';
import type { CabinetError } from '../../../src/contract/problem.ts';
import { parseNumber } from '../../../src/i18n/parse-number.ts';

export type ReorderInput = InputOf<typeof reorder>;
export type WantedLine = NonNullable<ReorderInput['lines']>[number];

/** What the customer has changed in a reorder and not yet sent; plain data, kept as a draft. */
export interface ReorderEdits {
  /** Lines wanted otherwise than then, by line id. */
  readonly lines: Readonly<Record<string, Omit<WantedLine, 'lineId'>>>;
  /** What stands in quantity fields while they are typed in, or because it is no quantity; by line id. */
  readonly typed: Readonly<Record<string, string>>;
  readonly customerReference: string;
  readonly note: string;
  /** What was sent and whose outcome is not known. */
  readonly sent?: ReorderInput | undefined;
  /** The terms that it was sent on, as they were shown: what the order costs if it was made. */
  readonly sentOn?: ReorderPreview | undefined;
}

export const noEdits: ReorderEdits = { lines: {}, typed: {}, customerReference: '', note: '' };

/** Whether there is anything to lose. */
export function isEdited({ lines, typed, customerReference, note, sent }: ReorderEdits): boolean {
  return Object.keys(lines).length + Object.keys(typed).length > 0 || Boolean(customerReference || note || sent);
}

/** The changed lines as the contract takes them. */
export function wantedLines({ lines }: ReorderEdits): WantedLine[] {
  return Object.entries(lines).map(([lineId, wanted]) => ({ lineId, ...wanted }));
}

/** Another quantity or product for a line. */
export function withLine(edits: ReorderEdits, lineId: string, wanted: Omit<WantedLine, 'lineId'>): ReorderEdits {
  return { ...edits, lines: { ...edits.lines, [lineId]: wanted } };
}

/** The text that stands in a line's field; `undefined`: the quantity as people write it. */
export function withTyped(edits: ReorderEdits, lineId: string, text: string | undefined): ReorderEdits {
  const { [lineId]: _before, ...typed } = edits.typed;
  return { ...edits, typed: text === undefined ? typed : { ...typed, [lineId]: text } };
}

/** What a reorder would send. Empty fields are left out. */
export function reorderInput(orderIds: readonly string[], edits: ReorderEdits, terms: string): ReorderInput {
  const lines = wantedLines(edits);
  const customerReference = edits.customerReference.trim();
  const note = edits.note.trim();
  return {
    orderIds: [...orderIds],
    ...(lines.length > 0 && { lines }),
    terms,
    ...(customerReference && { customerReference }),
    ...(note && { note }),
  };
}

/** Whether the order may or may not have been made, after this failure to send it. */
export function isUnsure({ code }: CabinetError): boolean {
  return ['offline', 'timeout', 'unavailable', 'unknown', 'contract'].includes(code);
}

/** Why a text is no quantity of a line. */
export type QuantityFault = 'invalid' | 'negative' | 'decimals' | 'maximum' | 'tooLarge';

/** The most that the contract takes. */
const LARGEST = 1e9;

/** Reads a quantity as typed: comma or dot, at most three decimals, not more than there is. */
export function readQuantity(
  text: string,
  line: Pick<ReorderLine, 'availableQuantity'>,
  locale: string,
): { quantity: number } | { fault: QuantityFault } {
  const quantity = parseNumber(text, locale);
  if (quantity === undefined) return { fault: 'invalid' };
  if (quantity < 0) return { fault: 'negative' };
  if (quantity > LARGEST) return { fault: 'tooLarge' };
  if (Math.round(quantity * 1000) / 1000 !== quantity) return { fault: 'decimals' };
  if (line.availableQuantity !== undefined && quantity > line.availableQuantity) return { fault: 'maximum' };
  return { quantity };
}
