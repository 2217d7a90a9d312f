import { html, type PropertyValues, type TemplateResult } from 'lit';
import { getProfile, updateProfile, type Profile } from '../../../src/contract/profile/profile.ts';
import { profilePersonMessages } from '../../../src/i18n/profile-person.ts';
import { FormController } from '../../shared/form-controller.ts';
import type { Stored } from '../../shared/form-merge.ts';
import { formConflict, formFooter, formInput, formSelect } from '../../shared/form-view.ts';
import { QueryController } from '../../shared/query-controller.ts';
import { facts } from '../../ui/facts.ts';
import { AvatarTasks } from './avatar-tasks.ts';
import { avatarStyles, contactStyles } from './profile-person.styles.ts';
import { ContactTasks } from './contact-tasks.ts';
import { languageChoices, languageName, timeIn, timeZoneChoices } from './choices.ts';
import { ProfileSection } from './profile-section.ts';

const fields = ['givenName', 'middleName', 'familyName', 'jobTitle', 'locale', 'timeZone'] as const;
type Field = (typeof fields)[number];
export type PersonKey = keyof typeof profilePersonMessages.english;

const autocomplete: Partial<Record<Field, string>> = {
  givenName: 'given-name',
  middleName: 'additional-name',
  familyName: 'family-name',
  jobTitle: 'organization-title',
};

const storedOf = (profile: Profile): Stored => ({
  values: Object.fromEntries(fields.map((field) => [field, profile[field] ?? ''])),
  etag: profile.etag,
});

/** Names, contacts, picture, language and time zone of the person. */
export class CabinetProfilePerson extends ProfileSection<Profile, PersonKey> {
  static override styles = [...ProfileSection.styles, avatarStyles, contactStyles];

  protected override readonly name = 'person';
  protected override readonly main = new QueryController(this, getProfile, () => ({}));
  #form = new FormController(this, {
    operation: updateProfile,
    texts: this.formTexts,
    draft: () => (this.main.state.data ? 'profile.person' : undefined),
    stored: () => this.main.state.data && storedOf(this.main.state.data),
    input: (changes) => changes,
    answered: (profile) => storedOf(profile),
    refetch: () => this.main.refetch(),
    saved: (profile) => this.emit('cabinet-profile-updated', { profile }),
    say: this.say,
  });
  #avatar = new AvatarTasks(this, {
    texts: this.texts,
    dialog: this.dialog,
    say: this.say,
    failure: (error) => this.renderFailure(error),
    changed: (profile) => this.emit('cabinet-profile-updated', { profile }),
  });
  #contacts = new ContactTasks(this, {
    texts: this.texts,
    dialog: this.dialog,
    say: this.say,
    failure: (error) => this.renderFailure(error),
    changed: (profile) => this.emit('cabinet-profile-updated', { profile }),
  });

  constructor() {
    super(profilePersonMessages, [getProfile]);
  }

  protected override get unsaved(): boolean {
    return this.#form.dirty;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const { data } = this.main.state;
    if (data) this.#contacts.follow(data);
  }

  protected override renderContent(profile: Profile): TemplateResult {
    return html`${this.#avatar.render(profile, this.client)}
    ${this.mayNot(updateProfile) ? this.#renderFacts(profile) : this.#renderForm(profile)}
    ${this.#contacts.render(profile, this.client)}`;
  }

  #shown = (field: string, value: string): string => (field === 'locale' ? languageName(value, this.locale) : value);

  #renderFacts(profile: Profile): TemplateResult {
    const { t } = this.texts;
    return html`<div class="card">
      <h4>${t('about')}</h4>
      ${this.renderReadOnly(t('readOnly'))}
      <div class="facts-grid">
        ${facts(fields.map((field) => ({ label: t(field), value: this.#shown(field, profile[field] ?? '') })))}
      </div>
    </div>`;
  }

  #renderForm({ locked }: Profile): TemplateResult {
    const { t } = this.texts;
    const form = this.#form;
    const reasonOf = (field: Field): string | undefined => {
      const found = locked.find((each) => each.field === field);
      return found && (found.reason ?? t('locked'));
    };
    const text = (field: Field): TemplateResult => {
      const reason = reasonOf(field);
      return formInput(form, field, {
        label: t(field),
        required: field === 'givenName',
        autocomplete: autocomplete[field],
        maxLength: 100,
        hint: reason,
        readOnly: reason !== undefined,
      });
    };
    const choose = (
      field: 'locale' | 'timeZone',
      choices: readonly { value: string; label: string }[],
      hint?: string,
    ): TemplateResult => {
      const reason = reasonOf(field);
      return formSelect(form, field, {
        label: t(field),
        hint: reason ?? hint,
        disabled: reason !== undefined,
        choices: [{ value: '', label: t(`${field}.none`) }, ...choices],
      });
    };
    const zone = form.value('timeZone');
    return html`<form class="card form" novalidate @submit=${form.onSubmit}>
      <h4>${t('about')}</h4>
      ${formConflict(form, this.formTexts, (field) => t(field as Field), this.#shown)}
      <div class="form-grid">
        ${text('givenName')} ${text('familyName')} ${text('middleName')} ${text('jobTitle')}
        ${choose('locale', languageChoices(form.value('locale'), this.locale), t('locale.hint'))}
        ${choose(
          'timeZone',
          timeZoneChoices(zone, this.locale),
          zone ? t('timeZone.hint', { time: timeIn(zone, this.locale) }) : undefined,
        )}
      </div>
      ${formFooter(form, this.formTexts, this.common.t, this.signIn)}
    </form>`;
  }
}
