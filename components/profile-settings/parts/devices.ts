import { html, nothing, type TemplateResult } from 'lit';
import {
  endActiveSession,
  endOtherSessions,
  listActiveSessions,
  listSignIns,
  type ActiveSession,
  type SignInRecord,
} from '../../../src/contract/profile/security.ts';
import type { Page } from '../../../src/contract/page.ts';
import type { CabinetElement } from '../../shared/cabinet-element.ts';
import { MutationController } from '../../shared/mutation-controller.ts';
import { QueryController } from '../../shared/query-controller.ts';
import type { IconName } from '../../ui/icon.ts';
import { leftOutNote } from '../../ui/state-panel.ts';
import { statusMark, type Tone } from '../../ui/status.ts';
import { profileIcons } from './profile-icons.ts';
import { part, type SecurityPart } from './security-part.ts';

/** Rows of the history: at first, and after each press. */
const STEPS = [5, 25, 100, 200];
const marks: Readonly<Record<SignInRecord['outcome'], readonly [Tone, IconName]>> = {
  succeeded: ['positive', 'check'],
  failed: ['critical', 'warning'],
  signed_out: ['neutral', 'minus'],
  ended: ['caution', 'close'],
  unknown: ['neutral', 'info'],
};

/** Where the person is signed in, and when they were. */
export class Devices {
  readonly sessions: QueryController<typeof listActiveSessions>;
  #host: CabinetElement;
  #part: SecurityPart;
  #ended: (count: number) => void;
  #step = 0;
  #history: QueryController<typeof listSignIns>;
  #end: MutationController<typeof endActiveSession>;
  #endOthers: MutationController<typeof endOtherSessions>;

  /** @param ended hears how many devices were signed out */
  constructor(host: CabinetElement, securityPart: SecurityPart, ended: (count: number) => void) {
    this.#host = host;
    this.#part = securityPart;
    this.#ended = ended;
    this.sessions = new QueryController(host, listActiveSessions, () => ({}));
    this.#history = new QueryController(
      host,
      listSignIns,
      () => (host.client?.may(listSignIns) ? { limit: STEPS[this.#step] } : undefined),
      { keepPrevious: true },
    );
    this.#end = new MutationController(host, endActiveSession);
    this.#endOthers = new MutationController(host, endOtherSessions);
  }

  #nameOf({ device }: ActiveSession): string {
    return device ?? this.#part.texts.t('unknownDevice');
  }

  #done(count: number): void {
    this.#part.say(this.#part.texts.t('signedOut', { count }));
    this.#ended(count);
  }

  #askEnd(session: ActiveSession): void {
    const { t } = this.#part.texts;
    this.#end.reset();
    this.#part.dialog.open({
      title: () => t('signOut.title', { device: this.#nameOf(session) }),
      content: () => html`<p>${t('signOut.text')}</p>`,
      action: { label: () => t('signOut'), critical: true },
      pending: () => this.#end.pending,
      failure: () => this.#part.failure(this.#end.error),
      run: async () => {
        if (!(await this.#end.run({ sessionId: session.id }))) return false;
        this.#done(1);
        return true;
      },
    });
  }

  #askEndOthers(count: number): void {
    const { t } = this.#part.texts;
    this.#endOthers.reset();
    this.#part.dialog.open({
      title: () => t('signOutOthers.title'),
      content: () => html`<p>${t('signOutOthers.text', { count })}</p>`,
      action: { label: () => t('signOutOthers'), critical: true },
      pending: () => this.#endOthers.pending,
      failure: () => this.#part.failure(this.#endOthers.error),
      run: async () => {
        if (!(await this.#endOthers.run({}))) return false;
        this.#done(count);
        return true;
      },
    });
  }

  renderSessions(): TemplateResult | typeof nothing {
    const { client } = this.#host;
    if (client?.may(listActiveSessions) === false) return nothing;
    const { t } = this.#part.texts;
    return part(this.#part, this.sessions, t('devices'), ({ items }) => {
      const others = items.filter(({ current }) => !current);
      return html`<div class="card-head">
          <h4>${t('devices')}</h4>
          ${
            others.length > 1 && client?.may(endOtherSessions)
              ? html`<button
                  class="button"
                  type="button"
                  part="button"
                  @click=${() => this.#askEndOthers(others.length)}
                >
                  ${t('signOutOthers')}
                </button>`
              : nothing
          }
        </div>
        <ul class="rows">
          ${items.map((session) => this.#renderSession(session, client?.may(endActiveSession) === true))}
        </ul>`;
    });
  }

  #renderSession(session: ActiveSession, mayEnd: boolean): TemplateResult {
    const { t } = this.#part.texts;
    const { format } = this.#host;
    const { current, address, location, signedInAt, lastSeenAt } = session;
    const device = this.#nameOf(session);
    const seen = lastSeenAt && !current ? t('lastSeenAt', { when: format.when(lastSeenAt) }) : undefined;
    const facts = [location, address, t('signedInAt', { when: format.when(signedInAt) }), seen];
    return html`<li class="row" data-session=${session.id}>
      <span class="row-icon">${profileIcons[/phone|android/i.test(device) ? 'phone' : 'laptop']()}</span>
      <span class="row-main">
        <span class="titled">
          <span class="title" dir="auto">${device}</span>
          ${current ? html`<span class="tags"><span class="tag positive">${t('thisDevice')}</span></span>` : nothing}
        </span>
        <span class="muted small">${facts.filter(Boolean).join(' · ')}</span>
      </span>
      ${
        !current && mayEnd
          ? html`<span class="row-actions">
              <button
                class="button plain"
                type="button"
                part="button"
                aria-label=${t('about', { action: t('signOut'), device })}
                @click=${() => this.#askEnd(session)}
              >
                ${t('signOut')}
              </button>
            </span>`
          : nothing
      }
    </li>`;
  }

  renderHistory(): TemplateResult | typeof nothing {
    if (!this.#host.client?.may(listSignIns)) return nothing;
    const { t } = this.#part.texts;
    const { format } = this.#host;
    return part(
      this.#part,
      this.#history,
      t('history'),
      ({ items, nextCursor, leftOut }: Page<SignInRecord>) =>
        html`<div>
            <h4>${t('history')}</h4>
            <p class="muted small">${t('history.text')}</p>
          </div>
          <ul class="history">
            ${items.map(({ at, outcome, device, location, address }) => {
              const [tone, name] = marks[outcome];
              return html`<li>
                ${statusMark(tone, name, t(`outcome.${outcome}`))}
                <span class="muted" dir="auto">${[device, location, address].filter(Boolean).join(' · ')}</span>
                <time class="muted" datetime=${at} title=${format.dateTime(at)}>${format.when(at)}</time>
              </li>`;
            })}
          </ul>
          ${leftOutNote(leftOut, this.#part.common.t)}
          ${
            nextCursor !== null && this.#step < STEPS.length - 1
              ? html`<div>
                  <button class="button" type="button" part="button" @click=${this.#more}>${t('history.more')}</button>
                </div>`
              : nothing
          }`,
    );
  }

  #more = (): void => {
    this.#step += 1;
    this.#host.requestUpdate();
  };
}
