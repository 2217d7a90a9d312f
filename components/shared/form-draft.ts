import type { CabinetElement } from './cabinet-element.ts';
import { Draft } from './draft.ts';
import type { FormValues, Stored } from './form-merge.ts';

interface Kept {
  base: Stored;
  edits: FormValues;
}

/** The draft of what a form edits, one for each thing and each customer: acting for another one loses nothing. */
export class FormDraft {
  #host: CabinetElement;
  #name: () => string | undefined;
  #opened: { name: string; customer: string | undefined; draft: Draft<Kept> } | undefined;

  /** @param name names what is kept; undefined: nothing is edited */
  constructor(host: CabinetElement, name: () => string | undefined) {
    this.#host = host;
    this.#name = name;
  }

  /** What the last one that was opened is of. */
  get name(): string | undefined {
    return this.#opened?.name;
  }

  open(): Draft<Kept> | undefined {
    const { client } = this.#host;
    const name = this.#name();
    if (!client || name === undefined) return undefined;
    const { session } = client;
    // When the session ends while somebody types, it stays theirs.
    const customer = session.status === 'signed-in' ? session.session.customer.id : this.#opened?.customer;
    if (this.#opened?.name !== name || this.#opened.customer !== customer) {
      this.#opened = { name, customer, draft: new Draft(client, `${name}@${customer ?? ''}`) };
    }
    return this.#opened.draft;
  }
}
