import { CabinetElement } from '../../shared/cabinet-element.ts';
export class CabinetProfileSecurity extends CabinetElement {}
