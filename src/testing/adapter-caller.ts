import type { Adapter, CallContext } from '../adapters/adapter.ts';
import type { Operation } from '../contract/operation.ts';
import { isCabinetError } from '../contract/problem.ts';
import { Caller, isFile, parseAnswer, type Conditions, type EventSource, type Outcome } from './caller.ts';
import { Violation, hold, unchecked } from './expect.ts';

/** Who an adapter is called for: a `token` in the browser, the verified `customer` on the server. */
export type AdapterContext = Pick<CallContext, 'token' | 'customer' | 'locale'>;

/** Calls an adapter without a server between. */
export class AdapterCaller extends Caller {
  readonly #adapter: Adapter;
  readonly #context: AdapterContext;

  constructor(adapter: Adapter, context: AdapterContext = {}) {
    super();
    this.#adapter = adapter;
    this.#context = context;
  }

  protected async send(operation: Operation, input: unknown, conditions: Conditions): Promise<Outcome> {
    let output: unknown;
    try {
      output = await this.#adapter.call(operation, input, { ...this.#context, ...conditions });
    } catch (error) {
      if (!isCabinetError(error))
        throw new Violation(`${operation.id}: an adapter rejects with CabinetError only, not with ${String(error)}`);
      const { code, detail, status, fields, message } = error;
      return { refusal: { code, status, fields, comparable: { code, detail, fields }, text: `${code} (${message})` } };
    }
    if (!isFile(operation)) return { output: parseAnswer(operation, output) };
    hold(output instanceof Blob, `${operation.id} must answer a File or a Blob`);
    return { output };
  }

  listen(lastEventId?: string): Promise<EventSource> {
    const end = new AbortController();
    const { token, customer } = this.#context;
    return new Promise((resolve, reject) => {
      // Called before there is anything to hand over.
      const onOpen = () => queueMicrotask(opened);
      const events = this.#adapter.subscribe?.({ signal: end.signal, lastEventId, token, customer, onOpen });
      if (!events) return unchecked('it needs subscribe');
      const iterator = events[Symbol.asyncIterator]();
      // The stream begins when it is first asked.
      let first: ReturnType<typeof iterator.next> | undefined = iterator.next();
      const source: EventSource = {
        async next() {
          const result = await (first ?? iterator.next());
          first = undefined;
          if (result.done === true) throw new Violation('the stream of changes ended without another event');
          return result.value;
        },
        async close() {
          end.abort();
          await first?.catch(() => undefined);
          await iterator.return?.().catch(() => undefined);
        },
      };
      first.then(opened, reject);
      function opened() {
        resolve(source);
      }
    });
  }
}
