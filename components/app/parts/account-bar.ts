import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { getProfile, updateProfile } from '../../../src/contract/profile/profile.ts';
import type { Session } from '../../../src/contract/session.ts';
import { appMessages } from '../../../src/i18n/app.ts';
import { CabinetElement } from '../../shared/cabinet-element.ts';
import '../../shared/define-customer-switch.ts';
import { LocalizeController } from '../../shared/localize-controller.ts';
import { SessionController } from '../../shared/session-controller.ts';
import { select } from '../../ui/field.ts';
import { drawing } from '../../ui/icon.ts';
import { skeleton } from '../../ui/skeleton.ts';
import { accountBarStyles } from './account-bar.styles.ts';
import './events.ts';

/** For whom the person acts, who they are, their language, and the way out. */
export class CabinetAccountBar extends CabinetElement {
  static override styles = accountBarStyles;

  #texts = new LocalizeController(this, appMessages);
  #session = new SessionController(this);

  /** BCP 47 languages to choose from, separated by spaces. */
  @property() languages = '';

  #choose = async (language: string): Promise<void> => {
    // Of the languages of the browser, which know the region.
    const locale = navigator.languages.find((each) => each.startsWith(language)) ?? language;
    if (!this.emit('cabinet-language-requested', { locale }, { cancelable: true })) return;
    // At once, whether or not it can be kept.
    this.dispatchEvent(new CustomEvent('language', { detail: { locale } }));
    const { client } = this;
    if (!client || !this.#session.may(updateProfile)) return;
    try {
      const { etag } = await client.query(getProfile, {}, { staleTime: 0 });
      await client.mutate(updateProfile, { locale }, { ifMatch: etag });
    } catch {
      // It holds for this visit.
    }
  };

  #signOut = (): void => {
    const { client } = this;
    const forget = async (): Promise<void> => client?.signOut();
    if (this.emit('cabinet-sign-out-requested', { forget }, { cancelable: true })) void forget();
  };

  protected override render(): TemplateResult {
    const { state } = this.#session;
    const { t } = this.#texts;
    return html`<div class="bar">
      ${state.status === 'signed-in' ? this.#renderWho(state.session) : html`<div class="who">${skeleton('medium')}</div>`}
      ${this.#renderLanguages()}
      ${
        state.status !== 'signed-out'
          ? html`<button
              class="button plain out"
              type="button"
              part="button"
              ?disabled=${state.status === 'unknown'}
              title=${t('signOut')}
              @click=${this.#signOut}
            >
              ${drawing('M12 4H4.5v12H12M8.5 10h9m-3-3.5 3.5 3.5-3.5 3.5')}<span>${t('signOut')}</span>
            </button>`
          : nothing
      }
    </div>`;
  }

  #renderWho({ person, customer, customers }: Session): TemplateResult {
    const mayChoose = customers.length > 1 && this.#session.may({ id: 'session.switchCustomer' });
    return html`<div class="who">
      ${
        mayChoose
          ? html`<cabinet-customer-switch bare></cabinet-customer-switch>`
          : html`<strong class="cut" dir="auto" title=${customer.name}>${customer.name}</strong>`
      }
      ${
        person.name === customer.name
          ? nothing
          : html`<span class="muted small cut" dir="auto" title=${person.name}>${person.name}</span>`
      }
    </div>`;
  }

  #renderLanguages(): TemplateResult | typeof nothing {
    const known = this.languages.split(' ').filter(Boolean);
    if (known.length < 2) return nothing;
    const current = known.find((language) => this.locale.startsWith(language)) ?? this.locale;
    const choices = known.includes(current) ? known : [current, ...known];
    return html`<div class="language">
      ${select(
        this.#texts.t('language'),
        current,
        choices.map((language) => ({ value: language, label: nameOf(language) })),
        (locale) => void this.#choose(locale),
      )}
    </div>`;
  }
}

/** A language in itself: whoever cannot read the page finds their own. */
function nameOf(language: string): string {
  try {
    const name = new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
    return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
  } catch {
    return language;
  }
}
