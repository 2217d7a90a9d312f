import { html, nothing, type TemplateResult } from 'lit';
import { normalizeRequisite } from '../../../src/contract/company/checks.ts';
import { lookUpBanks, type CompanyField, type updateCompany } from '../../../src/contract/company/company.ts';
import type { OutputOf } from '../../../src/contract/operation.ts';
import type { CabinetElement } from '../../shared/cabinet-element.ts';
import type { FormController } from '../../shared/form-controller.ts';
import type { CompanyTexts } from './company-texts.ts';

type Bank = OutputOf<typeof lookUpBanks>['items'][number];

interface Asked {
  field: CompanyField;
  code: string;
  banks: readonly Bank[] | undefined;
}

/** Finds a bank by the code that was typed and offers to fill in the rest of it. */
export class BankLookup {
  #host: CabinetElement;
  #form: FormController<typeof updateCompany>;
  #texts: CompanyTexts;
  #asked: Asked | undefined;

  constructor(host: CabinetElement, form: FormController<typeof updateCompany>, texts: CompanyTexts) {
    this.#host = host;
    this.#form = form;
    this.#texts = texts;
  }

  /** Looks for the bank of a code that was just typed. */
  look(field: CompanyField): void {
    const code = normalizeRequisite(field, this.#form.value(field));
    const { client } = this.#host;
    const wrong = code === '' || this.#form.error(field) !== undefined;
    if (!client || wrong || this.#form.changes[field] === undefined || this.#asked?.code === code) return;
    const asked: Asked = { field, code, banks: undefined };
    this.#asked = asked;
    client
      .query(lookUpBanks, { code })
      .then(({ items }) => (asked.banks = items))
      // A help that is not there needs no words.
      .catch(() => (this.#asked = undefined))
      .finally(() => this.#host.requestUpdate());
    this.#host.requestUpdate();
  }

  render(field: CompanyField): TemplateResult | typeof nothing {
    const asked = this.#asked;
    const { t } = this.#texts;
    if (asked?.field !== field || normalizeRequisite(field, this.#form.value(field)) !== asked.code) return nothing;
    if (!asked.banks) return html`<p class="bank-found muted" role="status">${t('bank.searching')}</p>`;
    const [bank] = asked.banks;
    if (!bank) return html`<p class="bank-found muted" role="status">${t('bank.none')}</p>`;
    const { bankName, correspondentAccount } = bank;
    const fills = { bankName, ...(correspondentAccount !== undefined && { correspondentAccount }) };
    if (Object.entries(fills).every(([name, value]) => this.#form.value(name) === value)) {
      return html`<p class="bank-found muted" role="status">${bankName}</p>`;
    }
    return html`<p class="bank-found" role="status">
      <button class="button" type="button" part="button" @click=${() => this.#form.enterAll(fills)}>
        ${t('bank.fill', { bank: [bankName, correspondentAccount].filter(Boolean).join(', ') })}
      </button>
    </p>`;
  }
}
