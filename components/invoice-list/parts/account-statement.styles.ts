import { css } from 'lit';
import { baseStyles } from '../../shared/styles.ts';
import { buttonStyles } from '../../ui/button.ts';
import { fieldStyles } from '../../ui/field.styles.ts';
import { skeletonStyles } from '../../ui/skeleton.ts';
import { statePanelStyles } from '../../ui/state-panel.ts';
import { statusStyles } from '../../ui/status.ts';
import { linkStyles } from '../invoice-list.styles.ts';

/** A ledger where there is room, a card for each movement where there is not. */
export const accountStatementStyles = [
  baseStyles,
  buttonStyles,
  fieldStyles,
  skeletonStyles,
  statePanelStyles,
  statusStyles,
  linkStyles,
  css`
    .statement,
    .skeleton-lines {
      display: grid;
      gap: calc(var(--_space) * 4);
    }
    .bar {
      display: flex;
      flex-wrap: wrap;
      align-items: end;
      gap: calc(var(--_space) * 2);
    }
    .bar > select {
      inline-size: auto;
    }
    .files {
      display: flex;
      gap: inherit;
      margin-inline-start: auto;
    }
    .outdated {
      opacity: 0.5;
    }
    .parties {
      margin-block-end: calc(var(--_space) * 4);
      overflow-wrap: anywhere;
    }
    .movements,
    .movements :is(thead, tbody) {
      display: block;
      inline-size: 100%;
    }
    .movements tr {
      display: grid;
      grid-template-columns: 9em minmax(0, 1fr) 8.5em 8.5em 8.5em 15em;
      grid-template-areas: 'on what debit credit balance response' 'thread thread thread thread thread thread';
      align-items: center;
      column-gap: calc(var(--_space) * 3);
      min-block-size: var(--_row);
      padding: calc(var(--_space) * 1) calc(var(--_space) * 2);
      border-block-end: 1px solid var(--_border);
    }
    .movements thead tr {
      min-block-size: 0;
    }
    .movements th {
      padding: 0 0 calc(var(--_space) * 1);
      color: var(--_text-muted);
      font-size: var(--_font-small);
      font-weight: 500;
      text-align: start;
    }
    .movements td {
      min-inline-size: 0;
      padding: 0;
    }
    .movements th:is(.debit, .credit, .balance) {
      text-align: end;
    }
    .on {
      grid-area: on;
    }
    .what {
      grid-area: what;
      overflow-wrap: anywhere;
    }
    .debit {
      grid-area: debit;
    }
    .credit {
      grid-area: credit;
    }
    .balance {
      grid-area: balance;
    }
    .response {
      grid-area: response;
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0 calc(var(--_space) * 2);
    }
    .balance-row .balance .small {
      font-weight: 400;
    }
    .response .button {
      min-block-size: 32px;
      padding-inline: calc(var(--_space) * 2);
      border-color: var(--_border);
      font-weight: 400;
    }
    .thread {
      grid-area: thread;
      padding-block: calc(var(--_space) * 2) !important;
    }
    .balance-row,
    .turnover {
      background: var(--_raised);
    }
    .balance-row {
      grid-template-areas: 'label label label label balance balance' !important;
    }
    .balance-row .balance,
    .turnover .number {
      font-weight: 600;
    }
    .balance-row .balance {
      display: grid;
      grid-template-columns: 8.5em 1fr;
      align-items: baseline;
      column-gap: calc(var(--_space) * 3);
      text-align: start;
    }
    .balance-row strong {
      text-align: end;
    }
    .turnover {
      grid-template-areas: 'label label debit credit . .' !important;
    }
    .label {
      grid-area: label;
    }
    .word {
      display: none;
      font-size: var(--_font-small);
    }
    .said {
      display: grid;
      gap: calc(var(--_space) * 2);
      padding-inline-start: calc(var(--_space) * 4);
      border-inline-start: 2px solid var(--_border);
    }
    .said p {
      white-space: pre-line;
      overflow-wrap: anywhere;
    }
    .said p > span {
      display: block;
    }
    .dispute {
      display: grid;
      gap: calc(var(--_space) * 3);
      max-inline-size: 640px;
      margin-block-start: calc(var(--_space) * 2);
    }
    .dispute-actions {
      display: flex;
      gap: calc(var(--_space) * 2);
    }
    .agreement {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: calc(var(--_space) * 3);
      margin-block-start: calc(var(--_space) * 4);
      padding: calc(var(--_space) * 4);
      border: 1px solid var(--_border);
      border-radius: var(--_radius);
    }
    .agreement.done {
      justify-content: start;
      color: var(--_positive);
      font-weight: 500;
    }
    .agreement .wide {
      flex: 1 0 100%;
    }
    .agreement .wide:not(:has(.banner)) {
      display: none;
    }
    .agreement > .muted {
      flex: 1 1 240px;
    }
    @container (inline-size < 900px) {
      .movements thead {
        position: absolute;
        inline-size: 1px;
        block-size: 1px;
        overflow: hidden;
        clip-path: inset(50%);
      }
      .movement :is(.debit, .credit) {
        grid-area: sum;
      }
      .movements tr.movement {
        grid-template-columns: minmax(0, 1fr) auto;
        grid-template-areas: 'what sum' 'on balance' 'response response' 'thread thread';
        row-gap: 2px;
        padding-block: calc(var(--_space) * 3);
      }
      .movements tr:is(.balance-row, .turnover) {
        grid-template-columns: minmax(0, 1fr) auto auto;
        grid-template-areas: 'label balance balance' !important;
      }
      .movements tr.turnover {
        grid-template-areas: 'label debit credit' !important;
      }
      .balance-row .balance {
        display: block;
        text-align: end;
      }
      .movement .on,
      .movement .balance {
        color: var(--_text-muted);
        font-size: var(--_font-small);
      }
      .word {
        display: inline;
      }
      .movement .response {
        margin-block-start: calc(var(--_space) * 1);
      }
    }
    @container (inline-size < 480px) {
      .balance-row .balance .small {
        display: block;
      }
      .agreement .button {
        flex: 1 0 100%;
      }
    }
    @media print {
      .bar,
      .response .button,
      .link[data-change],
      .dispute,
      .agreement .button {
        display: none;
      }
      .movement {
        break-inside: avoid;
      }
    }
  `,
];
