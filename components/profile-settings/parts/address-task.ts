import { html, type TemplateResult } from 'lit';
import { addAddress, updateAddress, type Address } from '../../../src/contract/company/addresses.ts';
import type { InputOf } from '../../../src/contract/operation.ts';
import type { commonMessages } from '../../../src/i18n/common.ts';
import type { formMessages } from '../../../src/i18n/form.ts';
import type { CabinetElement } from '../../shared/cabinet-element.ts';
import { FormController } from '../../shared/form-controller.ts';
import type { FormValues, Stored } from '../../shared/form-merge.ts';
import { formConflict, formFailure, formInput, formSelect } from '../../shared/form-view.ts';
import type { LocalizeController } from '../../shared/localize-controller.ts';
import type { TaskDialog } from '../../shared/task-dialog.ts';
import { countryChoices } from './choices.ts';
import type { AddressesKey } from './profile-addresses.ts';

interface AddressPart {
  texts: LocalizeController<AddressesKey>;
  formTexts: LocalizeController<keyof typeof formMessages.english>;
  common: LocalizeController<keyof typeof commonMessages.english>;
  dialog: TaskDialog;
  say: (text: string) => void;
  signIn: () => void;
  addresses: () => readonly Address[] | undefined;
  refetch: () => void;
  saved: (address: Address) => void;
}

const fields = ['label', 'recipient', 'phone', 'country', 'postalCode', 'region', 'city', 'street', 'note'] as const;
type Field = (typeof fields)[number];
const required: readonly Field[] = ['country', 'city', 'street'];

const longest: Partial<Record<Field, number>> = { phone: 30, postalCode: 20, street: 300, note: 500 };
const autocomplete: Partial<Record<Field, string>> = {
  recipient: 'name',
  phone: 'tel',
  postalCode: 'postal-code',
  region: 'address-level1',
  city: 'address-level2',
  street: 'street-address',
};

const storedOf = (address: Address): Stored => ({
  values: Object.fromEntries(fields.map((field) => [field, address[field] ?? ''])),
  etag: address.etag,
});

/** All fields as they stand: an address is sent whole. Empty ones are left out. */
const toInput = (values: FormValues): Omit<InputOf<typeof updateAddress>, 'addressId'> => {
  const filled = Object.entries(values).filter(([, value]) => value.trim() !== '');
  const { country = '', city = '', street = '', ...rest } = Object.fromEntries(filled);
  return { country, city, street, ...rest };
};

/** The window in which an address is added or changed; what is typed is kept for each address. */
export class AddressTask {
  #part: AddressPart;
  #id: string | undefined;
  #update: FormController<typeof updateAddress>;
  #add: FormController<typeof addAddress>;
  #locale: () => string;

  constructor(host: CabinetElement, part: AddressPart) {
    this.#part = part;
    this.#locale = () => host.locale;
    const shared = { texts: part.formTexts, saved: part.saved, say: part.say };
    this.#add = new FormController(host, {
      ...shared,
      operation: addAddress,
      draft: () => (part.addresses() ? 'address.new' : undefined),
      stored: () => part.addresses() && { values: { country: this.#home }, etag: 'new' },
      input: (_changes, values) => toInput(values),
      answered: () => ({ values: { country: this.#home }, etag: 'new' }),
    });
    this.#update = new FormController(host, {
      ...shared,
      operation: updateAddress,
      draft: () => this.#id && `address.${this.#id}`,
      stored: () => {
        const address = part.addresses()?.find(({ id }) => id === this.#id);
        return address && storedOf(address);
      },
      input: (_changes, values) => ({ ...toInput(values), addressId: this.#id ?? '' }),
      answered: storedOf,
      refetch: part.refetch,
    });
  }

  /** A new address was begun and not added, or one is being changed. */
  get unsaved(): boolean {
    return this.#add.dirty || this.#update.dirty;
  }

  /** Where the customer's other addresses are. */
  get #home(): string {
    return this.#part.addresses()?.[0]?.country ?? (this.#locale().startsWith('ru') ? 'RU' : 'DE');
  }

  open(address: Address | undefined): void {
    const { t } = this.#part.texts;
    if (address) this.#id = address.id;
    const form = address ? this.#update : this.#add;
    this.#part.dialog.open({
      title: () => t(address ? 'edit.title' : 'add.title'),
      content: () => this.#render(form),
      action: {
        label: () => this.#part.formTexts.t(form.pending ? 'saving' : 'save'),
        disabled: () => form.conflicting,
      },
      pending: () => form.pending,
      failure: () => formFailure(form, this.#part.common.t, this.#part.formTexts.t('kept'), this.#part.signIn),
      run: (element) => form.submit(element),
    });
  }

  #render(form: FormController<typeof updateAddress> | FormController<typeof addAddress>): TemplateResult {
    const { t } = this.#part.texts;
    const input = (field: Field): TemplateResult =>
      html`<div class=${field === 'street' || field === 'note' || field === 'label' ? 'whole' : ''}>
        ${formInput(form, field, {
          label: t(field),
          hint: field === 'label' ? t('label.hint') : undefined,
          required: required.includes(field),
          maxLength: longest[field] ?? 200,
          autocomplete: autocomplete[field],
          type: field === 'phone' ? 'tel' : 'text',
        })}
      </div>`;
    return html`${formConflict(form, this.#part.formTexts, (field) => t(field as Field))}
      <div class="form-grid">
        ${fields.map((field) =>
          field === 'country'
            ? formSelect(form, field, {
                label: t('country'),
                required: true,
                choices: countryChoices(form.value('country'), this.#locale()),
              })
            : input(field),
        )}
      </div>`;
  }
}
