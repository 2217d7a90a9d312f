import type { ReactiveController } from 'lit';
import type { CabinetElement } from '../../shared/cabinet-element.ts';
import { Draft } from '../../shared/draft.ts';
import { SessionController } from '../../shared/session-controller.ts';

/**
 * What is being written in an element, kept for whoever is known, after a reload without a network too. When another
 * person is there, or it is about something else, another draft begins.
 */
export class DraftController<Value> implements ReactiveController {
  #host: CabinetElement;
  #name: () => string;
  #onBegin: (kept: Value | undefined, isOther: boolean) => void;
  #draft: Draft<Value> | undefined;
  #of: string | undefined;

  /**
   * @param name of the draft; empty: nothing is written yet.
   * @param onBegin hears what was kept; `isOther`: what the element shows until now is not part of it.
   */
  constructor(host: CabinetElement, name: () => string, onBegin: (kept: Value | undefined, isOther: boolean) => void) {
    this.#host = host;
    this.#name = name;
    this.#onBegin = onBegin;
    new SessionController(host);
    host.addController(this);
  }

  hostUpdate(): void {
    const { client } = this.#host;
    const name = this.#name();
    if (client?.owner === undefined || !name) return;
    const of = JSON.stringify([client.owner, name]);
    if (of === this.#of) return;
    const isOther = this.#of !== undefined;
    this.#of = of;
    this.#draft = new Draft(client, name);
    this.#onBegin(this.#draft.read(), isOther);
  }

  /** That of now: whoever waits meanwhile keeps it, though another begins. */
  get current(): Draft<Value> | undefined {
    return this.#draft;
  }

  write(value: Value): void {
    this.#draft?.write(value);
  }

  clear(): void {
    this.#draft?.clear();
  }
}
