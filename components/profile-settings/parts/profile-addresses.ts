import { html, nothing, type TemplateResult } from 'lit';
import {
  addAddress,
  addressPurposes,
  listAddresses,
  removeAddress,
  setDefaultAddress,
  updateAddress,
  type Address,
  type AddressPurpose,
} from '../../../src/contract/company/addresses.ts';
import type { OutputOf } from '../../../src/contract/operation.ts';
import { profileAddressesMessages } from '../../../src/i18n/profile-addresses.ts';
import { MutationController } from '../../shared/mutation-controller.ts';
import { QueryController } from '../../shared/query-controller.ts';
import { icon } from '../../ui/icon.ts';
import { statePanel } from '../../ui/state-panel.ts';
import { AddressTask } from './address-task.ts';
import { addressesStyles } from './profile-addresses.styles.ts';
import { ProfileSection } from './profile-section.ts';

export type AddressesKey = keyof typeof profileAddressesMessages.english;
type Addresses = OutputOf<typeof listAddresses>;

/** Where goods and bills go. */
export class CabinetProfileAddresses extends ProfileSection<Addresses, AddressesKey> {
  static override styles = [...ProfileSection.styles, addressesStyles];

  protected override readonly name = 'addresses';
  protected override readonly main = new QueryController(this, listAddresses, () => ({}));
  #remove = new MutationController(this, removeAddress);
  #setDefault = new MutationController(this, setDefaultAddress);
  #task = new AddressTask(this, {
    texts: this.texts,
    formTexts: this.formTexts,
    common: this.common,
    dialog: this.dialog,
    say: this.say,
    signIn: this.signIn,
    addresses: () => this.main.state.data?.items,
    refetch: () => this.main.refetch(),
    saved: (address) => {
      const others = (this.main.state.data?.items ?? []).filter(({ id }) => id !== address.id);
      this.emit('cabinet-addresses-updated', { addresses: [address, ...others] });
    },
  });

  constructor() {
    super(profileAddressesMessages, [listAddresses]);
  }

  protected override isEmpty({ items }: Addresses): boolean {
    return items.length === 0;
  }

  protected override get unsaved(): boolean {
    return this.#task.unsaved;
  }

  #nameOf({ label, lines }: Address): string {
    return label || lines[0] || '—';
  }

  async #makeDefault(address: Address, purpose: AddressPurpose): Promise<void> {
    const answer = await this.#setDefault.run({ addressId: address.id, purpose });
    if (!answer) return;
    this.say(this.texts.t(`madeDefault.${purpose}`, { address: this.#nameOf(address) }));
    this.emit('cabinet-addresses-updated', { addresses: answer.items });
  }

  #askRemove(address: Address): void {
    const { t } = this.texts;
    this.#remove.reset();
    this.dialog.open({
      title: () => t('remove.title', { address: this.#nameOf(address) }),
      content: () =>
        html`<p>${address.lines.join(', ')}</p>
          <p>${t('remove.text')}</p>
          ${address.defaultFor.map((purpose) => html`<p class="note caution">${icon('warning')}<span>${t(`remove.${purpose}`)}</span></p>`)}`,
      action: { label: () => t('remove'), critical: true },
      pending: () => this.#remove.pending,
      failure: () => this.renderFailure(this.#remove.error),
      run: async () => {
        const answer = await this.#remove.run({ addressId: address.id });
        if (!answer) return false;
        this.say(t('removed'));
        this.emit('cabinet-addresses-updated', { addresses: answer.items });
        return true;
      },
    });
  }

  protected override renderAction(data: Addresses | undefined): unknown {
    if (!data || data.items.length === 0 || !this.may(addAddress)) return nothing;
    return html`<button class="button" type="button" part="button" @click=${() => this.#task.open(undefined)}>
      ${icon('plus')}${this.texts.t('add')}
    </button>`;
  }

  protected override renderContent({ items }: Addresses): TemplateResult {
    const { t } = this.texts;
    if (items.length === 0) {
      return statePanel({
        kind: 'empty',
        title: t('empty.title'),
        text: t('empty.text'),
        action: this.may(addAddress) ? { label: t('add'), run: () => this.#task.open(undefined) } : undefined,
      });
    }
    return html`${this.mayNot(updateAddress) ? this.renderReadOnly(t('readOnly')) : nothing}
      ${this.renderFailure(this.#setDefault.error)}
      <ul class="addresses">
        ${items.map((address) => this.#renderAddress(address))}
      </ul>`;
  }

  #renderAddress(address: Address): TemplateResult {
    const { t } = this.texts;
    const name = this.#nameOf(address);
    const act = (label: string, run: () => void): TemplateResult =>
      html`<button
        class="button plain"
        type="button"
        part="button"
        aria-label=${t('about', { action: label, address: name })}
        @click=${run}
      >
        ${label}
      </button>`;
    const { recipient, phone, note, lines, defaultFor } = address;
    return html`<li class="card address" data-address=${address.id}>
      <div class="titled">
        <span class="title" dir="auto">${name}</span>
        <span class="tags">
          ${defaultFor.map((purpose) => html`<span class="tag positive">${t(`default.${purpose}`)}</span>`)}
        </span>
      </div>
      <p class="lines">
        ${[recipient, ...lines, phone].filter(Boolean).map((line) => html`<span dir="auto">${line}</span><br />`)}
        ${note ? html`<span class="muted" dir="auto">${note}</span>` : nothing}
      </p>
      <div class="row-actions">
        ${this.may(updateAddress) ? act(t('edit'), () => this.#task.open(address)) : nothing}
        ${
          this.may(setDefaultAddress)
            ? addressPurposes
                .filter((purpose) => !defaultFor.includes(purpose))
                .map((purpose) => act(t(`makeDefault.${purpose}`), () => void this.#makeDefault(address, purpose)))
            : nothing
        }
        ${this.may(removeAddress) ? act(t('remove'), () => this.#askRemove(address)) : nothing}
      </div>
    </li>`;
  }
}
