import type { CabinetError } from '../../../src/contract/problem.ts';
import type { Profile } from '../../../src/contract/profile/profile.ts';
import type { LocalizeController } from '../../shared/localize-controller.ts';
import type { TaskDialog } from '../../shared/task-dialog.ts';
import type { PersonKey } from './profile-person.ts';

/** What the parts of the person's section need of it. */
export interface PersonPart {
  texts: LocalizeController<PersonKey>;
  dialog: TaskDialog;
  /** Says something to a screen reader. */
  say: (text: string) => void;
  /** Draws a failure. */
  failure: (error: CabinetError | undefined) => unknown;
  changed: (profile: Profile) => void;
}
