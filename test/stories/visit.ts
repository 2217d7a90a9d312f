import type { Browser, BrowserContext, Page } from 'playwright-core';

/** What Storybook says when a story has been rendered, played and checked. */
interface Report {
  event: string;
  status?: string;
  message?: string;
  reports?: { type: string; status: string; result?: { violations?: Violation[]; error?: unknown } }[];
}
interface Violation {
  id: string;
  help: string;
  nodes: { target: unknown[]; failureSummary?: string }[];
}

/** Milliseconds for a story to be rendered and played. */
const limit = 30_000;

/** Runs in the page before Storybook: hears what its channel tells of the story, from the first word on. */
function listenToStory(): void {
  localStorage.clear();
  const heard: Report[] = [];
  let channel: { on: (event: string, listener: (payload: Record<string, unknown>) => void) => void } | undefined;
  Object.assign(globalThis, { heardOfStory: heard });
  const text = (error: unknown) => {
    const { message, description } = (error ?? {}) as Record<string, unknown>;
    return [message, description].filter((part) => typeof part === 'string').join(' ') || JSON.stringify(error);
  };
  Object.defineProperty(globalThis, '__STORYBOOK_ADDONS_CHANNEL__', {
    configurable: true,
    get: () => channel,
    set(value: typeof channel) {
      channel = value;
      for (const event of [
        'storyMissing',
        'storyErrored',
        'storyThrewException',
        'playFunctionThrewException',
        'unhandledErrorsWhilePlaying',
      ]) {
        value?.on(event, (payload) => heard.push({ event, message: text(payload) }));
      }
      value?.on('storyFinished', ({ status, reporters }) => {
        heard.push({
          event: 'storyFinished',
          status: String(status),
          reports: reporters as NonNullable<Report['reports']>,
        });
      });
    },
  });
}

const violationText = ({ id, help, nodes }: Violation) =>
  nodes.map(({ target, failureSummary }) => `axe ${id}: ${target.flat().join(' ')}: ${failureSummary ?? help}`);

/** The first lines: testing-library's messages go on with the whole document. */
const shortened = (text: string) => text.split('\n').slice(0, 8).join('\n').trimEnd();

/** The problems in what Storybook told; empty if the story is well. */
function problemsIn(heard: readonly Report[]): string[] {
  const failures = heard
    .filter(({ event }) => event !== 'storyFinished')
    .map(({ event, message }) => `${event}: ${message ?? ''}`);
  const finished = heard.find(({ event }) => event === 'storyFinished');
  if (!finished) return failures.length > 0 ? failures : [`not rendered within ${limit} ms`];
  const axe = finished.reports?.find(({ type }) => type === 'a11y');
  const violations = axe?.status === 'passed' ? [] : (axe?.result?.violations?.flatMap(violationText) ?? []);
  if (!axe && failures.length === 0) violations.push('axe did not run: is it turned off for this story?');
  if (axe && axe.status !== 'passed' && violations.length === 0)
    violations.push(`axe failed: ${JSON.stringify(axe.result?.error)}`);
  return [...failures, ...violations];
}

async function storyProblems(page: Page, url: string): Promise<string[]> {
  await page.goto(url);
  await page
    .waitForFunction(
      () => {
        const heard = (globalThis as unknown as { heardOfStory: { event: string }[] }).heardOfStory;
        return heard.some(({ event }) =>
          ['storyFinished', 'storyMissing', 'storyErrored', 'storyThrewException'].includes(event),
        );
      },
      undefined,
      { timeout: limit },
    )
    .catch(() => undefined);
  return problemsIn(await page.evaluate(() => (globalThis as unknown as { heardOfStory: Report[] }).heardOfStory));
}

/** A window in which stories are visited one after another: they share its cache, not what they stored. */
export async function openWindow(
  browser: Browser,
  { width, colorScheme }: { width: number; colorScheme: 'light' | 'dark' },
): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, reducedMotion: 'reduce' });
  await context.addInitScript(listenToStory);
  return context;
}

/**
 * Opens one story in a new tab, waits until it is rendered, played and checked by axe, and answers what is wrong with it:
 * exceptions, failed assertions, errors in the console, axe's violations.
 */
export async function visit(context: BrowserContext, url: string): Promise<string[]> {
  const page = await context.newPage();
  try {
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(`uncaught: ${error.message}`));
    page.on('console', (message) => {
      // A story of a failing backend has failing requests; the browser reports them in the same way.
      const expected = message.text().startsWith('Failed to load resource');
      if (message.type() === 'error' && !expected) errors.push(`console: ${message.text()}`);
    });
    const problems = await storyProblems(page, url);
    return [...new Set([...problems, ...errors].map(shortened))];
  } finally {
    await page.close();
    await context.clearCookies();
  }
}
