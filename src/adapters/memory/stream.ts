import { EVENTS_BEFORE, type LiveEvent } from '../../contract/live.ts';
import type { SubscribeContext } from '../adapter.ts';

/** The events of one backend, in order, with all who listen to them. */
export class EventStream {
  readonly #events: LiveEvent[] = [];
  /** When the last event was, in milliseconds since the epoch. */
  #latest = -Infinity;
  readonly #listeners = new Set<() => void>();

  /**
   * Tells everybody that an entity changed.
   * @param entity the capability that it belongs to
   */
  publish(type: string, entity: string, entityId?: string): void {
    const id = String(this.#events.length + 1);
    this.#events.push({ id, type, entity, ...(entityId !== undefined && { entityId }) });
    this.#latest = Date.now();
    for (const wake of this.#listeners) wake();
  }

  async *subscribe({ signal, lastEventId, onOpen }: SubscribeContext): AsyncGenerator<LiveEvent, void, undefined> {
    const fresh = lastEventId === undefined && this.#latest < Date.now() - EVENTS_BEFORE;
    const seen = fresh ? this.#events.length : Number(lastEventId ?? NaN);
    const known = Number.isInteger(seen) && seen >= 0 && seen <= this.#events.length;
    let position = known ? seen : this.#events.length;
    let wake: () => void = () => undefined;
    const listener = () => wake();
    this.#listeners.add(listener);
    signal.addEventListener('abort', listener, { once: true });
    try {
      signal.throwIfAborted();
      onOpen?.();
      if (!known) yield { id: String(position), type: 'reset', entity: '' };
      for (;;) {
        for (let event = this.#events[position]; event; event = this.#events[position]) {
          position += 1;
          yield event;
        }
        if (!signal.aborted && position === this.#events.length) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
        signal.throwIfAborted();
      }
    } finally {
      this.#listeners.delete(listener);
      signal.removeEventListener('abort', listener);
    }
  }
}
