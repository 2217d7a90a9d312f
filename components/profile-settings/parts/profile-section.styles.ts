import { css } from 'lit';
import { formStyles } from '../../shared/form-view.ts';
import { baseStyles } from '../../shared/styles.ts';
import { buttonStyles } from '../../ui/button.ts';
import { dialogStyles } from '../../ui/dialog.ts';
import { factsStyles } from '../../ui/facts.ts';
import { fieldStyles } from '../../ui/field.styles.ts';
import { skeletonStyles } from '../../ui/skeleton.ts';
import { statePanelStyles } from '../../ui/state-panel.ts';
import { statusStyles } from '../../ui/status.ts';

/** Looks that all sections of a profile share: cards, rows in them, notes. */
export const sectionStyles = [
  baseStyles,
  buttonStyles,
  dialogStyles,
  factsStyles,
  fieldStyles,
  formStyles,
  skeletonStyles,
  statePanelStyles,
  statusStyles,
  css`
    h4 {
      margin: 0;
      font-size: var(--_font-size);
      font-weight: 600;
    }
    h3:focus,
    h2:focus {
      outline: none;
    }
    .section {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: calc(var(--_space) * 5);
    }
    .section-head,
    .card-head {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: calc(var(--_space) * 2) calc(var(--_space) * 3);
      min-block-size: var(--_control);
    }
    .section-head h3 {
      font-size: var(--_font-title);
    }
    .card-head > :first-child {
      flex: 1 1 12em;
      min-inline-size: 0;
    }
    .card {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      align-content: start;
      gap: calc(var(--_space) * 4);
      padding: calc(var(--_space) * 5);
      border: 1px solid var(--_border);
      border-radius: var(--_radius);
    }
    .skeletons {
      gap: calc(var(--_space) * 3);
      min-block-size: 280px;
    }
    .rows {
      display: grid;
    }
    .row {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: calc(var(--_space) * 2) calc(var(--_space) * 4);
      padding-block: calc(var(--_space) * 3);
    }
    .row + .row {
      border-block-start: 1px solid var(--_border);
    }
    .row:first-child {
      padding-block-start: 0;
    }
    .row:last-child {
      padding-block-end: 0;
    }
    .row-icon {
      align-self: flex-start;
      margin-block-start: 2px;
      color: var(--_text-muted);
    }
    .row-main {
      display: grid;
      flex: 1 1 14em;
      gap: calc(var(--_space) * 0.5);
      min-inline-size: 0;
      overflow-wrap: anywhere;
    }
    .row-actions {
      display: flex;
      flex-wrap: wrap;
      gap: calc(var(--_space) * 2);
    }
    .row-actions .button.plain {
      padding-inline: calc(var(--_space) * 2);
      color: var(--_brand);
    }
    .title {
      font-weight: 500;
    }
    .titled {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: var(--_space) calc(var(--_space) * 2.5);
      min-inline-size: 0;
    }
    .tags {
      display: flex;
      flex-wrap: wrap;
      gap: var(--_space) calc(var(--_space) * 1.5);
    }
    .tags:not(:has(.tag)) {
      display: none;
    }
    .tag {
      padding: 1px calc(var(--_space) * 2);
      border: 1px solid var(--_border);
      border-radius: 99em;
      background: var(--_raised);
      font-size: var(--_font-small);
      font-weight: 500;
      white-space: nowrap;
    }
    .tag.positive {
      border-color: color-mix(in oklab, var(--_positive) 40%, transparent);
      color: var(--_positive);
    }
    .tag.caution {
      border-color: color-mix(in oklab, var(--_caution) 45%, transparent);
      color: var(--_caution);
    }
    .tag.critical {
      border-color: color-mix(in oklab, var(--_critical) 45%, transparent);
      color: var(--_critical);
    }
    .note {
      display: flex;
      gap: calc(var(--_space) * 2.5);
      padding: calc(var(--_space) * 3) calc(var(--_space) * 4);
      border-radius: var(--_radius-small);
      background: var(--_raised);
      overflow-wrap: anywhere;
    }
    .note svg {
      margin-block-start: 0.15em;
      color: var(--_text-muted);
    }
    .note.caution svg {
      color: var(--_caution);
    }
    .note.critical svg {
      color: var(--_critical);
    }
    .section-head > .note,
    .card > .note {
      margin: 0;
    }
    .dialog-content.form {
      align-content: start;
    }
    .choice {
      display: grid;
      grid-template-columns: auto minmax(0, 1fr);
      align-items: start;
      gap: calc(var(--_space) * 0.5) calc(var(--_space) * 3);
      padding: calc(var(--_space) * 3);
      border: 1px solid var(--_border);
      border-radius: var(--_radius-small);
      cursor: pointer;
    }
    .choice:has(:checked) {
      border-color: var(--_brand);
      background: color-mix(in oklab, var(--_brand) 8%, transparent);
    }
    .choice input,
    .check input {
      inline-size: 18px;
      block-size: 18px;
      margin: 0.1em 0 0;
      accent-color: var(--_brand);
    }
    .choice .muted {
      grid-column: 2;
    }
    .choices {
      display: grid;
      gap: calc(var(--_space) * 2);
      min-inline-size: 0;
      margin: 0;
      padding: 0;
      border: 0;
    }
    .choices legend {
      margin-block-end: calc(var(--_space) * 2);
      padding: 0;
      color: var(--_text-muted);
      font-size: var(--_font-small);
    }
    .check {
      display: flex;
      align-items: flex-start;
      gap: calc(var(--_space) * 2.5);
      min-block-size: 24px;
      cursor: pointer;
    }
    .facts.grid {
      grid-template-columns: repeat(auto-fit, minmax(min(220px, 100%), 1fr));
    }
    @container (inline-size < 480px) {
      .card {
        padding: calc(var(--_space) * 4);
      }
      .row-actions {
        flex: 1 1 100%;
      }
      .row-actions:has(> .plain:first-child) {
        margin-inline-start: calc(var(--_space) * -2);
      }
      .section-head > .button {
        flex: 1 1 100%;
      }
    }
    @media (pointer: coarse) {
      .check {
        min-block-size: 44px;
        align-items: center;
      }
    }
    @media (forced-colors: active) {
      .choice:has(:checked) {
        outline: 2px solid Highlight;
      }
    }
    @media print {
      .button,
      .row-actions {
        display: none;
      }
      .card {
        break-inside: avoid;
      }
    }
  `,
];
