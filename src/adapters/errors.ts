import { CabinetError, isCabinetError } from '../contract/problem.ts';

/** What an adapter throws for a thing thrown by others: the signal's reason, or a {@link CabinetError}. */
export function toCabinetError(error: unknown, signal?: AbortSignal): unknown {
  if (signal?.aborted) return signal.reason;
  if (isCabinetError(error)) return error;
  return new CabinetError('unknown', error instanceof Error ? error.message : String(error), { cause: error });
}

/** Thrown for an operation that an adapter does not know. */
export function unsupported(operationId: string): CabinetError {
  return new CabinetError('unsupported', `This backend has no operation ${operationId}`);
}
