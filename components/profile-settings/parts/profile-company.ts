import { html, nothing, type TemplateResult } from 'lit';
import { normalizeRequisite, requisiteFields } from '../../../src/contract/company/checks.ts';
import {
  getCompany,
  listChangeRequests,
  lookUpBanks,
  lookUpCompanies,
  requestCompanyChange,
  updateCompany,
  type Company,
  type CompanyField,
} from '../../../src/contract/company/company.ts';
import { profileCompanyMessages } from '../../../src/i18n/profile-company.ts';
import { FormController } from '../../shared/form-controller.ts';
import type { FormValues, Stored } from '../../shared/form-merge.ts';
import { formConflict, formFooter, formInput } from '../../shared/form-view.ts';
import { QueryController } from '../../shared/query-controller.ts';
import { facts } from '../../ui/facts.ts';
import { icon } from '../../ui/icon.ts';
import { BankLookup } from './bank-lookup.ts';
import { ChangeRequests } from './change-requests.ts';
import { ChangeTask } from './change-task.ts';
import { CompanyLookup } from './company-lookup.ts';
import { faultsOf, labelOf, type CompanyKey } from './company-texts.ts';
import { companyStyles } from './profile-company.styles.ts';
import { ProfileSection } from './profile-section.ts';

const bankFields: readonly CompanyField[] = ['bic', 'bankName', 'correspondentAccount', 'account', 'iban', 'swift'];
/** Long ones have a line of their own. */
const wholeLine: readonly CompanyField[] = ['legalName', 'legalAddress'];

const storedOf = ({ requisites, etag }: Company): Stored => ({ values: { ...requisites }, etag });

/** The requisites of the company, and the changes of locked ones that were asked for. */
export class CabinetProfileCompany extends ProfileSection<Company, CompanyKey> {
  static override styles = [...ProfileSection.styles, companyStyles];

  protected override readonly name = 'company';
  protected override readonly main = new QueryController(this, getCompany, () => ({}));
  #form = new FormController(this, {
    operation: updateCompany,
    texts: this.formTexts,
    draft: () => (this.main.state.data ? 'company' : undefined),
    stored: () => this.main.state.data && storedOf(this.main.state.data),
    input: (changes) => ({
      requisites: Object.fromEntries(
        Object.entries(changes).map(([field, value]) => [field, normalizeRequisite(field as CompanyField, value)]),
      ),
    }),
    answered: storedOf,
    check: (values) => this.#faults(values),
    refetch: () => this.main.refetch(),
    saved: (company) => this.emit('cabinet-company-updated', { company }),
    say: this.say,
  });
  #bank = new BankLookup(this, this.#form, this.texts);
  #lookup = new CompanyLookup(this, this.#form, {
    texts: this.texts,
    dialog: this.dialog,
    say: this.say,
    failure: (error) => this.renderFailure(error),
  });
  #change = new ChangeTask(this, {
    texts: this.texts,
    formTexts: this.formTexts,
    common: this.common,
    dialog: this.dialog,
    say: this.say,
    company: () => this.main.state.data,
    signIn: this.signIn,
    sent: (request) => this.emit('cabinet-change-requested', { request }),
  });
  #requests = new ChangeRequests(this, {
    texts: this.texts,
    common: this.common,
    dialog: this.dialog,
    say: this.say,
    failure: (error) => this.renderFailure(error),
  });

  constructor() {
    super(profileCompanyMessages, [getCompany]);
  }

  protected override get unsaved(): boolean {
    return this.#form.dirty || this.#change.unsaved;
  }

  #faults(values: FormValues): Record<string, string | undefined> {
    const { data } = this.main.state;
    return data ? faultsOf(values, this.#form.changes, data, this.texts) : {};
  }

  protected override renderAction(company: Company | undefined): unknown {
    if (!company || !this.may(updateCompany) || !this.may(lookUpCompanies)) return nothing;
    return html`<button class="button" type="button" part="button" @click=${() => this.#lookup.open(company)}>
      ${icon('search')}${this.texts.t('lookup.open')}
    </button>`;
  }

  protected override renderContent(company: Company): TemplateResult {
    const { t } = this.texts;
    const { status } = company;
    return html`${
      status && status !== 'active' && status !== 'unknown'
        ? html`<p class="note critical">
            ${icon('warning')}<span>${t('status.warning', { status: t(`status.${status}`) })}</span>
          </p>`
        : nothing
    }
    ${this.mayNot(updateCompany) ? this.#renderFacts(company) : this.#renderForm(company)}
    ${this.may(listChangeRequests) ? this.#requests.render(company) : nothing}`;
  }

  #groups(company: Company): { title: 'registration' | 'bank'; fields: CompanyField[] }[] {
    const fields = requisiteFields(company);
    const isBank = (field: CompanyField): boolean => bankFields.includes(field);
    return [
      { title: 'registration', fields: fields.filter((field) => !isBank(field)) },
      { title: 'bank', fields: fields.filter(isBank) },
    ];
  }

  #renderFacts(company: Company): TemplateResult {
    const { t } = this.texts;
    return html`${this.renderReadOnly(t('readOnly'))}
    ${this.#groups(company).map(
      ({ title, fields }) =>
        html`<div class="card facts-grid">
          <h4>${t(title)}</h4>
          ${facts(
            fields.map((field) => ({
              label: labelOf(field, company, this.texts),
              value: company.requisites[field],
            })),
          )}
        </div>`,
    )}`;
  }

  #renderForm(company: Company): TemplateResult {
    const { t } = this.texts;
    const form = this.#form;
    return html`<form class="form" novalidate @submit=${form.onSubmit}>
      ${formConflict(form, this.formTexts, (field) => labelOf(field as CompanyField, company, this.texts))}
      ${
        company.locked.length > 0 && this.may(requestCompanyChange)
          ? html`<div class="note locked-note">
              ${icon('lock')}
              <span>
                <strong>${t('lockedFields.title')}</strong><br />
                <span class="muted">${this.#lockReason(company) ?? t('lockedFields.text')}</span>
              </span>
              <button class="button" type="button" part="button" @click=${() => this.#change.open(company)}>
                ${t('request.open')}
              </button>
            </div>`
          : nothing
      }
      ${this.#groups(company).map(
        ({ title, fields }) =>
          html`<div class="card">
            <h4>${t(title)}</h4>
            <div class="form-grid">${fields.map((field) => this.#renderField(field, company))}</div>
          </div>`,
      )}
      ${formFooter(form, this.formTexts, this.common.t, this.signIn)}
    </form>`;
  }

  /** The reason of all locked fields, if it is the same: said once. */
  #lockReason({ locked }: Company): string | undefined {
    const [first, ...others] = new Set(locked.map(({ reason }) => reason));
    return others.length === 0 ? first : undefined;
  }

  #renderField(field: CompanyField, company: Company): TemplateResult {
    const locked = company.locked.find((each) => each.field === field);
    const isCode = field === 'bic' || field === 'swift';
    return html`<div class=${wholeLine.includes(field) ? 'whole' : ''}>
      ${formInput(this.#form, field, {
        label: labelOf(field, company, this.texts),
        maxLength: 500,
        readOnly: locked !== undefined,
        hint:
          locked && (this.#lockReason(company) ? this.texts.t('locked') : (locked.reason ?? this.texts.t('locked'))),
        left: () => {
          this.#form.leave(field);
          if (isCode && this.may(lookUpBanks)) this.#bank.look(field);
        },
      })}
      ${isCode ? this.#bank.render(field) : nothing}
    </div>`;
  }
}
