import type { LiveEvent } from '../contract/live.ts';
import type { Operation, OutputOf, ParsedInputOf } from '../contract/operation.ts';
import type { Operations } from '../contract/operations.ts';
import type { Capabilities } from '../contract/session.ts';
import type { Adapter, CallContext, Runtime, SubscribeContext } from './adapter.ts';
import { toCabinetError, unsupported } from './errors.ts';
import { parseInput } from './parse.ts';

/** Answers one operation: gets the input already parsed, returns what the contract promises. */
export type Handler<O extends Operation> = (
  input: ParsedInputOf<O>,
  context: CallContext,
) => OutputOf<O> | Promise<OutputOf<O>>;

/** Functions by capability and name, as in the table of operations. A missing one is a missing feature. */
export type AdapterHandlers = {
  [Capability in keyof Operations]?: {
    [Name in keyof Operations[Capability]]?: Operations[Capability][Name] extends infer O extends Operation
      ? Handler<O>
      : never;
  };
};

export interface DefineAdapterOptions {
  /** Names the backend, where a browser may know several: what is kept for one is never sent to another. */
  name?: string | undefined;
  /** Default: both. `['server']` if the backend knows only a service account. */
  runsIn?: readonly Runtime[] | undefined;
  /** Changes as they happen; without it widgets poll. */
  subscribe?: ((context: SubscribeContext) => AsyncIterable<LiveEvent>) | undefined;
}

/**
 * Makes an adapter of plain functions. Inputs are parsed before a function sees them, foreign errors
 * become `CabinetError`, and `capabilities.get` is answered by what is there unless you write your own.
 *
 * A function whose name is none of the contract is an error of types. Without types it is never called, and the widgets
 * offer nothing of it; `checkAdapter` of the conformance checks names it.
 *
 * @example
 * ```ts
 * export const legacy = defineAdapter({
 *   orders: {
 *     async list(input, { signal }) {
 *       const rows = await fetchRows(input.cursor, signal);
 *       return { items: rows.map(toOrderSummary), nextCursor: null };
 *     },
 *   },
 * });
 * ```
 */
export function defineAdapter(handlers: AdapterHandlers, options: DefineAdapterOptions = {}): Adapter {
  const { name, runsIn = ['browser', 'server'], subscribe } = options;
  const functions = new Map<string, Handler<Operation>>();
  for (const [capability, named] of Object.entries(handlers)) {
    for (const [name, handler] of Object.entries(named)) {
      if (typeof handler === 'function') functions.set(`${capability}.${name}`, handler as Handler<Operation>);
    }
  }
  if (!functions.has('capabilities.get')) {
    const capabilities: Capabilities = {
      operations: ['capabilities.get', ...functions.keys()],
      live: subscribe !== undefined,
    };
    functions.set('capabilities.get', () => capabilities);
  }

  return {
    name,
    runsIn,
    supports: ({ id }) => functions.has(id),
    async call(operation, input, context) {
      const handler = functions.get(operation.id);
      if (!handler) throw unsupported(operation.id);
      context.signal?.throwIfAborted();
      try {
        return (await handler(parseInput(operation, input), context)) as OutputOf<typeof operation>;
      } catch (error) {
        throw toCabinetError(error, context.signal);
      }
    },
    ...(subscribe && { subscribe }),
  };
}
