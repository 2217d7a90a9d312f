import { setTimeout as wait } from 'node:timers/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { CampaignPage, PageOptions, PageState } from './page.ts';

declare const campaign: CampaignPage;

/** Milliseconds for one thing to be done in a page. */
const PATIENCE = 30_000;

/** A message that a person wrote; `kept`: the page said that it is stored for good. */
export interface Written {
  ticketId: string;
  text: string;
  number: number;
  kept: boolean;
}

/** A browser of one person, whose tab may die at any moment and is then opened again. */
export class CampaignClient {
  readonly name: string;
  readonly written: Written[] = [];
  kills = 0;
  readonly #context: BrowserContext;
  readonly #url: string;
  readonly #options: PageOptions;
  #page: Promise<Page>;

  static async open(browser: Browser, name: string, url: string, options: PageOptions): Promise<CampaignClient> {
    return new CampaignClient(await browser.newContext(), name, url, options);
  }

  private constructor(context: BrowserContext, name: string, url: string, options: PageOptions) {
    this.#context = context;
    this.name = name;
    this.#url = url;
    this.#options = options;
    this.#page = this.#load();
    this.#page.catch(() => undefined);
  }

  /** Writes a message; if the tab dies meanwhile, nobody knows whether it was stored. */
  async write(number: number, ticketId: string): Promise<void> {
    const text = `${this.name} ${number}`;
    const clientId = `${this.name}-message-${number}`;
    const written: Written = { ticketId, text, number, kept: false };
    this.written.push(written);
    const page = await this.#page;
    written.kept = await within(
      page.evaluate((input) => campaign.send(input.ticketId, input.clientId, input.text), { ticketId, clientId, text }),
    ).catch(() => false);
  }

  /** The renderer dies, or the tab is closed, without a word to the page; then the person opens it again. */
  async kill(crash: boolean): Promise<void> {
    const page = await this.#page;
    this.kills++;
    if (crash) {
      const session = await this.#context.newCDPSession(page);
      const crashed = new Promise((resolve) => page.once('crash', resolve));
      void session.send('Page.crash').catch(() => undefined);
      await Promise.race([crashed, wait(5000, null, { ref: false })]);
    }
    await page.close();
    this.#page = this.#load();
    await this.#page;
  }

  async state(): Promise<PageState> {
    return within((await this.#page).evaluate(() => campaign.state()));
  }

  async screen(ticketId: string): Promise<string[]> {
    return within((await this.#page).evaluate((id) => campaign.screen(id), ticketId));
  }

  async wake(): Promise<void> {
    await within((await this.#page).evaluate(() => campaign.wake()));
  }

  async close(): Promise<void> {
    await this.#context.close();
  }

  async #load(): Promise<Page> {
    const page = await this.#context.newPage();
    await page.goto(this.#url);
    await page.waitForFunction(() => 'campaign' in globalThis);
    // Over a network that may be away: it goes on until the person is known.
    await page.evaluate((options) => campaign.start(options), this.#options);
    return page;
  }
}

/** A page that has crashed never answers. */
async function within<Answer>(answer: Promise<Answer>): Promise<Answer> {
  const late = wait(PATIENCE, undefined, { ref: false }).then(() => Promise.reject(new Error('The page says nothing')));
  return Promise.race([answer, late]);
}
