import { html, nothing, type TemplateResult } from 'lit';
import { giveConsent, listConsents, revokeConsent, type Consent } from '../../../src/contract/profile/privacy.ts';
import type { CabinetElement } from '../../shared/cabinet-element.ts';
import { MutationController } from '../../shared/mutation-controller.ts';
import { QueryController } from '../../shared/query-controller.ts';
import { icon, type IconName } from '../../ui/icon.ts';
import { statusMark, type Tone } from '../../ui/status.ts';
import { part, type SecurityPart } from './security-part.ts';

const marks: Readonly<Record<Consent['state'], readonly [Tone, IconName]>> = {
  given: ['positive', 'check'],
  revoked: ['neutral', 'undo'],
  not_given: ['neutral', 'minus'],
  unknown: ['neutral', 'info'],
};

/** What the person agreed to: with its text, when, and the way back. */
export class Consents {
  #host: CabinetElement;
  #part: SecurityPart;
  #list: QueryController<typeof listConsents>;
  #give: MutationController<typeof giveConsent>;
  #revoke: MutationController<typeof revokeConsent>;

  constructor(host: CabinetElement, securityPart: SecurityPart) {
    this.#host = host;
    this.#part = securityPart;
    this.#list = new QueryController(host, listConsents, () => (host.client?.may(listConsents) ? {} : undefined));
    this.#give = new MutationController(host, giveConsent);
    this.#revoke = new MutationController(host, revokeConsent);
  }

  #askGive({ id, version, title, text }: Consent): void {
    const { t } = this.#part.texts;
    this.#give.reset();
    this.#part.dialog.open({
      title: () => t('give.title'),
      content: () =>
        html`<h4 dir="auto">${title}</h4>
          <p class="consent-text" dir="auto">${text}</p>`,
      action: { label: () => t('give') },
      pending: () => this.#give.pending,
      failure: () => this.#part.failure(this.#give.error),
      run: async () => {
        if (!(await this.#give.run({ consentId: id, version }))) {
          // There is a newer text: it must be read before it is agreed to.
          if (this.#give.error?.code === 'conflict') this.#list.refetch();
          return false;
        }
        this.#part.say(t('given'));
        return true;
      },
    });
  }

  #askRevoke({ id, title, consequence }: Consent): void {
    const { t } = this.#part.texts;
    this.#revoke.reset();
    this.#part.dialog.open({
      title: () => t('revoke.title'),
      content: () =>
        html`<h4 dir="auto">${title}</h4>
          ${consequence ? html`<p class="note caution">${icon('warning')}<span dir="auto">${consequence}</span></p>` : nothing}`,
      action: { label: () => t('revoke'), critical: true },
      pending: () => this.#revoke.pending,
      failure: () => this.#part.failure(this.#revoke.error),
      run: async () => {
        if (!(await this.#revoke.run({ consentId: id }))) return false;
        this.#part.say(t('revoked'));
        return true;
      },
    });
  }

  render(): TemplateResult | typeof nothing {
    if (!this.#host.client?.may(listConsents)) return nothing;
    const { t } = this.#part.texts;
    return part(
      this.#part,
      this.#list,
      t('consents'),
      ({ items }) =>
        html`<h4>${t('consents')}</h4>
          <ul class="rows">
            ${items.map((consent) => this.#renderConsent(consent))}
          </ul>`,
    );
  }

  #renderConsent(consent: Consent): TemplateResult {
    const { t } = this.#part.texts;
    const { client, format } = this.#host;
    const { id, title, text, version, state, at, required } = consent;
    const [tone, name] = marks[state];
    const act = (key: 'give' | 'revoke', run: () => void): TemplateResult =>
      html`<button
        class="button ${key === 'give' ? '' : 'plain'}"
        type="button"
        part="button"
        aria-label=${t('about', { action: t(key), device: title })}
        @click=${run}
      >
        ${t(key)}
      </button>`;
    return html`<li class="row" data-consent=${id}>
      <span class="row-main">
        <span class="title" dir="auto">${title}</span>
        <span class="small">
          ${statusMark(tone, name, t(`consent.${state}`, { when: at ? format.when(at) : '' }))}
          <span class="muted"> · ${t('consent.version', { version })}</span>
        </span>
        ${required ? html`<span class="small muted" dir="auto">${required}</span>` : nothing}
        <details>
          <summary>${t('consent.show')}</summary>
          <p class="consent-text" dir="auto">${text}</p>
        </details>
      </span>
      <span class="row-actions">
        ${state === 'given' && !required && client?.may(revokeConsent) ? act('revoke', () => this.#askRevoke(consent)) : nothing}
        ${state !== 'given' && client?.may(giveConsent) ? act('give', () => this.#askGive(consent)) : nothing}
      </span>
    </li>`;
  }
}
