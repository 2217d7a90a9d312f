import type { InputOf, Operation, OutputOf } from '../../src/contract/operation.ts';
import type { formMessages } from '../../src/i18n/form.ts';
import type { FormValues, Stored } from './form-merge.ts';
import type { LocalizeController } from './localize-controller.ts';

/** What a {@link FormController} is told of what it edits. */
export interface FormOptions<O extends Operation> {
  operation: O;
  /** The texts of forms, in the host's language. */
  texts: LocalizeController<keyof typeof formMessages.english>;
  /** Names what is kept of it; undefined: nothing to edit yet. */
  draft: () => string | undefined;
  /** What is there now, with its version; undefined while that is not known. A form for a new thing gives empty values. */
  stored: () => Stored | undefined;
  /** The operation's input for what was changed. @param values everything as it stands in the form */
  input: (changes: FormValues, values: FormValues) => InputOf<O>;
  /** What an answer says is stored from now on. */
  answered: (answer: OutputOf<O>) => Stored;
  /** What is wrong with fields beyond what the contract's schema says, in the person's language. */
  check?: (values: FormValues) => Readonly<Record<string, string | undefined>>;
  /** The field that a JSON pointer into the input means; default: the pointer's last part. */
  fieldOf?: (pointer: string, changes: FormValues) => string;
  /** Asks again what is stored: somebody has changed it meanwhile. */
  refetch?: () => void;
  /** It is saved. */
  saved?: (answer: OutputOf<O>, changes: FormValues) => void;
  /** Says something to a screen reader. */
  say: (text: string) => void;
}
