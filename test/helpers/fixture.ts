import { render, type TemplateResult } from 'lit';

let container: HTMLElement | undefined;

/**
 * Puts a template on the page, inside a `main` with a heading, and answers its first element.
 * What an earlier call put there is removed.
 */
export async function fixture<T extends Element = HTMLElement>(template: TemplateResult): Promise<T> {
  clearFixture();
  container = document.createElement('main');
  container.append(Object.assign(document.createElement('h1'), { textContent: 'Page' }));
  const place = document.createElement('div');
  container.append(place);
  document.body.append(container);
  render(template, place);
  const element = place.firstElementChild;
  if (!element) throw new Error('The template of the fixture has no element.');
  await (element as { updateComplete?: Promise<unknown> }).updateComplete;
  return element as T;
}

/** Takes the fixture off the page: for `afterEach`. */
export function clearFixture(): void {
  container?.remove();
  container = undefined;
}
