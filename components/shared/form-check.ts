import { parseInput } from '../../src/adapters/parse.ts';
import type { Operation } from '../../src/contract/operation.ts';
import type { CabinetError } from '../../src/contract/problem.ts';
import type { FormValues } from './form-merge.ts';
import type { FormOptions } from './form-options.ts';

/** What is wrong with fields, in the person's language; an empty text is no fault. */
export type Faults = Readonly<Record<string, string>>;

const lastPart = (pointer: string): string => pointer.slice(pointer.lastIndexOf('/') + 1);

/** What an error says of fields, by the field's name; its pointers lead into the operation's input. */
export function faultsOf<O extends Operation>(
  error: CabinetError | undefined,
  { fieldOf = lastPart }: FormOptions<O>,
  changes: FormValues,
): Faults {
  return Object.fromEntries(
    Object.entries(error?.fields ?? {}).map(([pointer, text]) => [fieldOf(pointer, changes), text]),
  );
}

/**
 * What is wrong before anything is sent: by the contract's schema, by the form's native validation, and by its
 * options' own checks, whose words say most.
 */
export function faultsBefore<O extends Operation>(
  options: FormOptions<O>,
  changes: FormValues,
  values: FormValues,
  form: HTMLFormElement | undefined,
): Faults {
  const { t } = options.texts;
  const faults: Record<string, string> = {};
  try {
    parseInput(options.operation, options.input(changes, values));
  } catch (error) {
    for (const field of Object.keys(faultsOf(error as CabinetError, options, changes))) faults[field] = t('wrong');
  }
  for (const control of form?.elements ?? []) {
    if (!(control instanceof HTMLInputElement || control instanceof HTMLSelectElement)) continue;
    if (!control.name || control.validity.valid) continue;
    faults[control.name] = t(control.validity.valueMissing ? 'required' : 'wrong');
  }
  for (const [field, fault] of Object.entries(options.check?.(values) ?? {})) {
    if (fault !== undefined && (faults[field] ?? t('wrong')) === t('wrong')) faults[field] = fault;
  }
  return faults;
}
