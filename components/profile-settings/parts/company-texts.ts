import { checkRequisite, normalizeRequisite, type RequisiteFault } from '../../../src/contract/company/checks.ts';
import type { Company, CompanyField } from '../../../src/contract/company/company.ts';
import type { profileCompanyMessages } from '../../../src/i18n/profile-company.ts';
import type { FormValues } from '../../shared/form-merge.ts';
import type { LocalizeController } from '../../shared/localize-controller.ts';

export type CompanyKey = keyof typeof profileCompanyMessages.english;
export type CompanyTexts = LocalizeController<CompanyKey>;

/** A requisite's name in a country, where it has one of its own. */
export function labelOf(field: CompanyField, { country, kind }: Company, texts: CompanyTexts): string {
  const own = [`${field}.${country}`, `${field}.${kind}`].find((key) => texts.has(key));
  return texts.t(own ?? field);
}

/** What is wrong with a requisite, and what to do. */
function faultText(fault: RequisiteFault, { t }: CompanyTexts): string {
  switch (fault.reason) {
    case 'length':
      return t('fault.length', { lengths: fault.lengths.join(` ${t('or')} `), count: fault.actual });
    case 'format':
      return t('fault.format', { example: fault.example });
    default:
      return t(`fault.${fault.reason}`);
  }
}

/** What is wrong with each requisite that is to be sent; a new bank makes its accounts looked at again. */
export function faultsOf(
  values: FormValues,
  changed: FormValues,
  company: Company,
  texts: CompanyTexts,
): Record<string, string | undefined> {
  const entries = Object.entries(values) as [CompanyField, string][];
  const requisites = Object.fromEntries(entries.map(([field, value]) => [field, normalizeRequisite(field, value)]));
  const wanted = new Set<string>(Object.keys(changed));
  if (wanted.has('bic')) wanted.add('account').add('correspondentAccount');
  const context = { ...company, requisites };
  return Object.fromEntries(
    entries
      .filter(([field]) => wanted.has(field))
      .map(([field]) => {
        const fault = checkRequisite(field, requisites[field] ?? '', context);
        return [field, fault && faultText(fault, texts)];
      }),
  );
}
