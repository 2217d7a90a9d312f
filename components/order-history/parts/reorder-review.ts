import type { ReactiveController } from 'lit';
import type { QueryState } from '../../../src/client/types.ts';
import type { ReorderLine, ReorderPreview } from '../../../src/contract/orders/reorder.ts';
import type { CabinetElement } from '../../shared/cabinet-element.ts';
import type { WantedLine } from './reorder-edits.ts';

/**
 * Notices when the terms of a reorder change under the customer's eyes: after a refused confirmation,
 * or by a refresh. Lines that they changed themselves do not count.
 */
export class ReorderReview implements ReactiveController {
  #state: () => QueryState<ReorderPreview>;
  #asked: () => readonly WantedLine[];
  #seen: { preview: ReorderPreview; asked: readonly WantedLine[] } | undefined;
  /** Ids of the lines that are not as they were when last looked at. */
  changed: ReadonlySet<string> = new Set();
  /** The terms changed; if no line did, the sums. */
  termsChanged = false;

  constructor(host: CabinetElement, state: () => QueryState<ReorderPreview>, asked: () => readonly WantedLine[]) {
    this.#state = state;
    this.#asked = asked;
    host.addController(this);
  }

  /** The customer has seen the new terms and acts on them. */
  acknowledge(): void {
    this.changed = new Set();
    this.termsChanged = false;
  }

  /** Another reorder begins. */
  reset(): void {
    this.acknowledge();
    this.#seen = undefined;
  }

  hostUpdate(): void {
    const { data: preview, previous } = this.#state();
    const seen = this.#seen;
    if (!preview || previous || preview === seen?.preview) return;
    const asked = this.#asked();
    this.#seen = { preview, asked };
    if (!seen || seen.preview.terms === preview.terms) return;

    const before = new Map(seen.preview.lines.map((line) => [line.lineId, termsOf(line)]));
    const edited = editedLines(seen.asked, asked);
    const changed = preview.lines
      .filter((line) => !edited.has(line.lineId) && before.get(line.lineId) !== termsOf(line))
      .map(({ lineId }) => lineId);
    if (changed.length === 0 && edited.size > 0) return;
    this.changed = new Set([...this.changed, ...changed]);
    this.termsChanged = true;
  }
}

function termsOf({ product, quantity, unitPrice, changes }: ReorderLine): string {
  return JSON.stringify([product.id, quantity, unitPrice, changes]);
}

function editedLines(before: readonly WantedLine[], after: readonly WantedLine[]): Set<string> {
  const known = new Map(before.map((line) => [line.lineId, JSON.stringify(line)]));
  const same = after.filter((line) => known.get(line.lineId) === JSON.stringify(line)).map(({ lineId }) => lineId);
  const edited = new Set([...before, ...after].map(({ lineId }) => lineId));
  for (const lineId of same) edited.delete(lineId);
  return edited;
}
