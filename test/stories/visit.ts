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

/** Runs in the page: whether the story is done, well or not. */
const finished = () => {
  const heard = (globalThis as unknown as { heardOfStory: { event: string }[] }).heardOfStory;
  return heard.some(({ event }) =>
    ['storyFinished', 'storyMissing', 'storyErrored', 'storyThrewException'].includes(event),
  );
};

/** Shows another story as Storybook's own list does, without loading everything again; nothing is left of the one before. */
function switchStory(storyId: string): void {
  localStorage.clear();
  sessionStorage.clear();
  const { heardOfStory, __STORYBOOK_ADDONS_CHANNEL__: channel } = globalThis as unknown as {
    heardOfStory: Report[];
    __STORYBOOK_ADDONS_CHANNEL__: { emit: (event: string, payload: unknown) => void };
  };
  heardOfStory.length = 0;
  channel.emit('setCurrentStory', { storyId, viewMode: 'story' });
}

/** A window in which stories are looked at one after another. */
export class StoryWindow {
  readonly #context: BrowserContext;
  readonly #origin: string;
  readonly #theme: string;
  #page: Page | undefined;
  #errors: string[] = [];

  private constructor(context: BrowserContext, origin: string, theme: string) {
    this.#context = context;
    this.#origin = origin;
    this.#theme = theme;
  }

  static async open(
    browser: Browser,
    { origin, width, theme }: { origin: string; width: number; theme: 'light' | 'dark' },
  ): Promise<StoryWindow> {
    const viewport = { width, height: 900 };
    const context = await browser.newContext({ viewport, colorScheme: theme, reducedMotion: 'reduce' });
    await context.addInitScript(listenToStory);
    return new StoryWindow(context, origin, theme);
  }

  /**
   * Shows one story, waits until it is rendered, played and checked by axe, and answers what is wrong with it:
   * exceptions, failed assertions, errors in the console, axe's violations. One that fails is looked at once
   * more in a fresh page, because another story may have left something behind.
   */
  async visit(id: string): Promise<string[]> {
    const problems = this.#page ? await this.#show(this.#page, id) : ['no page yet'];
    return problems.length === 0 ? problems : this.#show(await this.#renew(), id, true);
  }

  async #renew(): Promise<Page> {
    await this.#page?.close();
    await this.#context.clearCookies();
    const page = await this.#context.newPage();
    page.on('pageerror', (error) => this.#errors.push(`uncaught: ${error.message}`));
    page.on('console', (message) => {
      // A story of a failing backend has failing requests; the browser reports them in the same way.
      const expected = message.text().startsWith('Failed to load resource');
      if (message.type() === 'error' && !expected) this.#errors.push(`console: ${message.text()}`);
    });
    this.#page = page;
    return page;
  }

  async #show(page: Page, id: string, fresh = false): Promise<string[]> {
    this.#errors = [];
    if (fresh) await page.goto(`${this.#origin}/iframe.html?viewMode=story&id=${id}&globals=theme:${this.#theme}`);
    else await page.evaluate(switchStory, id);
    await page.waitForFunction(finished, undefined, { timeout: limit }).catch(() => undefined);
    const heard = await page.evaluate(() => (globalThis as unknown as { heardOfStory: Report[] }).heardOfStory);
    return [...new Set([...problemsIn(heard), ...this.#errors].map(shortened))];
  }
}
