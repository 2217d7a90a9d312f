import { html, nothing, type TemplateResult } from 'lit';
import { normalizeRequisite, requisiteFields } from '../../../src/contract/company/checks.ts';
import {
  companyFields,
  MAX_ATTACHMENT_SIZE,
  MAX_ATTACHMENTS,
  requestCompanyChange,
  type ChangeRequest,
  type Company,
  type CompanyField,
} from '../../../src/contract/company/company.ts';
import type { formMessages } from '../../../src/i18n/form.ts';
import type { commonMessages } from '../../../src/i18n/common.ts';
import type { CabinetElement } from '../../shared/cabinet-element.ts';
import { FormController } from '../../shared/form-controller.ts';
import type { FormValues } from '../../shared/form-merge.ts';
import { formFailure, formInput } from '../../shared/form-view.ts';
import type { LocalizeController } from '../../shared/localize-controller.ts';
import type { TaskDialog } from '../../shared/task-dialog.ts';
import { field } from '../../ui/field.ts';
import { icon } from '../../ui/icon.ts';
import { faultsOf, labelOf, type CompanyTexts } from './company-texts.ts';

interface ChangePart {
  texts: CompanyTexts;
  formTexts: LocalizeController<keyof typeof formMessages.english>;
  common: LocalizeController<keyof typeof commonMessages.english>;
  dialog: TaskDialog;
  say: (text: string) => void;
  company: () => Company | undefined;
  signIn: () => void;
  sent: (request: ChangeRequest) => void;
}

const types = ['application/pdf', 'image/png', 'image/jpeg'];
const isRequisite = (name: string): name is CompanyField => (companyFields as readonly string[]).includes(name);

/** Asks the company to change locked requisites, with papers; what is typed is kept as a draft. */
export class ChangeTask {
  #host: CabinetElement;
  #part: ChangePart;
  #form: FormController<typeof requestCompanyChange>;
  /** By whose they are, and for which company: no other company's request takes them along. */
  #attached = new Map<string | undefined, readonly File[]>();
  #refused: string | undefined;

  constructor(host: CabinetElement, part: ChangePart) {
    this.#host = host;
    this.#part = part;
    this.#form = new FormController(host, {
      operation: requestCompanyChange,
      texts: part.formTexts,
      draft: () => (part.company() ? 'company-change' : undefined),
      stored: () => {
        const company = part.company();
        return company && { values: this.#lockedValues(company), etag: company.etag };
      },
      input: (changes) => ({
        requisites: this.#requisites(changes),
        ...(changes['comment'] && { comment: changes['comment'] }),
        ...(this.#papers.length > 0 && { attachments: [...this.#papers] }),
      }),
      answered: () => {
        const company = part.company();
        return company ? { values: this.#lockedValues(company), etag: company.etag } : { values: {}, etag: '' };
      },
      check: (values) => this.#faults(values),
      saved: (request) => {
        this.#papers = [];
        part.say(part.texts.t('request.sent'));
        part.sent(request);
      },
      say: part.say,
    });
  }

  get #papers(): readonly File[] {
    return this.#attached.get(this.#host.client?.owner) ?? [];
  }

  set #papers(papers: readonly File[]) {
    this.#attached.set(this.#host.client?.owner, papers);
  }

  /** Something was typed and is not sent. */
  get unsaved(): boolean {
    return this.#form.dirty;
  }

  #lockedValues({ locked, requisites }: Company): FormValues {
    return Object.fromEntries(locked.map((each) => [each.field, requisites[each.field] ?? '']));
  }

  #requisites(changes: FormValues): Partial<Record<CompanyField, string>> {
    return Object.fromEntries(
      Object.entries(changes).flatMap(([name, value]) =>
        isRequisite(name) ? [[name, normalizeRequisite(name, value)]] : [],
      ),
    );
  }

  #faults(values: FormValues): Record<string, string | undefined> {
    const company = this.#part.company();
    if (!company) return {};
    const { comment: _comment, ...changes } = this.#form.changes;
    const [first] = company.locked;
    if (Object.keys(changes).length === 0 && first) return { [first.field]: this.#part.texts.t('request.nothing') };
    const { comment: _kept, ...fields } = values;
    return faultsOf({ ...(company.requisites as FormValues), ...fields }, changes, company, this.#part.texts);
  }

  open(company: Company): void {
    const { t } = this.#part.texts;
    this.#refused = undefined;
    this.#part.dialog.open({
      title: () => t('request.title'),
      content: () => this.#render(this.#part.company() ?? company),
      action: { label: () => t(this.#form.pending ? 'request.sending' : 'request.send') },
      pending: () => this.#form.pending,
      failure: () => formFailure(this.#form, this.#part.common.t, this.#part.formTexts.t('kept'), this.#part.signIn),
      run: (form) => this.#form.submit(form),
    });
  }

  #render(company: Company): TemplateResult {
    const { t } = this.#part.texts;
    const form = this.#form;
    const locked = requisiteFields(company).filter((name) => company.locked.some((each) => each.field === name));
    return html`<p>${t('request.text')}</p>
      ${form.restored && this.#papers.length === 0 ? html`<p class="note">${icon('info')}<span>${this.#part.formTexts.t('restored')}. ${t('request.papers.again')}</span></p>` : nothing}
      ${locked.map((name) => this.#renderField(name, company))}
      ${field(
        { id: 'comment', label: t('request.comment'), error: form.error('comment') },
        ({ id, describedBy, invalid }) =>
          html`<textarea
            class="input"
            part="input"
            id=${id}
            rows="3"
            maxlength="2000"
            aria-describedby=${describedBy}
            aria-invalid=${invalid}
            .value=${form.value('comment')}
            @input=${(event: Event) => form.enter('comment', (event.target as HTMLTextAreaElement).value)}
          ></textarea>`,
      )}
      ${this.#renderPapers()}`;
  }

  #renderField(name: CompanyField, company: Company): TemplateResult {
    // The section behind the window has a field of the same name.
    return formInput(this.#form, name, {
      id: `change-${name}`,
      label: labelOf(name, company, this.#part.texts),
      maxLength: 500,
      hint:
        this.#form.changes[name] !== undefined && company.requisites[name]
          ? this.#part.texts.t('was', { value: company.requisites[name] })
          : undefined,
    });
  }

  #renderPapers(): TemplateResult {
    const { t } = this.#part.texts;
    const { format } = this.#host;
    const megabytes = (bytes: number): string => format.number(Math.max(0.1, Math.round(bytes / 100_000) / 10));
    const total = this.#papers.reduce((sum, { size }) => sum + size, 0);
    const { pending } = this.#form;
    return html`<div class="papers" role="group" aria-label=${t('request.papers')}>
      <span class="small muted">${t('request.papers')}</span>
      ${
        this.#papers.length > 0
          ? html`<ul>
              ${this.#papers.map(
                (paper) =>
                  html`<li class="paper">
                    ${icon('document')}<span class="cut" dir="auto" title=${paper.name}>${paper.name}</span>
                    <span class="muted small">${t('megabytes', { size: megabytes(paper.size) })}</span>
                    <button
                      class="button plain icon-only"
                      type="button"
                      aria-label=${t('request.papers.remove', { name: paper.name })}
                      ?disabled=${pending}
                      @click=${() => this.#drop(paper)}
                    >
                      ${icon('close')}
                    </button>
                  </li>`,
              )}
            </ul>`
          : nothing
      }
      ${this.#refused ? html`<p class="field-error" role="alert">${icon('warning')}${this.#refused}</p>` : nothing}
      ${
        pending && this.#papers.length > 0
          ? html`<label class="small muted"
              >${t('request.sendingFiles', { count: this.#papers.length, size: megabytes(total) })}<progress></progress
            ></label>`
          : html`<div>
              <button
                class="button"
                type="button"
                aria-describedby="papers-hint"
                @click=${() => this.#host.renderRoot.querySelector<HTMLInputElement>('.papers input')?.click()}
              >
                ${icon('plus')}${t('request.papers.add')}
              </button>
              <input
                type="file"
                hidden
                multiple
                aria-label=${t('request.papers.add')}
                accept=${types.join()}
                @change=${this.#add}
              />
            </div>`
      }
      <span class="small muted" id="papers-hint">
        ${t('request.papers.hint', { count: MAX_ATTACHMENTS, size: format.number(MAX_ATTACHMENT_SIZE / 1_000_000) })}
      </span>
    </div>`;
  }

  #add = (event: Event): void => {
    const { t } = this.#part.texts;
    const input = event.currentTarget as HTMLInputElement;
    this.#refused = undefined;
    for (const file of input.files ?? []) {
      const size = this.#host.format.number(MAX_ATTACHMENT_SIZE / 1_000_000);
      if (!types.includes(file.type)) this.#refused = t('request.papers.type', { name: file.name });
      else if (file.size > MAX_ATTACHMENT_SIZE) this.#refused = t('request.papers.size', { name: file.name, size });
      else if (this.#papers.length >= MAX_ATTACHMENTS) {
        this.#refused = t('request.papers.count', { count: MAX_ATTACHMENTS });
      } else this.#papers = [...this.#papers, file];
    }
    input.value = '';
    this.#host.requestUpdate();
  };

  #drop(paper: File): void {
    this.#papers = this.#papers.filter((each) => each !== paper);
    this.#host.requestUpdate();
  }
}
