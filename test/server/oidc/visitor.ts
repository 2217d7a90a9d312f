import assert from 'node:assert/strict';

/** Where the company's server is, for these tests. */
export const ORIGIN = 'http://localhost';

/** What answers at {@link ORIGIN}. */
export interface Site {
  request(url: string, init?: RequestInit): Response | Promise<Response>;
}

/** Somebody's browser: it keeps cookies, leads on as it is told, and fills in the provider's form. */
export class Visitor {
  readonly #jar = new Map<string, Map<string, string>>();
  site: Site;

  constructor(site: Site) {
    this.site = site;
  }

  /** The cookies for an address, as a header. */
  cookies(address = ORIGIN): string {
    const cookies = this.#jar.get(new URL(address).origin) ?? new Map<string, string>();
    return [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** Takes over what another one has, as if it were the same browser. */
  copy(): Visitor {
    const visitor = new Visitor(this.site);
    for (const [origin, cookies] of this.#jar) visitor.#jar.set(origin, new Map(cookies));
    return visitor;
  }

  /** One request; it is not led on. */
  async open(
    address: string,
    init: Pick<RequestInit, 'method' | 'body'> & { headers?: Record<string, string> } = {},
  ): Promise<Response> {
    const url = new URL(address, ORIGIN);
    const sent = {
      redirect: 'manual',
      ...init,
      headers: { Cookie: this.cookies(url.href), 'Sec-Fetch-Mode': 'navigate', ...init.headers },
    } as const;
    const response = await (url.origin === ORIGIN ? this.site.request(url.href, sent) : fetch(url, sent));
    const jar = this.#jar.get(url.origin) ?? new Map<string, string>();
    this.#jar.set(url.origin, jar);
    for (const header of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(header) ?? [];
      if (value === '' || /max-age=0/i.test(header)) jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  }

  /** Goes where an answer leads, until a page is shown or an address outside of this test is reached. */
  async follow(address: string, stopAt?: (address: string) => boolean): Promise<{ url: string; response: Response }> {
    let url = new URL(address, ORIGIN).href;
    let response = await this.open(url);
    for (let steps = 0; steps < 20; steps++) {
      const location = response.headers.get('Location');
      if (location === null) return { url, response };
      url = new URL(location, url).href;
      if (stopAt?.(url) === true || !/^https?:\/\/(localhost|127\.0\.0\.1)/.test(url)) return { url, response };
      response = await this.open(url);
    }
    throw new Error(`Led in circles at ${url}`);
  }

  /** Fills in the form of a page of the provider's. */
  async submit(page: Response, url: string, fields: Record<string, string>): Promise<string> {
    const html = await page.text();
    const action = /<form [^>]*action="([^"]+)"/.exec(html)?.[1];
    assert.ok(action, `a form: ${html}`);
    const hidden = [...html.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)];
    const body = new URLSearchParams({
      ...Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value])),
      ...fields,
    });
    const response = await this.open(new URL(action, url).href, { method: 'POST', body });
    return new URL(response.headers.get('Location') ?? url, url).href;
  }

  /**
   * Signs in at the provider, who may know them still, and answers where that leads back to: the callback with its code.
   *
   * @param changed what somebody on the way does to the address of the provider
   */
  async signInThere(start: string, login: string, changed: (address: URL) => void = () => undefined): Promise<string> {
    const begun = await this.open(start);
    const there = new URL(begun.headers.get('Location') ?? '');
    changed(there);
    const isBack = (address: string) => address.startsWith(ORIGIN);
    const { url, response } = await this.follow(there.href, isBack);
    if (isBack(url)) return url;
    const next = await this.submit(response, url, { login, password: 'any' });
    return (await this.follow(next, isBack)).url;
  }

  /** Asks the API as the cabinet on a page of the company's does. */
  async ask(path: string, company = 'acme'): Promise<Response> {
    return this.site.request(`${ORIGIN}/api/${company}${path}`, {
      headers: { Cookie: this.cookies(), 'X-Cabinet': '1', 'Sec-Fetch-Site': 'same-origin' },
    });
  }
}
