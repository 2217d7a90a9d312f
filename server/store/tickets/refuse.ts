import { CabinetError } from '../../../src/contract/problem.ts';

/** Refuses an act that does not fit how things stand, in words for the person. */
export function refuseAct(message: string): CabinetError {
  return new CabinetError('conflict', message, { detail: message });
}
