import { css, type CSSResultGroup } from 'lit';
import { formStyles } from '../../shared/form-view.ts';
import { baseStyles } from '../../shared/styles.ts';
import { buttonStyles } from '../../ui/button.ts';
import { chipStyles } from '../../ui/chip.ts';
import { fieldStyles } from '../../ui/field.styles.ts';
import { skeletonStyles } from '../../ui/skeleton.ts';
import { statePanelStyles } from '../../ui/state-panel.ts';
import { chosenFilesStyles } from './file-chips.ts';

/** Looks of the form for a new request. */
export const ticketFormStyles: CSSResultGroup = [
  baseStyles,
  buttonStyles,
  chipStyles,
  fieldStyles,
  formStyles,
  skeletonStyles,
  statePanelStyles,
  chosenFilesStyles,
  css`
    .head {
      display: flex;
      align-items: center;
      gap: calc(var(--_space) * 2);
      margin-block-end: calc(var(--_space) * 4);
    }
    .head h3:focus {
      outline: none;
    }
    .about,
    .end {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: calc(var(--_space) * 3);
    }
    .check {
      display: flex;
      align-items: center;
      gap: calc(var(--_space) * 2);
      min-block-size: 44px;
    }
    .check input {
      inline-size: 18px;
      block-size: 18px;
      accent-color: var(--_brand);
    }
    textarea.input {
      min-block-size: 9em;
      resize: vertical;
    }
    .files {
      display: grid;
      justify-items: start;
      gap: calc(var(--_space) * 2);
    }
  `,
];
