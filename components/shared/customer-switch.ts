import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { switchCustomer } from '../../src/contract/company/members.ts';
import { commonMessages } from '../../src/i18n/common.ts';
import { customerSwitchMessages } from '../../src/i18n/customer-switch.ts';
import { fieldStyles } from '../ui/field.styles.ts';
import { selectField } from '../ui/field.ts';
import { errorText } from '../ui/state-panel.ts';
import { Announcer } from './announcer.ts';
import { CabinetElement } from './cabinet-element.ts';
import { LocalizeController } from './localize-controller.ts';
import { MutationController } from './mutation-controller.ts';
import { SessionController } from './session-controller.ts';
import { baseStyles } from './styles.ts';

declare global {
  interface HTMLElementTagNameMap {
    'cabinet-customer-switch': CabinetCustomerSwitch;
  }
  interface HTMLElementEventMap {
    /** Before a person acts for another of their companies; cancel it to prevent that. */
    'cabinet-customer-switch-requested': CustomEvent<{ customerId: string }>;
    'cabinet-customer-switched': CustomEvent<{ customerId: string }>;
  }
}

/**
 * For which of their companies a person acts: what they choose, everything on the page is about. Draw it only where there
 * is a choice.
 *
 * @customElement cabinet-customer-switch
 */
export class CabinetCustomerSwitch extends CabinetElement {
  static override styles = [baseStyles, fieldStyles];

  #texts = new LocalizeController(this, customerSwitchMessages);
  #common = new LocalizeController(this, commonMessages);
  #session = new SessionController(this);
  #switch = new MutationController(this, switchCustomer);
  #announcer = new Announcer(this);

  /** The label is only read out. */
  @property({ type: Boolean }) bare = false;

  #choose = async (customerId: string): Promise<void> => {
    if (!this.emit('cabinet-customer-switch-requested', { customerId }, { cancelable: true }))
      return this.requestUpdate();
    const session = await this.#switch.run({ customerId });
    if (!session) return;
    this.emit('cabinet-customer-switched', { customerId });
    this.#announcer.say(this.#texts.t('switched', { customer: session.customer.name }));
  };

  protected override render(): TemplateResult {
    return html`${this.#renderChoice()} ${this.#announcer.region()}`;
  }

  #renderChoice(): TemplateResult | typeof nothing {
    const { state } = this.#session;
    const { t, ready } = this.#texts;
    if (!ready || state.status !== 'signed-in') return nothing;
    const { customer, customers } = state.session;
    const { error } = this.#switch;
    return selectField({
      id: 'customer',
      label: t('actingFor'),
      bare: this.bare,
      value: customer.id,
      error: error && `${t('failed')} ${errorText(error, this.#common.t)}`,
      choices: customers.map(({ id, name }) => ({ value: id, label: name })),
      change: (customerId) => void this.#choose(customerId),
    });
  }
}
