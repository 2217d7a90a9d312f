import { CabinetError } from '../../../src/contract/problem.ts';

/** Refuses one field, in words for the person. */
export function refuseField(pointer: string, message: string): CabinetError {
  return new CabinetError('invalid', message, { fields: { [pointer]: message } });
}

/** Refuses an act that does not fit how things stand, in words for the person. */
export function refuseAct(message: string): CabinetError {
  return new CabinetError('conflict', message, { detail: message });
}
