import type { ReactiveController } from 'lit';
import type { CabinetElement } from '../../shared/cabinet-element.ts';
import { Draft } from '../../shared/draft.ts';
import { isEdited, noEdits, wantedLines, withLine, type ReorderEdits, type WantedLine } from './reorder-edits.ts';

/** Wait for a pause in typing before asking again what it would cost. */
const PAUSE = 300;

/**
 * What the customer changes in a reorder: kept as a draft for these orders, and asked for after a
 * pause in typing.
 */
export class ReorderForm implements ReactiveController {
  #host: CabinetElement;
  #orderIds: readonly string[] = [];
  #draft: Draft<ReorderEdits> | undefined;
  /** Whose edits these are, once it is known. */
  #owner: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  edits: ReorderEdits = noEdits;
  /** The changed lines as last asked for; behind `edits` while somebody is typing. */
  asked: readonly WantedLine[] = [];
  /** Edits of an earlier visit were found. */
  kept = false;

  constructor(host: CabinetElement) {
    this.#host = host;
    host.addController(this);
  }

  /** Lines were changed that have not been asked for yet. */
  get waiting(): boolean {
    return this.#timer !== undefined;
  }

  /** Begins with other orders, and with what was kept for them. */
  begin(orderIds: readonly string[]): void {
    this.hostDisconnected();
    this.#orderIds = orderIds;
    this.#draft = undefined;
    this.#owner = undefined;
    this.edits = noEdits;
    this.asked = [];
    this.kept = false;
    this.#host.requestUpdate();
  }

  /** Takes back everything that was changed. */
  clear(): void {
    this.begin(this.#orderIds);
    this.#open()?.clear();
  }

  change(edits: Partial<ReorderEdits>): void {
    this.edits = { ...this.edits, ...edits };
    if (isEdited(this.edits)) this.#open()?.write(this.edits);
    else this.#open()?.clear();
    this.#host.requestUpdate();
  }

  want(lineId: string, wanted: Omit<WantedLine, 'lineId'>): void {
    this.change(withLine(this.edits, lineId, wanted));
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.asked = wantedLines(this.edits);
      this.#host.requestUpdate();
    }, PAUSE);
  }

  /** Takes up the draft as soon as it is known whose it is, unless something was edited before. */
  hostUpdate(): void {
    const draft = this.#orderIds.length > 0 ? this.#open() : undefined;
    if (!draft?.owner || draft.owner === this.#owner) return;
    // Somebody else is signed in now: what the one before typed is not theirs to see.
    if (this.#owner !== undefined) this.begin(this.#orderIds);
    this.#owner = draft.owner;
    const kept = isEdited(this.edits) ? undefined : draft.read();
    if (!kept) return;
    this.edits = kept;
    this.asked = wantedLines(kept);
    this.kept = true;
  }

  hostConnected(): void {
    this.asked = wantedLines(this.edits);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #open(): Draft<ReorderEdits> | undefined {
    const { client } = this.#host;
    if (client) this.#draft ??= new Draft(client, `reorder.${this.#orderIds.join('+')}`);
    return this.#draft;
  }
}
