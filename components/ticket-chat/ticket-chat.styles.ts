import { css, type CSSResultGroup } from 'lit';
import { listPanesStyles } from '../shared/list-panes.styles.ts';
import { listRowsStyles } from '../shared/list-rows.styles.ts';
import { baseStyles } from '../shared/styles.ts';
import { buttonStyles } from '../ui/button.ts';
import { chipStyles } from '../ui/chip.ts';
import { fieldStyles } from '../ui/field.styles.ts';
import { skeletonStyles } from '../ui/skeleton.ts';
import { statePanelStyles } from '../ui/state-panel.ts';
import { statusStyles } from '../ui/status.ts';

const ticketStyles = css`
  .tools {
    display: grid;
    gap: calc(var(--_space) * 2);
    /* Also before there are texts. */
    min-block-size: calc(var(--_control) * 2 - 4px + var(--_space) * 2);
  }
  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 2);
  }
  .request {
    border-inline-start-color: var(--_info);
  }
  .request.refused {
    border-inline-start-color: var(--_critical);
  }
  .request > svg {
    color: inherit;
  }
  table {
    --_template: minmax(0, 3fr) minmax(0, 2.5fr) minmax(0, 4fr) minmax(0, 1.4fr) 2em;
    --_areas: 'subject last state activity unread';
  }
  .subject {
    grid-area: subject;
  }
  .last {
    grid-area: last;
  }
  .state {
    grid-area: state;
  }
  /* One line: the state is cut before the number is, and what has no room beside them falls out of sight. */
  td.state {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    block-size: 1.45em;
    overflow: hidden;
  }
  .standing {
    display: flex;
    align-items: center;
    max-inline-size: 100%;
  }
  .number {
    flex: none;
    max-inline-size: 60%;
  }
  .rest {
    flex: 1 1 6em;
  }
  .activity {
    grid-area: activity;
  }
  .unread {
    grid-area: unread;
    justify-self: end;
  }
  .subject .link {
    max-inline-size: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
    font-weight: 500;
  }
  .row.fresh .link {
    font-weight: 700;
  }
  .badge {
    display: inline-block;
    min-inline-size: 1.6em;
    padding-inline: 0.45em;
    border-radius: 99em;
    background: var(--_brand);
    color: var(--_on-brand);
    font-size: var(--_font-small);
    font-weight: 600;
    line-height: 1.6;
    text-align: center;
  }
  @container (inline-size < 760px) {
    table {
      --_row-height: calc(var(--_font-size) * 1.45 * 3 + 28px);
      --_template: minmax(0, 1fr) minmax(0, max-content);
      --_areas: 'subject activity' 'last unread' 'state state';
    }
    thead {
      position: absolute;
      clip-path: inset(50%);
    }
    .row {
      align-content: center;
      row-gap: 2px;
    }
    td.activity {
      color: var(--_text-muted);
      font-size: var(--_font-small);
    }
  }
  @container (inline-size < 600px) {
    table {
      --_row-height: calc(var(--_font-size) * 1.45 * 3 + 46px);
    }
  }
  .details-pane {
    scroll-margin-block: calc(var(--cabinet-sticky-top, 0px) + 8px) 8px;
  }
  @container (inline-size < 900px) {
    /* The conversation says itself that there is no network. */
    .base:has(> .open cabinet-ticket-conversation:defined) > .banner {
      display: none;
    }
  }
  @container (inline-size >= 900px) {
    .panes.open {
      grid-template-columns: minmax(300px, 2fr) minmax(460px, 3fr);
    }
    .open .details-pane {
      max-block-size: none;
      overflow: visible;
    }
  }
  @media print {
    .tools,
    .requests {
      display: none !important;
    }
  }
`;

/** Looks of the list of tickets and of the place for one. */
export const ticketChatStyles: CSSResultGroup = [
  baseStyles,
  buttonStyles,
  chipStyles,
  fieldStyles,
  skeletonStyles,
  statePanelStyles,
  statusStyles,
  listPanesStyles,
  listRowsStyles,
  ticketStyles,
];
