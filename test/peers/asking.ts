import assert from 'node:assert/strict';
import * as z from 'zod/mini';
import type { Adapter, CallContext } from '../../src/adapters/adapter.ts';
import type { InputOf, Operation, OutputOf } from '../../src/contract/operation.ts';
import type { CabinetError, ErrorCode } from '../../src/contract/problem.ts';

export type Ask = <O extends Operation>(operation: O, input: InputOf<O>, context?: CallContext) => Promise<OutputOf<O>>;

/** Calls an adapter as somebody; every answer is held against the contract, as the client does. */
export function asking(adapter: Adapter, who: CallContext): Ask {
  return async <O extends Operation>(operation: O, input: InputOf<O>, context: CallContext = {}) => {
    const parsed = z.parse(operation.input, input) as never;
    const answer = await adapter.call(operation, parsed, { locale: 'en', ...who, ...context });
    return z.parse(operation.output, answer) as OutputOf<O>;
  };
}

/** Waits for a call that must fail so, with messages for these fields. */
export async function failsWith(code: ErrorCode, call: Promise<unknown>, fields?: readonly string[]): Promise<void> {
  await assert.rejects(call, (error: CabinetError) => {
    assert.equal(error.code, code, error.message);
    if (fields) assert.deepEqual(Object.keys(error.fields ?? {}), fields);
    return true;
  });
}
