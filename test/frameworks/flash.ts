import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';

/** What a person sees of the widget in a frame of the page. */
interface Frame {
  /** Its left, upper and right edge. */
  place: string;
  height: number;
  /** Where the page's own text in it is; undefined where that is not seen. */
  text?: string | undefined;
  /** Whether anything of its own is seen, be it only a placeholder. */
  drawn: boolean;
}

interface Watched {
  /** Each that differs from the one before. */
  frames: Frame[];
  shift: number;
  /** The page's own text, as the server wrote it. */
  written?: Element | null | undefined;
}

export interface Rendered {
  /** Whether the framework goes on with the elements that the server wrote, or makes them anew. */
  kept: boolean;
  /** Whether the server drew placeholders, in declarative shadow roots. */
  placeholders?: boolean;
}

/**
 * Opens a page that a server has rendered, where the place is kept by then although no script has come; the answer lets them
 * come.
 */
export async function openWithoutScripts(page: Page, { placeholders = false }: Rendered): Promise<() => void> {
  const scripts = Promise.withResolvers<undefined>();
  await page.route('**/*', async (route) => {
    if (route.request().resourceType() === 'script') await scripts.promise;
    await route.fallback();
  });
  await page.addInitScript(watch);
  await page.goto('/', { waitUntil: 'commit' });
  await page.waitForFunction(() => (window as unknown as { watched: Watched }).watched.frames.length > 0);
  const history = page.locator('cabinet-order-history');
  await history.getByText('From the shop').waitFor({ state: placeholders ? 'visible' : 'attached' });
  assert.equal(await history.evaluate((element) => element.matches(':defined')), false, 'no script has run');
  const { frames } = await watched(page);
  assert.deepEqual(
    frames.map(({ height, drawn }) => ({ height, drawn })),
    [{ height: page.viewportSize()?.height, drawn: placeholders }],
  );
  return () => scripts.resolve(undefined);
}

/** From the first frame that the server's page had until now: nothing moved, nothing that was seen went away again. */
export async function assertNoFlash(page: Page, { kept }: Rendered): Promise<void> {
  const { frames, shift, same } = await watched(page);
  const all = JSON.stringify(frames, null, 2);
  assert.equal(new Set(frames.map(({ place }) => place)).size, 1, `the place moved: ${all}`);
  const texts = frames.map(({ text }) => text);
  assert.equal(new Set(texts.slice(texts.findIndex(Boolean))).size, 1, `the page's own text moved: ${all}`);
  const first = frames.findIndex(({ drawn }) => drawn);
  assert.ok(first >= 0 && frames.slice(first).every(({ drawn }) => drawn), `what was drawn went away: ${all}`);
  assert.ok(
    frames.every(({ height }, at) => height >= (frames[at - 1]?.height ?? 0)),
    `the place became smaller: ${all}`,
  );
  assert.equal(shift, 0);
  assert.equal(same, kept, 'what the server wrote is kept');
}

const watched = (page: Page) =>
  page.evaluate(() => {
    const { written, ...rest } = (window as unknown as { watched: Watched }).watched;
    return { ...rest, same: written === document.querySelector('cabinet-order-history p') };
  });

/** Runs in the page, before anything else. */
function watch(): void {
  const watched: Watched = { frames: [], shift: 0 };
  Object.assign(window, { watched });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) watched.shift += (entry as unknown as { value: number }).value;
  }).observe({ type: 'layout-shift', buffered: true });

  const look = (): Frame => {
    const widget = document.querySelector('cabinet-order-history');
    const text = widget?.querySelector('p');
    const [outer, inner, base] = [widget, text, widget?.shadowRoot?.querySelector('[part="base"]')].map(
      (element) => element?.getBoundingClientRect() ?? new DOMRect(),
    ) as [DOMRect, DOMRect, DOMRect];
    watched.written ??= text;
    return {
      place: [outer.left, outer.top, outer.right].join(),
      height: outer.height,
      text: text?.checkVisibility({ visibilityProperty: true }) ? JSON.stringify(inner) : undefined,
      drawn: base.height > 0,
    };
  };
  let last: string | undefined;
  const next = (): void => {
    const frame = look();
    const said = JSON.stringify(frame);
    if (watched.written && said !== last) watched.frames.push(frame);
    last = said;
    requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
}
