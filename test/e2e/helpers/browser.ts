import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';
import { chromiumArguments, chromiumPath, headlessPath } from '../../../.ci/chromium.mjs';
import { unsteadyScript, unsteadySeed } from '../../helpers/unsteady.ts';

/**
 * One browser for a file of tests.
 * @param options.backForwardCache whether it keeps pages that were left, as those of people do
 */
export function launch({ backForwardCache = false } = {}): Promise<Browser> {
  // Where the machine has no language, names of files lose what is not ASCII.
  const env = { ...process.env, LC_ALL: 'C.UTF-8' };
  const ignoreDefaultArgs = backForwardCache ? ['--disable-back-forward-cache'] : [];
  const executablePath = backForwardCache ? chromiumPath() : headlessPath();
  return chromium.launch({ executablePath, args: chromiumArguments, env, ignoreDefaultArgs });
}

export interface VisitOptions extends BrowserContextOptions {
  origin: string;
  /** Console errors that the journey provokes on purpose. */
  expected?: RegExp[];
}

/** A person's browser window: their own cookies, and a list of everything that went wrong in it. */
export interface Visit {
  context: BrowserContext;
  page: Page;
  /** Another tab of the same person, watched likewise. */
  newTab: () => Promise<Page>;
  /** Console errors, uncaught errors and violations of the page's security policy so far. */
  faults: string[];
}

/**
 * Runs a journey in a fresh window. It fails if the page logged an error, threw one, or broke its
 * security policy, unless that was expected.
 */
export async function visit(
  browser: Browser,
  { origin, expected = [], ...options }: VisitOptions,
  journey: (visit: Visit) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({
    baseURL: origin,
    viewport: { width: 1280, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    reducedMotion: 'reduce',
    ...options,
  });
  context.setDefaultTimeout(30_000);
  if (unsteadySeed !== undefined) await context.addInitScript(unsteadyScript(unsteadySeed));
  const faults: string[] = [];
  const note = (fault: string): void => {
    if (!expected.some((pattern) => pattern.test(fault))) faults.push(fault);
  };
  await context.exposeBinding('reportViolation', (_source, violation: string) => note(`policy: ${violation}`));
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile, sample }) => {
      const { reportViolation } = window as unknown as { reportViolation: (violation: string) => void };
      reportViolation(`${violatedDirective} ${blockedURI} ${sourceFile} ${sample}`);
    });
  });
  const watch = (page: Page): void => {
    page.on('pageerror', (error) => note(`uncaught: ${error.stack ?? error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error') note(`console: ${message.text()} (${message.location().url})`);
    });
  };
  context.on('page', watch);
  try {
    const page = await context.newPage();
    await journey({ context, page, newTab: () => context.newPage(), faults });
    if (faults.length > 0) throw new Error(`The page had faults:\n${faults.join('\n')}`);
  } catch (error) {
    if (faults.length > 0 && error instanceof Error) error.message += `\nFaults of the page:\n${faults.join('\n')}`;
    throw error;
  } finally {
    // Answers that are being made up when the window closes are no failures.
    await Promise.all(context.pages().map((page) => page.unrouteAll({ behavior: 'ignoreErrors' })));
    await context.unrouteAll({ behavior: 'ignoreErrors' });
    await context.close();
  }
}
