import { CabinetCustomerSwitch } from './customer-switch.ts';
import { defineElement } from './define-element.ts';

defineElement('cabinet-customer-switch', CabinetCustomerSwitch);
