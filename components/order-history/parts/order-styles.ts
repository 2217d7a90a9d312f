import { baseStyles } from '../../shared/styles.ts';
import { buttonStyles } from '../../ui/button.ts';
import { factsStyles } from '../../ui/facts.ts';
import { fieldStyles } from '../../ui/field.ts';
import { skeletonStyles } from '../../ui/skeleton.ts';
import { statePanelStyles } from '../../ui/state-panel.ts';
import { statusStyles } from '../../ui/status.ts';
import { timelineStyles } from '../../ui/timeline.ts';
import { orderDocumentsStyles } from './order-documents.ts';
import { orderLinesStyles } from './order-lines.ts';
import { orderShipmentsStyles } from './order-shipments.ts';
import { totalsStyles } from './totals.ts';

/** Looks of what an order's details are made of. */
export const orderPartStyles = [
  baseStyles,
  buttonStyles,
  factsStyles,
  fieldStyles,
  skeletonStyles,
  statePanelStyles,
  statusStyles,
  timelineStyles,
  orderDocumentsStyles,
  orderLinesStyles,
  orderShipmentsStyles,
  totalsStyles,
];
