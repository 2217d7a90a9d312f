import type * as z from 'zod/mini';

/** Any schema of the contract. */
export type Schema = z.core.$ZodType;

/**
 * `query` reads and may be repeated at will; `mutation` changes something, and so carries an
 * `Idempotency-Key` that is made once, when the person acts.
 */
export type OperationKind = 'query' | 'mutation';

/** A method and a path below the base address; `{name}` takes the input's field of that name. */
export type HttpBinding = `${'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} /${string}`;

/**
 * One thing that a cabinet may ask of a backend. Adapters, routes, validation, `openapi.json`, the
 * mock and the conformance check are all derived from it.
 *
 * Over HTTP, input fields named in the path travel there; the rest is the query of a `GET` and the
 * JSON body of anything else. Fields of `z.file()`, or lists of them, make the body `multipart/form-data`:
 * each file under its field's name, the rest as JSON in the part `input`. An output of `z.file()` is a
 * binary answer with a `Content-Disposition`.
 */
export interface Operation<
  Id extends string = string,
  Kind extends OperationKind = OperationKind,
  Input extends Schema = Schema,
  Output extends Schema = Schema,
> {
  /** `capability.name`: the place of the operation in the {@link operations} table. */
  readonly id: Id;
  readonly kind: Kind;
  readonly http: HttpBinding;
  /** One sentence for `openapi.json` and the reference. */
  readonly summary: string;
  readonly input: Input;
  readonly output: Output;
  /** The update must name the version it was made from (`If-Match`); without it: 428. */
  readonly conditional?: boolean;
  /** Capabilities whose answers it changes beside its own, so that widgets ask for them again. */
  readonly affects?: readonly string[];
  /** Small, and said when the page is left: it is sent though the page ends (`keepalive`). */
  readonly outlivesPage?: boolean;
}

/** What a caller passes to an operation. */
export type InputOf<O extends Operation> = z.input<O['input']>;
/** What a handler receives: the input after parsing. */
export type ParsedInputOf<O extends Operation> = z.output<O['input']>;
/** What an operation answers. */
export type OutputOf<O extends Operation> = z.output<O['output']>;

/**
 * Declares an operation.
 *
 * @example
 * ```ts
 * export const getOrder = operation({
 *   id: 'orders.get', kind: 'query', http: 'GET /orders/{orderId}', summary: 'One order',
 *   input: z.object({ orderId: Id }), output: Order,
 * });
 * ```
 */
export function operation<
  const Id extends string,
  const Kind extends OperationKind,
  Input extends Schema,
  Output extends Schema,
>(definition: Operation<Id, Kind, Input, Output>): Operation<Id, Kind, Input, Output> {
  return definition;
}

/** The capability that an operation belongs to. @example `capabilityOf(listOrders)` is `orders` */
export const capabilityOf = ({ id }: { readonly id: string }): string => id.slice(0, id.indexOf('.'));
