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
  #nameNow: () => string | undefined;
  #customer: string | undefined;
  #draft: Draft<Kept> | undefined;
  /** What the last one that was opened is of. */
  name: string | undefined;

  /** @param name names what is kept; undefined: nothing is edited */
  constructor(host: CabinetElement, name: () => string | undefined) {
    this.#host = host;
    this.#nameNow = name;
  }

  open(): Draft<Kept> | undefined {
    const { client } = this.#host;
    const name = this.#nameNow();
    if (!client || name === undefined) return undefined;
    const { session } = client;
    // When the session ends while somebody types, it stays theirs.
    const customer = session.status === 'signed-in' ? session.session.customer.id : this.#customer;
    if (this.name !== name || this.#customer !== customer) {
      this.name = name;
      this.#customer = customer;
      this.#draft = new Draft(client, `${name}@${customer ?? ''}`);
    }
    return this.#draft;
  }
}
