// Runs inside the pages: what is really on the screen, and when.

/** Resolves once the frame under way is on its way to the screen. */
export function painted(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => resolve();
      channel.port2.postMessage(undefined);
    });
  });
}

/** The text of what stands at a point, shadow roots included. */
export function textAt(x: number, y: number): string {
  let element = document.elementFromPoint(x, y);
  for (let inner = element; inner?.shadowRoot; element = inner) {
    const next = inner.shadowRoot.elementFromPoint(x, y);
    if (!next || next === inner) break;
    inner = next;
  }
  return (element?.closest('tr, .row, .message') ?? element)?.textContent ?? '';
}

/** Whether a text stands somewhere down the screen. @param columns where to look, px from the left */
export function isSeen(text: string, columns: readonly number[] = [60]): boolean {
  for (let y = 4; y < innerHeight; y += 12) if (columns.some((x) => textAt(x, y).includes(text))) return true;
  return false;
}

/** Whether an element with a text stands uncovered on the screen, by its middle. */
export function isAt(element: Element | null | undefined, text: string): boolean {
  if (!element?.textContent.includes(text)) return false;
  const { x, y, width, height } = element.getBoundingClientRect();
  return textAt(x + width / 2, y + height / 2).includes(text);
}

/** Milliseconds until a condition holds on the screen, looked at once a frame; -1 if it never does. */
export async function until(condition: () => boolean, patience = 20_000): Promise<number> {
  const start = performance.now();
  while (!condition()) {
    if (performance.now() - start > patience) return -1;
    await new Promise(requestAnimationFrame);
  }
  await painted();
  return performance.now() - start;
}

/** Milliseconds between frames while a step is done in each. */
export function frames(count: number, step: (frame: number) => void): Promise<number[]> {
  return new Promise((resolve) => {
    const gaps: number[] = [];
    let last = 0;
    let done = 0;
    const onFrame = (now: number) => {
      if (last > 0) gaps.push(now - last);
      last = now;
      if (done === count) return resolve(gaps);
      step(done++);
      requestAnimationFrame(onFrame);
    };
    requestAnimationFrame(onFrame);
  });
}
