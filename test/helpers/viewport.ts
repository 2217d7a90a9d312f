import { setViewport as ask } from '@web/test-runner-commands';
import { isWebKit, skipUnless } from './engine.ts';

/** Narrower than this no window of WebKitGTK becomes. */
const NARROWEST = 450;

/** Sets the page's size. Skips the test that runs where the engine's window cannot become as narrow. */
export async function setViewport(size: { width: number; height: number }): Promise<void> {
  skipUnless(!isWebKit || size.width >= NARROWEST, `no window of this engine is narrower than ${NARROWEST} px`);
  await ask(size);
}
