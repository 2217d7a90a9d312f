/**
 * The conformance checks of the contract: for a backend over HTTP, and for an adapter without a server. They need no test
 * runner and no browser.
 */
export type { AdapterContext } from './adapter-caller.ts';
export type { Check, CheckResult } from './check.ts';
export {
  adapterChecks,
  backendChecks,
  checkAdapter,
  checkBackend,
  type AdapterTarget,
  type BackendTarget,
  type CheckOptions,
  type Report,
} from './check-backend.ts';
