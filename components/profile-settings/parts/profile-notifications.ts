import { CabinetElement } from '../../shared/cabinet-element.ts';
export class CabinetProfileNotifications extends CabinetElement {}
