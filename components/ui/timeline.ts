import { css, html, nothing, type TemplateResult } from 'lit';
import { icon, type IconName } from './icon.ts';

/** A stage, all its texts ready to show. */
export interface Stage {
  state: 'done' | 'current' | 'upcoming' | 'failed' | 'unknown';
  title: string;
  /** When it was or will be. */
  time?: string | undefined;
  /** The exact moment. */
  exactTime?: string | undefined;
  note?: string | undefined;
  /** For screen readers: `Step 3 of 6: current`. */
  position: string;
}

/**
 * Looks of {@link timeline}: a column of stages, a row where the container is wide. More stages than
 * a row can hold stay a column.
 */
export const timelineStyles = css`
  .timeline {
    display: grid;
  }
  .stage {
    position: relative;
    display: grid;
    grid-template-columns: 24px minmax(0, 1fr);
    column-gap: calc(var(--_space) * 3);
    padding-block-end: calc(var(--_space) * 4);
  }
  .stage:last-child {
    padding-block-end: 0;
  }
  .stage-mark {
    z-index: 1;
    display: grid;
    place-content: center;
    inline-size: 24px;
    block-size: 24px;
    border: 1.5px solid var(--_border-strong);
    border-radius: 50%;
    color: var(--_text-muted);
    font-size: 12px;
  }
  .stage-mark svg {
    stroke-width: 2.2;
  }
  /* The line to the next stage. */
  .stage:not(:last-child)::before {
    content: '';
    position: absolute;
    inset-block: 26px 2px;
    inset-inline-start: 11.25px;
    inline-size: 1.5px;
    background: var(--_border);
  }
  .stage.done:not(:last-child)::before {
    background: var(--_positive);
  }
  .stage.done .stage-mark {
    border-color: var(--_positive);
    color: var(--_positive);
  }
  .stage.current .stage-mark {
    border-color: var(--_brand);
    background: var(--_brand);
    color: var(--_on-brand);
    /* On paper too: the mark is not seen without its ground. */
    print-color-adjust: exact;
  }
  .stage.failed .stage-mark {
    border-color: var(--_critical);
    color: var(--_critical);
  }
  .stage-title {
    padding-block-start: 2px;
    overflow-wrap: anywhere;
  }
  .stage.current .stage-title {
    font-weight: 600;
  }
  .stage.failed .stage-title {
    color: var(--_critical);
    font-weight: 600;
  }
  .stage-time,
  .stage-note {
    display: block;
    color: var(--_text-muted);
    font-size: var(--_font-small);
    font-weight: 400;
  }
  .stage-note {
    white-space: pre-line;
  }
  .stage.upcoming .stage-title {
    color: var(--_text-muted);
  }
  /* Muted once is enough. */
  :is(.upcoming, .failed) > .stage-title :is(.stage-time, .stage-note) {
    color: inherit;
  }
  .timeline-notes {
    display: none;
  }
  @container (inline-size >= 880px) {
    .timeline.row {
      grid-auto-columns: minmax(0, 200px);
      grid-auto-flow: column;
    }
    .timeline.row .stage {
      grid-template-columns: minmax(0, 1fr);
      align-content: start;
      justify-items: center;
      padding: 0 calc(var(--_space) * 1);
      text-align: center;
    }
    .timeline.row .stage:not(:last-child)::before {
      inset-block: 11.25px auto;
      inset-inline: calc(50% + 15px) calc(-50% + 15px);
      inline-size: auto;
      block-size: 1.5px;
    }
    .timeline.row .stage-title {
      padding-block-start: calc(var(--_space) * 2);
    }
    .timeline.row .stage-note {
      display: none;
    }
    .timeline.row + .timeline-notes {
      display: grid;
      gap: calc(var(--_space) * 2);
      margin-block-start: calc(var(--_space) * 4);
      padding: calc(var(--_space) * 3) calc(var(--_space) * 4);
      border-radius: var(--_radius-small);
      background: var(--_raised);
      white-space: pre-line;
    }
  }
  @media (forced-colors: active) {
    .stage.current .stage-mark {
      outline: 2px solid Highlight;
    }
  }
`;

const marks: Partial<Record<Stage['state'], IconName>> = { done: 'check', current: 'clock', failed: 'close' };

/** How many stages a row holds; more of them would be unreadable. */
const ROW = 8;

/** Stages of a process in order, the current one marked. */
export function timeline(stages: readonly Stage[], label: string): TemplateResult {
  const notes = stages.filter(({ note }) => note);
  const inRow = stages.length <= ROW;
  return html`<ol class=${inRow ? 'timeline row' : 'timeline'} aria-label=${label}>
      ${stages.map(
        (stage) =>
          html`<li class="stage ${stage.state}" aria-current=${stage.state === 'current' ? 'step' : nothing}>
            <span class="stage-mark">${markOf(stage.state)}</span>
            <span class="stage-title">
              <span class="visually-hidden">${stage.position}. </span>${stage.title}
              ${stage.time ? html`<span class="stage-time" title=${stage.exactTime ?? nothing}>${stage.time}</span>` : nothing}
              ${stage.note ? html`<span class="stage-note">${stage.note}</span>` : nothing}
            </span>
          </li>`,
      )}
    </ol>
    ${
      inRow && notes.length > 0
        ? html`<div class="timeline-notes">
            ${notes.map(({ title, note }) => html`<p><strong>${title}.</strong> ${note}</p>`)}
          </div>`
        : nothing
    }`;
}

function markOf(state: Stage['state']): TemplateResult | typeof nothing {
  const name = marks[state];
  return name ? icon(name) : nothing;
}
