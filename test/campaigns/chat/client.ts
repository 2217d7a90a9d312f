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
  /** Bytes of its file; 0: it has none. */
  fileSize: number;
  kept: boolean;
}

export interface ClientOptions {
  name: string;
  url: string;
  page: PageOptions;
  /** How many tabs this person has open. */
  tabs: number;
  /** Hears of every message that the server has acknowledged. */
  onAcknowledged: () => void;
}

/** A browser of one person, whose tabs may die at any moment and are then opened again. */
export class CampaignClient {
  readonly name: string;
  readonly written: Written[] = [];
  kills = 0;
  readonly #context: BrowserContext;
  readonly #options: ClientOptions;
  readonly #tabs: Promise<Page>[];

  static async open(browser: Browser, options: ClientOptions): Promise<CampaignClient> {
    const context = await browser.newContext();
    await context.exposeBinding('acknowledged', () => options.onAcknowledged());
    return new CampaignClient(context, options);
  }

  private constructor(context: BrowserContext, options: ClientOptions) {
    this.#context = context;
    this.#options = options;
    this.name = options.name;
    this.#tabs = Array.from({ length: options.tabs }, () => this.#load());
    for (const tab of this.#tabs) tab.catch(() => undefined);
  }

  get tabs(): number {
    return this.#tabs.length;
  }

  /** Writes a message in a tab; if that dies meanwhile, nobody knows whether it was stored. */
  async write({ number, ticketId, fileSize, tab }: WriteOptions): Promise<void> {
    const text = `${this.name} ${number}`;
    const clientId = `${this.name}-message-${number}`;
    const written: Written = { ticketId, text, number, fileSize, kept: false };
    this.written.push(written);
    const page = await this.#tab(tab);
    const message = { ticketId, clientId, text, number, fileSize };
    written.kept = await within(page.evaluate((input) => campaign.send(input), message)).catch(() => false);
  }

  /** The renderer dies, or the tab is closed, without a word to the page; then the person opens it again. */
  async kill(tab: number, crash: boolean): Promise<void> {
    const page = await this.#tab(tab);
    this.kills++;
    if (crash) {
      const session = await this.#context.newCDPSession(page);
      const crashed = new Promise((resolve) => page.once('crash', resolve));
      void session.send('Page.crash').catch(() => undefined);
      await Promise.race([crashed, wait(5000, null, { ref: false })]);
    }
    await page.close();
    this.#tabs[tab] = this.#load();
    // What fails is told by whoever waits for it; nobody may be there any more.
    this.#tabs[tab].catch(() => undefined);
    await this.#tabs[tab];
  }

  /** How each tab stands. */
  async states(): Promise<PageState[]> {
    return this.#inEach((page) => page.evaluate(() => campaign.state()));
  }

  /** The texts that each tab shows of a conversation. */
  async screens(ticketId: string): Promise<string[][]> {
    return this.#inEach((page) => page.evaluate((id) => campaign.screen(id), ticketId));
  }

  async wake(): Promise<void> {
    await this.#inEach((page) => page.evaluate(() => campaign.wake()));
  }

  #tab(index: number): Promise<Page> {
    return this.#tabs[index] ?? Promise.reject(new RangeError(`There is no tab ${index}`));
  }

  async #inEach<Answer>(act: (page: Page) => Promise<Answer>): Promise<Answer[]> {
    return Promise.all(this.#tabs.map(async (tab) => within(act(await tab))));
  }

  async #load(): Promise<Page> {
    const page = await this.#context.newPage();
    await page.goto(this.#options.url);
    await page.waitForFunction(() => 'campaign' in globalThis);
    // Over a network that may be away: it goes on until the person is known.
    await page.evaluate((options) => campaign.start(options), this.#options.page);
    return page;
  }
}

export interface WriteOptions {
  number: number;
  ticketId: string;
  fileSize: number;
  tab: number;
}

/** A page that has crashed never answers. */
async function within<Answer>(answer: Promise<Answer>): Promise<Answer> {
  const late = wait(PATIENCE, undefined, { ref: false }).then(() => Promise.reject(new Error('The page says nothing')));
  return Promise.race([answer, late]);
}
