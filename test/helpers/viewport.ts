import { setViewport as ask } from '@web/test-runner-commands';

/** Narrower than this no window of WebKitGTK becomes. */
const NARROWEST = 450;

let current: Mocha.Test | undefined;
beforeEach(function () {
  current = this.currentTest;
});

/** Sets the page's size. Skips the test that runs where the engine's window cannot become as narrow. */
export async function setViewport(size: { width: number; height: number }): Promise<void> {
  if (size.width < NARROWEST && navigator.userAgent.includes('AppleWebKit') && !('chrome' in window)) current?.skip();
  await ask(size);
}
