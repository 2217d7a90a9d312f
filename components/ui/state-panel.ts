import { css, html, nothing, type TemplateResult } from 'lit';
import type { CabinetError } from '../../src/contract/problem.ts';
import type { commonMessages } from '../../src/i18n/common.ts';
import type { MessageParameters } from '../../src/i18n/messages.ts';
import { icon, type IconName } from './icon.ts';

/** A function that gives the texts of the namespace `common`. */
export type CommonText = (key: keyof typeof commonMessages.english, parameters?: MessageParameters) => string;

/** Looks of {@link statePanel} and {@link banner}. */
export const statePanelStyles = css`
  .state-panel {
    display: grid;
    justify-items: center;
    align-content: center;
    gap: calc(var(--_space) * 2);
    min-block-size: calc(var(--_row) * 5);
    padding: calc(var(--_space) * 8) calc(var(--_space) * 4);
    text-align: center;
    text-wrap: balance;
  }
  .state-panel > svg {
    inline-size: 2.6em;
    block-size: 2.6em;
    color: var(--_text-muted);
    stroke-width: 1.2;
  }
  .state-panel.error > svg {
    color: var(--_critical);
  }
  .state-panel p {
    max-inline-size: 56ch;
    overflow-wrap: anywhere;
  }
  .state-panel .button {
    margin-block-start: calc(var(--_space) * 2);
  }
  .banner {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--_space) * 2) calc(var(--_space) * 3);
    padding: calc(var(--_space) * 2) calc(var(--_space) * 3);
    border: 1px solid var(--_border);
    border-inline-start: 3px solid var(--_caution);
    border-radius: var(--_radius-small);
    background: var(--_raised);
  }
  .banner > span {
    flex: 1 1 16em;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .banner > svg {
    color: var(--_caution);
  }
`;

export type StateKind = 'empty' | 'error' | 'unauthenticated' | 'unsupported' | 'offline';

const icons: Record<StateKind, IconName> = {
  empty: 'document',
  error: 'warning',
  unauthenticated: 'lock',
  unsupported: 'info',
  offline: 'offline',
};

export interface StatePanelOptions {
  kind: StateKind;
  title: string;
  text?: string | undefined;
  /** The one useful thing to do. */
  action?: { label: string; run: () => void } | undefined;
  /** The slot by which the page replaces it; default: the kind's own. */
  slot?: string;
}

/** What stands in place of content that is not there: why, and what to do. The page may put something else there. */
export function statePanel({ kind, title, text, action, slot = kind }: StatePanelOptions): TemplateResult {
  return html`<slot name=${slot}>
    <div class="state-panel ${kind}" part="state state-${kind}" role=${kind === 'error' ? 'alert' : 'status'}>
      ${icon(icons[kind])}
      <h3>${title}</h3>
      ${text ? html`<p class="muted">${text}</p>` : nothing} ${actionButton(action)}
    </div>
  </slot>`;
}

const actionButton = (action: StatePanelOptions['action']): TemplateResult | typeof nothing =>
  action
    ? html`<button class="button" type="button" part="button" @click=${action.run}>${action.label}</button>`
    : nothing;

/** A line above content that is still good: a refresh failed, the link is gone. */
export function banner(
  text: string,
  action?: StatePanelOptions['action'],
  kind: 'error' | 'offline' = 'error',
): TemplateResult {
  return html`<div class="banner" part="banner" role="status">
    ${icon(icons[kind])}<span>${text}</span>
    ${actionButton(action)}
  </div>`;
}

/** Says that rows of a list had to be left out; see `Page.leftOut`. */
export function leftOutNote(count: number | undefined, text: CommonText): TemplateResult | typeof nothing {
  return count ? banner(text('leftOut', { count })) : nothing;
}

/** Says that a part of the widget could not be loaded; only a new page loads it. */
export function partFailed(text: CommonText): TemplateResult {
  return banner(text('part.failed'), { label: text('reload'), run: reloadPage });
}

export function reloadPage(): void {
  location.reload();
}

/** Why there is no content. */
export type Failure = Pick<CabinetError, 'code'> & Partial<Pick<CabinetError, 'detail'>>;

/** What an error means for a person and what to do: the backend's own words where it wrote some for them. */
export function errorText(error: Failure, text: CommonText): string {
  return error.detail ?? text(`error.${error.code}`);
}

/**
 * The panel for an error without content: signing in, unsupported, offline or failed.
 *
 * @param title what failed, such as "The orders could not be loaded"
 */
export function errorPanel(
  error: Failure,
  options: { title: string; text: CommonText; retry: () => void; signIn: () => void },
): TemplateResult {
  const { title, text, retry, signIn } = options;
  if (error.code === 'unauthenticated') {
    return statePanel({
      kind: 'unauthenticated',
      title: text('signIn.title'),
      text: text('error.unauthenticated'),
      action: { label: text('signIn'), run: signIn },
    });
  }
  if (error.code === 'unsupported') {
    return statePanel({ kind: 'unsupported', title: text('unsupported.title'), text: errorText(error, text) });
  }
  return statePanel({
    kind: error.code === 'offline' ? 'offline' : 'error',
    title,
    text: errorText(error, text),
    action: { label: text('retry'), run: retry },
  });
}
