import { baseStyles } from '../../shared/styles.ts';
import { buttonStyles } from '../../ui/button.ts';
import { dialogStyles } from '../../ui/dialog.ts';
import { factsStyles } from '../../ui/facts.ts';
import { fieldStyles } from '../../ui/field.styles.ts';
import { quantityStepperStyles } from '../../ui/quantity-stepper.ts';
import { skeletonStyles } from '../../ui/skeleton.ts';
import { statePanelStyles } from '../../ui/state-panel.ts';
import { statusStyles } from '../../ui/status.ts';
import { totalsStyles } from '../../shared/totals.ts';

/** Looks of what the window of a reorder is made of. */
export const reorderPartStyles = [
  baseStyles,
  buttonStyles,
  dialogStyles,
  factsStyles,
  fieldStyles,
  quantityStepperStyles,
  skeletonStyles,
  statePanelStyles,
  statusStyles,
  totalsStyles,
];
