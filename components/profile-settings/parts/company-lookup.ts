import { html, nothing, type TemplateResult } from 'lit';
import { requisiteFields } from '../../../src/contract/company/checks.ts';
import {
  lookUpCompanies,
  type Company,
  type CompanyField,
  type RegisteredCompany,
  type updateCompany,
} from '../../../src/contract/company/company.ts';
import { CabinetError, isCabinetError } from '../../../src/contract/problem.ts';
import type { CabinetElement } from '../../shared/cabinet-element.ts';
import type { FormController } from '../../shared/form-controller.ts';
import type { TaskDialog } from '../../shared/task-dialog.ts';
import { inputField } from '../../ui/field.ts';
import { icon } from '../../ui/icon.ts';
import { changeList, type Change } from './change-list.ts';
import { labelOf, type CompanyTexts } from './company-texts.ts';

interface LookupPart {
  texts: CompanyTexts;
  dialog: TaskDialog;
  say: (text: string) => void;
  failure: (error: CabinetError | undefined) => unknown;
}

/** Finds the company in a public register, and fills in what it says after showing that. */
export class CompanyLookup {
  #host: CabinetElement;
  #form: FormController<typeof updateCompany>;
  #part: LookupPart;
  #search = '';
  #fault: string | undefined;
  #pending = false;
  #error: CabinetError | undefined;
  #found: { search: string; items: readonly RegisteredCompany[] } | undefined;
  #chosen = 0;

  constructor(host: CabinetElement, form: FormController<typeof updateCompany>, part: LookupPart) {
    this.#host = host;
    this.#form = form;
    this.#part = part;
  }

  open(company: Company): void {
    const { t } = this.#part.texts;
    const { requisites } = company;
    this.#search ||= requisites.taxId ?? requisites.vatId ?? '';
    this.#found = undefined;
    this.#fault = this.#error = undefined;
    this.#part.dialog.open({
      title: () => t('lookup.title'),
      content: () => this.#render(company),
      action: {
        label: () =>
          t(this.#found?.items.length ? 'lookup.apply' : this.#pending ? 'lookup.searching' : 'lookup.search'),
        disabled: () =>
          this.#found !== undefined && this.#found.items.length > 0 && this.#changes(company).length === 0,
      },
      pending: () => this.#pending,
      failure: () => this.#part.failure(this.#error),
      run: async () => {
        if (!this.#found?.items.length) {
          await this.#look();
          return false;
        }
        const changes = this.#changes(company).map(({ field, to }) => [field, to] as const);
        this.#form.enterAll(Object.fromEntries(changes));
        this.#part.say(t('lookup.applied'));
        return true;
      },
    });
  }

  async #look(): Promise<void> {
    const { t } = this.#part.texts;
    const { client } = this.#host;
    const search = this.#search.trim();
    if (!client || this.#pending) return;
    this.#fault = search.length < 2 ? t('lookup.short') : undefined;
    if (!this.#fault) {
      this.#pending = true;
      this.#error = undefined;
      this.#host.requestUpdate();
      try {
        const { items } = await client.query(lookUpCompanies, { search });
        this.#found = { search, items };
        this.#chosen = 0;
        this.#part.say(items.length > 0 ? t('lookup.found', { count: items.length }) : t('lookup.none', { search }));
      } catch (error) {
        this.#error = isCabinetError(error) ? error : new CabinetError('unknown');
      }
      this.#pending = false;
    }
    this.#host.requestUpdate();
  }

  get #company(): RegisteredCompany | undefined {
    return this.#found?.items[this.#chosen];
  }

  /** What the register says otherwise than the form. */
  #differences(company: Company): (Change & { locked: boolean })[] {
    const found = this.#company;
    if (!found) return [];
    return requisiteFields(company).flatMap((field: CompanyField) => {
      const to = found.requisites[field];
      const from = this.#form.value(field);
      const locked = company.locked.some((each) => each.field === field);
      return to === undefined || to === from ? [] : [{ field, from, to, locked }];
    });
  }

  #changes(company: Company): Change[] {
    return this.#differences(company).filter(({ locked }) => !locked);
  }

  #render(company: Company): TemplateResult {
    const { t } = this.#part.texts;
    const found = this.#found;
    return html`<div class="lookup-search">
        ${inputField({
          id: 'lookup',
          label: t('lookup.label'),
          value: this.#search,
          maxLength: 100,
          autocomplete: 'off',
          error: this.#fault,
          input: (value) => {
            this.#search = value;
            this.#found = this.#fault = undefined;
            this.#host.requestUpdate();
          },
        })}
      </div>
      ${found && found.items.length === 0 ? html`<p role="status">${t('lookup.none', { search: found.search })}</p>` : nothing}
      ${found && found.items.length > 0 ? this.#renderFound(found.items, company) : nothing}`;
  }

  #renderFound(items: readonly RegisteredCompany[], company: Company): TemplateResult {
    const { t } = this.#part.texts;
    const status = this.#company?.status;
    const differences = this.#differences(company);
    const changes = this.#changes(company);
    return html`<fieldset class="choices">
        <legend>${t('lookup.choose')}</legend>
        ${items.map(
          ({ requisites, status: state = 'unknown' }, index) =>
            html`<label class="choice">
              <input
                type="radio"
                name="found"
                .checked=${index === this.#chosen}
                @change=${() => {
                  this.#chosen = index;
                  this.#host.requestUpdate();
                }}
              />
              <span class="title" dir="auto">${requisites.legalName}</span>
              <span class="muted">
                ${[requisites.taxId ?? requisites.vatId, requisites.legalAddress, t(`status.${state}`)].filter(Boolean).join(' · ')}
              </span>
            </label>`,
        )}
      </fieldset>
      ${
        status && status !== 'active' && status !== 'unknown'
          ? html`<p class="note critical" role="alert">
              ${icon('warning')}<span>${t('status.warning', { status: t(`status.${status}`) })}</span>
            </p>`
          : nothing
      }
      ${
        changes.length > 0
          ? html`<div>
              <h4>${t('lookup.changes')}</h4>
              ${changeList(changes, (field) => labelOf(field, company, this.#part.texts), this.#part.texts)}
            </div>`
          : html`<p class="muted">${t('lookup.same')}</p>`
      }
      ${differences.length > changes.length ? html`<p class="note">${icon('lock')}<span>${t('lookup.lockedChanges')}</span></p>` : nothing}`;
  }
}
