import type { MiddlewareHandler } from 'hono';
import type { Adapter, CallContext } from '../../src/adapters/adapter.ts';
import { capabilityOf, type Operation } from '../../src/contract/operation.ts';
import { allOperations, operations } from '../../src/contract/operations.ts';
import { mayCall, permissionsOf } from '../../src/contract/permissions.ts';
import { CabinetError } from '../../src/contract/problem.ts';
import type { Capabilities, Session } from '../../src/contract/session.ts';
import type { Authenticate, SignIn } from '../auth/authenticate.ts';
import { adapterOf, type Api, type AppOptions, type RequestContext, type RequestEnvironment } from './environment.ts';
import { inputReader } from './input.ts';
import { answer, checked } from './output.ts';
import { refusal } from './problem.ts';

export type RouteOptions = Pick<AppOptions, 'adapter' | 'trustedBackend'>;

/** Adds a route for every operation of the contract: none is written by hand. */
export function addRoutes(app: Api, options: RouteOptions, authenticate: Authenticate): void {
  for (const operation of allOperations()) {
    const [method, path] = routeOf(operation);
    app.on(method, path, handlerOf(operation, options, authenticate));
  }
  for (const [path, methods] of methodsByPath()) app.all(path, refuseMethod(methods));
}

/** The method and the path of an operation as the router writes it. @param below what stands before the path */
export function routeOf(operation: Operation, below = ''): [method: string, path: string] {
  const [method = '', path = ''] = operation.http.split(' ');
  return [method, routeTo(below + path)];
}

/** A path of the contract as the router writes it. */
export const routeTo = (path: string): string => path.replace(/\{(\w+)\}/g, ':$1');

/** The methods of each path, fixed paths before those that would take them for an id. */
function methodsByPath(): Map<string, string[]> {
  const routes = allOperations()
    .map((operation) => routeOf(operation))
    .sort(([, path], [, other]) => Number(path.includes(':')) - Number(other.includes(':')));
  return new Map(
    routes.map(([, path]) => [path, routes.filter((route) => route[1] === path).map(([method]) => method)]),
  );
}

function refuseMethod(methods: readonly string[]): MiddlewareHandler<RequestEnvironment> {
  const allowed = methods.join(', ');
  return (context) => {
    context.header('Allow', allowed);
    throw refusal(context, 'unsupported', 'methodNotAllowed', { status: 405, values: { methods: allowed } });
  };
}

/** Who is asking? May they? What do they ask? Then the backend, and only what the contract declares goes back. */
export function handlerOf(operation: Operation, options: RouteOptions, authenticate: Authenticate) {
  const readInput = inputReader(operation);
  return async (context: RequestContext): Promise<Response> => {
    const adapter = adapterOf(options, context);
    context.set('operation', operation.id);
    if (operation.id === operations.capabilities.get.id) {
      await readInput(context);
      return answer(context, capabilitiesOf(adapter));
    }
    const signIn = await authenticate(context);
    if (!mayCall(signIn.customer.roles, operation)) throw new CabinetError('forbidden');
    if (!adapter.supports(operation)) throw new CabinetError('unsupported');
    const callContext = callContextOf(context, operation, signIn);
    const output = await adapter.call(operation, await readInput(context), callContext).catch(rethrowAsError);
    const full = withPermissions(operation, output, signIn);
    return answer(context, options.trustedBackend === true ? full : checked(operation, full));
  };
}

/** The router handles only what is an `Error`. */
function rethrowAsError(reason: unknown): never {
  throw reason instanceof Error ? reason : new CabinetError('unknown', 'The backend rejected with what is no error');
}

function callContextOf(context: RequestContext, operation: Operation, { customer }: SignIn): CallContext {
  return {
    customer,
    locale: context.var.locale,
    signal: context.req.raw.signal,
    idempotencyKey: operation.kind === 'mutation' ? idempotencyKey(context) : undefined,
    ifMatch: operation.conditional === true ? etagToMatch(context) : undefined,
  };
}

function idempotencyKey(context: RequestContext): string {
  const key = context.req.header('Idempotency-Key');
  if (key === undefined) throw refusal(context, 'invalid', 'idempotencyKeyMissing', { status: 400 });
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) throw refusal(context, 'invalid', 'idempotencyKeyMalformed', { status: 400 });
  return key;
}

function etagToMatch(context: RequestContext): string {
  const header = context.req.header('If-Match');
  if (header === undefined) throw refusal(context, 'conflict', 'ifMatchMissing', { status: 428 });
  const etag = /^"?([^"]{1,200}?)"?$/.exec(header)?.[1];
  if (etag === undefined) throw refusal(context, 'invalid', 'ifMatchMalformed', { status: 400 });
  return etag;
}

/** What a backend can do. @param among of these operations */
export function capabilitiesOf(adapter: Adapter, among = allOperations()): Capabilities {
  const known = among.filter(
    (operation) => operation.id === operations.capabilities.get.id || adapter.supports(operation),
  );
  const live = adapter.subscribe !== undefined;
  const polled = new Set(known.map(capabilityOf).filter((capability) => adapter.isStreamed?.(capability) === false));
  return {
    operations: known.map((operation) => operation.id),
    live,
    ...(live && polled.size > 0 && { polled: [...polled] }),
  };
}

/** What the roles allow comes from the same place that enforces it: of a session, and of one at another customer. */
function withPermissions(operation: Operation, output: unknown, { customer }: SignIn): unknown {
  if (operation.id !== operations.session.get.id && operation.id !== operations.session.switchCustomer.id)
    return output;
  const session = output as Session;
  const roles = session.customer.id === customer.customerId ? customer.roles : session.roles;
  return { ...session, roles: [...roles], permissions: permissionsOf(roles) };
}
