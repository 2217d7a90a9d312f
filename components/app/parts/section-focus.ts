import type { CabinetElement } from '../../shared/cabinet-element.ts';

/** Frames in which a section's heading may appear before the focus stays at its frame. */
const HEADING_FRAMES = 20;

/** The frame of a section that was opened gets the focus, and is scrolled to its beginning. */
export function focusFrame(frame: HTMLElement | null): void {
  frame?.focus({ preventScroll: true });
  if (frame && frame.getBoundingClientRect().top < 0) frame.scrollIntoView({ block: 'start' });
}

/** The heading in it gets the focus as soon as it is there, unless the focus has gone elsewhere since. */
export async function focusHeading(widget: CabinetElement, frame: HTMLElement | null): Promise<void> {
  await widget.updateComplete;
  for (let frames = 0; frames < HEADING_FRAMES; frames++) {
    const heading = widget.shadowRoot?.querySelector<HTMLElement>("[part~='heading']");
    if ((frame?.getRootNode() as ShadowRoot | undefined)?.activeElement !== frame) break;
    if (heading?.checkVisibility()) {
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
      break;
    }
    await new Promise(requestAnimationFrame);
  }
}
