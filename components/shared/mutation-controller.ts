import type { ReactiveController } from 'lit';
import { fingerprint } from '../../src/adapters/fingerprint.ts';
import { randomKey } from '../../src/client/random-key.ts';
import type { InputOf, Operation, OutputOf } from '../../src/contract/operation.ts';
import { CabinetError, isCabinetError } from '../../src/contract/problem.ts';
import type { CabinetElement } from './cabinet-element.ts';

/**
 * Performs a mutation for an element, once per act of the person. While its outcome is unknown (the
 * link broke, the answer did not come), the same input is sent under the same idempotency key again,
 * after a reload too: pressing the button twice never does a thing twice.
 */
export class MutationController<O extends Operation> implements ReactiveController {
  #host: CabinetElement;
  #operation: O;
  /** A send is under way. */
  pending = false;
  /** Why the last send failed. */
  error: CabinetError | undefined;

  constructor(host: CabinetElement, operation: O) {
    this.#host = host;
    this.#operation = operation;
    host.addController(this);
  }

  hostConnected(): void {
    /* Nothing to resume: a send that outlives its element still ends. */
  }

  /**
   * Sends; `undefined` if it failed (see {@link error}) or one is under way already.
   * @param ifMatch the version that an update was made from
   */
  async run(input: InputOf<O>, ifMatch?: string): Promise<OutputOf<O> | undefined> {
    const client = this.#host.client;
    if (!client || this.pending) return undefined;
    this.pending = true;
    this.error = undefined;
    this.#host.requestUpdate();
    const act = openAct(this.#operation.id, JSON.stringify(input, describeFile) + (ifMatch ?? ''));
    try {
      const answer = await client.mutate(this.#operation, input, { idempotencyKey: act.key, ifMatch });
      act.close();
      return answer;
    } catch (cause) {
      this.error = isCabinetError(cause) ? cause : new CabinetError('unknown', 'The mutation failed.', { cause });
      // A definite refusal ends the act; the next press is a new one.
      if (!this.error.retryable && this.error.code !== 'contract' && this.error.code !== 'unauthenticated') act.close();
      return undefined;
    } finally {
      this.pending = false;
      this.#host.requestUpdate();
    }
  }

  /** Forgets the last failure. */
  reset(): void {
    this.error = undefined;
    this.#host.requestUpdate();
  }
}

const ACTS = 'cabinet-elements.acts';
/** An act whose outcome was never learned is given up after a day, as servers forget keys too. */
const ACT_LIFETIME = 86_400_000;
type Acts = Record<string, { key: string; at: number }>;

/** Files are told apart by what their form shows of them. */
function describeFile(_name: string, value: unknown): unknown {
  return value instanceof File ? [value.name, value.size, value.type, value.lastModified] : value;
}

/** The key of an act, remembered in the tab's session until the act is closed. Holds no private data. */
function openAct(operationId: string, input: string): { key: string; close(): void } {
  const name = `${operationId}:${fingerprint(input)}`;
  const acts = readActs();
  const known = acts[name];
  const key = known && Date.now() - known.at < ACT_LIFETIME ? known.key : randomKey();
  writeActs({ ...acts, [name]: { key, at: Date.now() } });
  return {
    key,
    close() {
      const { [name]: _closed, ...rest } = readActs();
      writeActs(rest);
    },
  };
}

function readActs(): Acts {
  try {
    return JSON.parse(sessionStorage.getItem(ACTS) ?? '{}') as Acts;
  } catch {
    return {};
  }
}

function writeActs(acts: Acts): void {
  try {
    sessionStorage.setItem(ACTS, JSON.stringify(acts));
  } catch {
    // Storage denied: the key still holds for the retries of this send.
  }
}
