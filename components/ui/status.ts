import { css, html, type TemplateResult } from 'lit';
import { iconPath, type IconName } from './icon.ts';

/** What a status means for the reader; the icon and the word say it too. */
export type Tone = 'neutral' | 'positive' | 'caution' | 'critical' | 'info';

/** Looks of {@link statusMark}. */
export const statusStyles = css`
  .status {
    display: inline-flex;
    align-items: center;
    /* A word that is cut has no baseline of its own to stand on. */
    vertical-align: top;
    gap: calc(var(--_space) * 1.5);
    min-inline-size: 0;
    max-inline-size: 100%;
    white-space: nowrap;
  }
  .status svg {
    inline-size: 1.2em;
    block-size: 1.2em;
  }
  .status.neutral svg {
    color: var(--_text-muted);
  }
  .status.positive svg {
    color: var(--_positive);
  }
  .status.caution svg {
    color: var(--_caution);
  }
  .status.critical {
    color: var(--_critical);
    font-weight: 500;
  }
  .status.info svg {
    color: var(--_info);
  }
`;

/** A status as an icon and a word. */
export function statusMark(tone: Tone, iconName: IconName, word: string): TemplateResult {
  return html`<span class="status ${tone}" part="status status-${tone}" title=${word}
    ><svg viewBox="0 0 20 20" aria-hidden="true"><path d=${iconPath(iconName)} /></svg
    ><span class="cut" dir="auto">${word}</span></span
  >`;
}
