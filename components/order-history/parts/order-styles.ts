import { baseStyles } from '../../shared/styles.ts';
import { backButtonStyles } from '../../ui/back-button.ts';
import { buttonStyles } from '../../ui/button.ts';
import { factsStyles } from '../../ui/facts.ts';
import { skeletonStyles } from '../../ui/skeleton.ts';
import { statePanelStyles } from '../../ui/state-panel.ts';
import { statusStyles } from '../../ui/status.ts';
import { timelineStyles } from '../../ui/timeline.ts';
import { detailsStyles } from '../../shared/details.styles.ts';
import { linesTableStyles } from '../../shared/lines-table.ts';
import { totalsStyles } from '../../shared/totals.ts';

/** Looks of what the first view of an order's details is made of. */
export const orderPartStyles = [
  baseStyles,
  buttonStyles,
  backButtonStyles,
  factsStyles,
  skeletonStyles,
  statePanelStyles,
  statusStyles,
  timelineStyles,
  detailsStyles,
  linesTableStyles,
  totalsStyles,
];
