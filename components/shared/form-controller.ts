import type { ReactiveController } from 'lit';
import type { Operation } from '../../src/contract/operation.ts';
import type { CabinetError } from '../../src/contract/problem.ts';
import type { CabinetElement } from './cabinet-element.ts';
import { faultsBefore, faultsOf, type Faults } from './form-check.ts';
import { FormDraft } from './form-draft.ts';
import { merge, type FormValues, type Stored, type Theirs } from './form-merge.ts';
import type { FormOptions } from './form-options.ts';
import { MutationController } from './mutation-controller.ts';

/** How often a save is sent anew by itself because others changed other fields meanwhile. */
const RETRIES = 3;

/**
 * A form over something that is stored: holds what was changed and keeps it as a draft, checks it natively, by the
 * contract's schema and by checks of its own, saves only what changed, and when somebody else has changed the same
 * field meanwhile, lets the person choose. Nothing typed is lost, whatever the network does.
 *
 * Fields are texts by name; a control's `name` is its field's.
 *
 * @example
 * ```ts
 * #form = new FormController(this, { operation: updateProfile, draft: () => 'profile', … });
 * // in render(): html`<form novalidate @submit=${this.#form.onSubmit}>…</form>`
 * ```
 */
export class FormController<O extends Operation> implements ReactiveController {
  #host: CabinetElement;
  #options: FormOptions<O>;
  #send: MutationController<O>;
  #draft: FormDraft;
  #owner: string | undefined;
  /** The version that is being edited. */
  #base: Stored | undefined;
  /** The version that the query showed last; what is saved is ahead of it for a moment. */
  #seen: string | undefined;
  #edits: FormValues = {};
  #errors: Faults = {};
  /** Sends that are left of the current act, while the newer version is on its way. */
  #again = 0;
  #focusError = false;
  #focusConflict = false;
  /** What was submitted last. */
  #element: HTMLFormElement | undefined;
  /** Fields that somebody else changed too, with what they wrote; saving waits until the person has chosen. */
  theirs: Theirs = {};
  /** Edits of an earlier visit were found. */
  restored = false;
  /** The last act was saved, and nothing was edited since. */
  saved = false;

  constructor(host: CabinetElement, options: FormOptions<O>) {
    this.#host = host;
    this.#options = options;
    this.#draft = new FormDraft(host, options.draft);
    this.#send = new MutationController(host, options.operation);
    host.addController(this);
  }

  get pending(): boolean {
    return this.#send.pending || this.#again > 0;
  }

  /** Something was changed and is not saved yet. */
  get dirty(): boolean {
    return Object.keys(this.#edits).length > 0;
  }

  get changes(): FormValues {
    return this.#edits;
  }

  get values(): FormValues {
    return { ...this.#base?.values, ...this.#edits };
  }

  get faults(): number {
    return Object.values(this.#errors).filter(Boolean).length;
  }

  /** Why it could not be saved, beside what is said at the fields. */
  get failure(): CabinetError | undefined {
    const { error } = this.#send;
    const atFields = error?.code === 'invalid' && this.faults > 0;
    return this.pending || atFields || (error?.code === 'conflict' && this.conflicting) ? undefined : error;
  }

  get conflicting(): boolean {
    return Object.keys(this.theirs).length > 0;
  }

  value(field: string): string {
    return this.#edits[field] ?? this.#base?.values[field] ?? '';
  }

  error(field: string): string | undefined {
    return this.#errors[field] || undefined;
  }

  enter(field: string, value: string): void {
    this.enterAll({ [field]: value });
  }

  /** Fills in several fields at once. */
  enterAll(values: FormValues): void {
    const stored = this.#base?.values ?? {};
    const edits = Object.entries({ ...this.#edits, ...values });
    this.#edits = Object.fromEntries(edits.filter(([field, value]) => value !== (stored[field] ?? '')));
    const errors: Record<string, string> = { ...this.#errors };
    for (const field of Object.keys(values)) delete errors[field];
    this.#errors = errors;
    this.saved = false;
    if (this.#send.error) this.#send.reset();
    this.#keep();
  }

  /** Checks a field that was left; an empty one only when it is sent. */
  leave(field: string): void {
    const fault = this.value(field) === '' ? undefined : this.#options.check?.(this.values)[field];
    if (fault === this.error(field)) return;
    this.#errors = { ...this.#errors, [field]: fault ?? '' };
    this.#host.requestUpdate();
  }

  /** Takes back what was changed. */
  discard(): void {
    this.#edits = {};
    this.#errors = {};
    this.theirs = {};
    this.restored = false;
    this.#send.reset();
    this.#keep();
  }

  /** Chooses between what the person and somebody else wrote. */
  choose(field: string, whose: 'mine' | 'theirs'): void {
    const { [field]: _theirs, ...theirs } = this.theirs;
    const { [field]: _mine, ...edits } = this.#edits;
    this.theirs = theirs;
    if (whose === 'theirs') this.#edits = edits;
    this.#keep();
  }

  /** For the form's `submit`; the form has `novalidate`, its messages are ours. */
  onSubmit = (event: Event): void => {
    event.preventDefault();
    void this.submit(event.currentTarget as HTMLFormElement);
  };

  /** Checks and saves. @returns whether it is saved */
  async submit(form?: HTMLFormElement): Promise<boolean> {
    if (this.pending || this.conflicting || !this.#base) return false;
    this.#element = form;
    this.#errors = faultsBefore(this.#options, this.#edits, this.values, form);
    if (this.faults > 0) {
      this.#showFaults();
      return false;
    }
    this.#again = RETRIES;
    return this.#save();
  }

  async #save(): Promise<boolean> {
    const base = this.#base;
    if (!base) return false;
    const changes = this.#edits;
    const answer = await this.#send.run(this.#options.input(changes, this.values), base.etag);
    if (answer !== undefined) {
      this.#again = 0;
      this.#base = this.#options.answered(answer);
      this.#edits = {};
      this.restored = false;
      this.saved = true;
      this.#keep();
      this.#options.say(this.#options.texts.t('saved'));
      this.#options.saved?.(answer, changes);
      return true;
    }
    const { error } = this.#send;
    if (error?.code === 'conflict' && this.#options.refetch && this.#again > 1) {
      // What they wrote is asked for; adopting it goes on from here.
      this.#again -= 1;
      this.#options.refetch();
      return false;
    }
    this.#again = 0;
    this.#errors = faultsOf(error, this.#options, changes);
    if (this.faults > 0) this.#showFaults();
    this.#host.requestUpdate();
    return false;
  }

  #showFaults(): void {
    this.#focusError = true;
    this.#options.say(this.#options.texts.t('fix', { count: this.faults }));
    this.#host.requestUpdate();
  }

  #keep(): void {
    const draft = this.#draft.open();
    if (this.dirty && this.#base) draft?.write({ base: this.#base, edits: this.#edits });
    else draft?.clear();
    this.#host.requestUpdate();
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostUpdate(): void {
    const { name } = this.#draft;
    const draft = this.#draft.open();
    // Another thing is edited now, or by somebody else: what was typed before is not its.
    const { owner } = draft ?? {};
    const changed =
      name !== this.#draft.name || (owner !== undefined && this.#owner !== undefined && owner !== this.#owner);
    if (changed || this.#options.draft() === undefined) this.#forget();
    const stored = this.#options.stored();
    if (!draft || !stored) return;
    if (owner !== undefined && owner !== this.#owner) {
      this.#owner = owner;
      const kept = this.dirty ? undefined : draft.read();
      if (kept) {
        this.#base = kept.base;
        this.#edits = kept.edits;
        this.restored = true;
        this.#seen = undefined;
      }
    }
    if (stored.etag !== this.#seen) this.#adopt(stored);
  }

  hostUpdated(): void {
    if (this.#focusConflict) {
      this.#focusConflict = false;
      this.#element?.querySelector<HTMLElement>('[part="conflict"]')?.focus();
    }
    if (!this.#focusError) return;
    this.#focusError = false;
    this.#element?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }

  #forget(): void {
    this.#base = undefined;
    this.#seen = undefined;
    this.#owner = undefined;
    this.#edits = {};
    this.#errors = {};
    this.theirs = {};
    this.#again = 0;
    this.restored = this.saved = false;
    if (this.#send.error) this.#send.error = undefined;
  }

  /** Goes on from the version that is stored now, with the edits that were made. */
  #adopt(stored: Stored): void {
    const before = this.#base ?? stored;
    this.#seen = stored.etag;
    const waiting = this.#again > 0 && !this.#send.pending;
    if (before.etag === stored.etag && !waiting) {
      this.#base = stored;
      return;
    }
    const { edits, theirs } = merge(before, this.#edits, stored);
    this.#base = stored;
    this.#edits = edits;
    this.theirs = { ...this.theirs, ...theirs };
    if (this.conflicting) {
      // Who is still typing is not interrupted; who has just saved is led there.
      this.#focusConflict = waiting;
      this.#again = 0;
      this.#options.say(this.#options.texts.t('conflict.title'));
    } else if (waiting) {
      // They changed other fields: ours can follow.
      void this.#save();
    }
  }
}
