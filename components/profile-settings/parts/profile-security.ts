import { css, html, type TemplateResult } from 'lit';
import { listActiveSessions } from '../../../src/contract/profile/security.ts';
import type { OutputOf } from '../../../src/contract/operation.ts';
import { listConsents } from '../../../src/contract/profile/privacy.ts';
import { profileSecurityMessages } from '../../../src/i18n/profile-security.ts';
import { Consents } from './consents.ts';
import { Devices } from './devices.ts';
import { OwnData } from './own-data.ts';
import { ProfileSection } from './profile-section.ts';
import type { SecurityPart } from './security-part.ts';

type Sessions = OutputOf<typeof listActiveSessions>;

const nobody = {
  data: { items: [] },
  error: undefined,
  pending: false,
  fetching: false,
  paused: false,
  previous: false,
};

/** Devices, sign-ins, consents, a copy of the data, the end of the account. */
export class CabinetProfileSecurity extends ProfileSection<Sessions, keyof typeof profileSecurityMessages.english> {
  static override styles = [
    ...ProfileSection.styles,
    css`
      .history {
        display: grid;
        gap: calc(var(--_space) * 2.5);
      }
      .history li {
        display: grid;
        gap: 0 calc(var(--_space) * 4);
        overflow-wrap: anywhere;
      }
      .history .cut {
        white-space: normal;
      }
      .history li + li {
        padding-block-start: calc(var(--_space) * 2.5);
        border-block-start: 1px solid var(--_border);
      }
      @container (inline-size >= 600px) {
        .history li {
          grid-template-columns: minmax(0, 14em) minmax(0, 1fr) auto;
        }
        .history time {
          text-align: end;
        }
      }
      .consent-text {
        max-inline-size: 70ch;
        white-space: pre-line;
        overflow-wrap: anywhere;
      }
      summary {
        inline-size: fit-content;
        padding-block: 3px;
        color: var(--_brand);
        cursor: pointer;
      }
      .bullets {
        display: grid;
        gap: calc(var(--_space) * 2);
        padding-inline-start: 1.2em;
        list-style: disc;
      }
      progress {
        inline-size: min(240px, 100%);
        accent-color: var(--_brand);
      }
      .card-head .note {
        margin-block-start: calc(var(--_space) * 2);
      }
      @media (pointer: coarse) {
        summary {
          min-block-size: 44px;
          align-content: center;
        }
      }
    `,
  ];

  protected override readonly name = 'security';
  #part: SecurityPart = {
    texts: this.texts,
    common: this.common,
    dialog: this.dialog,
    say: this.say,
    failure: (error) => this.renderFailure(error),
  };
  #devices = new Devices(this, this.#part, (count) => this.emit('cabinet-sessions-ended', { count }));
  #consents = new Consents(this, this.#part);
  #own = new OwnData(this, this.#part, (deletion) => this.emit('cabinet-account-deletion-changed', { deletion }));

  /** What is asked for first; where the backend knows no devices, nothing is waited for. */
  protected override readonly main = ((devices: Devices, mayNot: () => boolean) => ({
    get state() {
      return mayNot() ? nobody : devices.sessions.state;
    },
    refetch: () => devices.sessions.refetch(),
  }))(this.#devices, () => this.mayNot(listActiveSessions) && this.session.state.status === 'signed-in');

  constructor() {
    super(profileSecurityMessages, [listActiveSessions, listConsents]);
  }

  protected override renderContent(): TemplateResult {
    return html`${this.#devices.renderSessions()} ${this.#devices.renderHistory()} ${this.#consents.render()}
    ${this.#own.renderExports()} ${this.#own.renderDeletion()}`;
  }
}
