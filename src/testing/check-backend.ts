import type { Adapter } from '../adapters/adapter.ts';
import { allOperations } from '../contract/operations.ts';
import { getCapabilities, getSession, type Session } from '../contract/session.ts';
import { AdapterCaller, type AdapterContext } from './adapter-caller.ts';
import type { Caller } from './caller.ts';
import { type Check, type CheckResult, toCheck } from './check.ts';
import { Violation } from './expect.ts';
import { HttpCaller } from './http-caller.ts';
import { BACKEND_GROUP, type Parties, suiteOf } from './suite.ts';

/** What of a backend is checked. */
export interface CheckOptions {
  /** Whether orders may be placed, tickets opened, settings changed. Default: nothing is written, and what needs it is skipped. */
  canWrite?: boolean | undefined;
  /** Capabilities (`orders`), operations (`orders.list`), or `events` to which the checks are narrowed. Default: all. */
  only?: readonly string[] | undefined;
}

/** A backend that is reached over HTTP. */
export interface BackendTarget extends CheckOptions {
  /** Below it are the contract's paths, such as `https://shop.example/api/nordwind`. */
  url: string;
  /** Headers that sign somebody in who may do everything, such as `{ Authorization: 'Bearer …' }`. */
  credentials: Readonly<Record<string, string>>;
  /** Headers that sign somebody of another customer in. Without them isolation is not checked. */
  otherCredentials?: Readonly<Record<string, string>> | undefined;
  /** An origin whose pages may call. Without it CORS is checked for strangers only. */
  origin?: string | undefined;
  /** Another `fetch`, for instance one that calls an app without a network. */
  fetch?: typeof fetch | undefined;
}

/** Who an adapter is checked for. */
export interface AdapterTarget extends CheckOptions {
  /** Who asks: a `token` in the browser, the verified `customer` on the server. */
  context?: AdapterContext | undefined;
  /** Somebody of another customer, through another adapter if this one is made for one customer. Without them isolation is not checked. */
  other?: { adapter?: Adapter | undefined; context?: AdapterContext | undefined } | undefined;
}

/** What became of all checks. */
export interface Report {
  passed: number;
  failed: number;
  skipped: number;
  /** False: the backend did not answer, or did not accept the sign-in, so that there is nothing else in the report. */
  reached: boolean;
  results: readonly CheckResult[];
}

/** Every check of a backend over HTTP, to be run one by one, for instance as the tests of a test runner. */
export async function backendChecks(target: BackendTarget): Promise<Check[]> {
  return (await backendSuite(target)).checks;
}

function backendSuite(target: BackendTarget): Promise<Suite> {
  const { url, credentials, otherCredentials, origin, fetch } = target;
  const caller = new HttpCaller({ url, credentials, fetch });
  const nobody = new HttpCaller({ url, credentials: {}, fetch });
  const other = otherCredentials && new HttpCaller({ url, credentials: otherCredentials, fetch });
  return checksOf({ caller, other, http: { caller, nobody, origin } }, target);
}

/**
 * Every check of an adapter, to be run one by one.
 *
 * @example
 * ```ts
 * for (const check of await adapterChecks(adapter)) {
 *   test(`${check.group} ${check.name}`, async () => {
 *     const { status, message } = await check.run();
 *     if (status === 'failed') throw new Error(message);
 *   });
 * }
 * ```
 */
export async function adapterChecks(adapter: Adapter, target: AdapterTarget = {}): Promise<Check[]> {
  return (await adapterSuite(adapter, target)).checks;
}

function adapterSuite(adapter: Adapter, target: AdapterTarget): Promise<Suite> {
  const caller = new AdapterCaller(adapter, target.context);
  const other = target.other && new AdapterCaller(target.other.adapter ?? adapter, target.other.context);
  return checksOf({ caller, other }, target);
}

/**
 * Checks a backend over HTTP against the contract.
 *
 * @example
 * ```ts
 * const { failed, results } = await checkBackend({
 *   url: 'https://shop.example/api/nordwind',
 *   credentials: { Authorization: `Bearer ${token}` },
 * });
 * ```
 */
export async function checkBackend(target: BackendTarget, onResult?: (result: CheckResult) => void): Promise<Report> {
  return run(await backendSuite(target), onResult);
}

/**
 * Checks an adapter against the contract, without a server: under any test runner, or none.
 *
 * @example
 * ```ts
 * const { results } = await checkAdapter(adapter, { context: { token: 'of a test customer' } });
 * assert.deepEqual(results.filter(({ status }) => status === 'failed'), []);
 * ```
 */
export async function checkAdapter(
  adapter: Adapter,
  target: AdapterTarget = {},
  onResult?: (result: CheckResult) => void,
): Promise<Report> {
  return run(await adapterSuite(adapter, target), onResult);
}

/** The checks, and whether they are all that there are for what could be asked. */
interface Suite {
  checks: Check[];
  reached: boolean;
}

async function run({ checks, reached }: Suite, onResult?: (result: CheckResult) => void): Promise<Report> {
  const results: CheckResult[] = [];
  for (const check of checks) {
    const result = await check.run();
    results.push(result);
    onResult?.(result);
  }
  const count = (status: CheckResult['status']) => results.filter((result) => result.status === status).length;
  return { passed: count('passed'), failed: count('failed'), skipped: count('skipped'), reached, results };
}

/** Finds out what there is, and makes the checks of it. Where not even that can be asked, that is the only check. */
async function checksOf(parties: Parties, { canWrite = false, only }: CheckOptions): Promise<Suite> {
  try {
    const { live, customerId, ...known } = await explore(parties.caller);
    for (const caller of [parties.caller, parties.other]) if (caller) caller.known = { ...known, canWrite };
    const wanted = ({ group }: Check) => only?.some((name) => group === name || group.startsWith(`${name}.`)) ?? true;
    const same = parties.other && customerId !== undefined && (await isOf(parties.other, customerId));
    if (!same) return { checks: suiteOf(parties, live).filter(wanted), reached: true };
    const test = () =>
      Promise.reject(new Violation(`both sign-ins act for the customer ${customerId}: give one of another customer`));
    const apart = toCheck(BACKEND_GROUP, { name: 'is asked by people of two customers', test });
    return { checks: [apart, ...suiteOf({ ...parties, other: undefined }, live).filter(wanted)], reached: true };
  } catch (error) {
    const test = () => Promise.reject(error);
    const check = toCheck(BACKEND_GROUP, { name: 'tells what it can do, and to whom', test });
    return { checks: [check], reached: false };
  }
}

/** Two people of one customer see the same: what they share would look as if nothing were kept apart. */
async function isOf(other: Caller, customerId: string): Promise<boolean> {
  const outcome = await other.attempt(getSession, {});
  return 'output' in outcome && (outcome.output as Session).customer?.id === customerId;
}

async function explore(caller: Caller) {
  caller.known = { operations: [getCapabilities.id], canWrite: false };
  const { operations, live } = await caller.ask(getCapabilities, {});
  caller.known = { operations, canWrite: false };
  if (!operations.includes(getSession.id)) return { operations, live, customerId: undefined };
  const outcome = await caller.attempt(getSession, {});
  if ('refusal' in outcome && outcome.refusal.code === 'unauthenticated')
    throw new Violation(`The sign-in is not accepted: session.get answers ${outcome.refusal.text}`);
  const known = allOperations().map(({ id }) => id);
  const session = 'output' in outcome ? (outcome.output as Session) : undefined;
  const permissions = session?.permissions;
  // A person who may nothing at all is a fault that the checks shall show.
  return {
    ...{ operations, live, customerId: session?.customer?.id },
    permissions: permissions?.some((id) => known.includes(id)) ? permissions : undefined,
  };
}
