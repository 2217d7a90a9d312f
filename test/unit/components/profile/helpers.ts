import { html, type TemplateResult } from 'lit';
import '../../../../components/profile-settings/define.ts';
import type { CabinetProfileSettings } from '../../../../components/profile-settings/profile-settings.ts';
import type { SectionName } from '../../../../components/profile-settings/parts/sections.ts';
import { testCabinet, type TestCabinet, type TestCabinetOptions } from '../../../helpers/cabinet.ts';
import { button, parts, textOf } from '../../../helpers/shadow.ts';
import { until } from '../../../helpers/until.ts';

export interface Opened {
  cabinet: TestCabinet;
  settings: CabinetProfileSettings;
  /** The element of the open section. */
  section: HTMLElement;
}

/** The element of a section, once it shows its content. */
export async function sectionOf(settings: Element, name: SectionName): Promise<HTMLElement> {
  return until(() => {
    const [found] = parts(settings, `cabinet-profile-${name}`);
    return found?.matches(':state(content)') && found;
  }, `the section ${name}`);
}

export async function open(
  name: SectionName,
  options: TestCabinetOptions = {},
  template: (section: SectionName) => TemplateResult = (section) =>
    html`<cabinet-profile-settings section=${section}></cabinet-profile-settings>`,
): Promise<Opened> {
  const cabinet = testCabinet(options);
  const settings = await cabinet.show<CabinetProfileSettings>(template(name));
  return { cabinet, settings, section: await sectionOf(settings, name) };
}

/** Presses a button of a section, or of its window, by name; the focus goes there, as with a person. */
export async function press(section: Element, name: string): Promise<void> {
  const found = await until(() => {
    const all = parts<HTMLButtonElement>(section, 'dialog button');
    return (
      all.find((each) => (each.getAttribute('aria-label') ?? textOf(each)).startsWith(name)) ?? button(section, name)
    );
  }, `the button “${name}”`);
  found.focus();
  found.click();
}

/** The field with a name, in the open window if there is one. */
export function fieldOf(section: Element, name: string): HTMLInputElement {
  const found = [
    ...parts<HTMLInputElement>(section, `dialog [name="${name}"]`),
    ...parts<HTMLInputElement>(section, `[name="${name}"], #${CSS.escape(name)}`),
  ][0];
  if (!found) throw new Error(`There is no field ${name}`);
  return found;
}

/** Types into a field, as a person would, and leaves it. */
export function type(section: Element, name: string, value: string): void {
  const field = fieldOf(section, name);
  field.focus();
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  field.dispatchEvent(new Event('change', { bubbles: true }));
  field.blur();
}

/** What a section says is wrong at a field. */
export function errorAt(section: Element, name: string): string {
  const { id } = fieldOf(section, name);
  return textOf(parts(section, `#${CSS.escape(id)}-error`)[0]);
}

/** Waits until a section, or its window, says something. */
export const says = (section: Element, text: string): Promise<boolean> =>
  until(() => textOf(section).includes(text), `“${text}”`);

/** Waits until the section's window is gone. */
export const closed = (section: Element): Promise<boolean> =>
  until(() => parts(section, 'dialog').length === 0, 'the window to close');
