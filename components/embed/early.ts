/** Requests that were sent before the client was there. */
export interface EarlyRequests {
  /** The answer to a request that was sent already, once; undefined if it was not. */
  take: (url: string) => Promise<Response> | undefined;
}

/** The attributes of the script tag. */
export interface EarlySettings {
  backend?: string;
  /** Present: the backend does not speak the contract, and only its adapter knows what to ask. */
  adapter?: string;
  tokenUrl?: string;
}

/** An answer that nobody has come for after so long is not the first view's, ms. */
const LIFETIME = 15_000;

/** What the first view of a widget asks for; undefined where its filters come from the address. */
const firstQuestions: Readonly<Record<string, (element: Element) => string | undefined>> = {
  'cabinet-order-history': (element) =>
    element.hasAttribute('url-state') && /[?#&]orders\./.test(location.search + location.hash)
      ? undefined
      : `/orders?limit=${element.getAttribute('page-size') ?? 25}`,
};

/**
 * Sends the first view's requests at once, beside the scripts that will show their answers: exactly as the client will
 * ask a moment later, who then takes the answer.
 */
export function askEarly(
  element: Element,
  { adapter, backend = '', tokenUrl }: EarlySettings,
  locale: string,
): EarlyRequests {
  const sent = new Map<string, Promise<Response>>();
  const send = (url: string, answer: Promise<Response>): void => {
    answer.catch(() => undefined);
    sent.set(new URL(url, document.baseURI).href, answer);
  };
  const headers = { 'X-Cabinet': '1', 'Accept-Language': locale, Accept: 'application/json, application/problem+json' };
  // An answer that does not come to its end is asked for anew by the client, which says so in time.
  const late = new AbortController();
  const options: RequestInit = { credentials: 'include', cache: 'no-store', signal: late.signal };

  const path = adapter ? undefined : firstQuestions[element.localName]?.(element);
  const question = path && backend + path;
  if (tokenUrl) {
    const answer = fetch(tokenUrl, { ...options, headers });
    send(tokenUrl, answer);
    if (question) {
      const copy = answer.then((response) => (response.ok ? response.clone().json() : undefined));
      const data = copy.then(async (body: { token?: string } | undefined) => {
        if (!body?.token) throw new TypeError('anonymous');
        const authorized = { ...headers, Authorization: `Bearer ${body.token}` };
        return fetch(question, { ...options, credentials: 'same-origin', headers: authorized });
      });
      send(question, data);
    }
  } else if (question) {
    send(question, fetch(question, { ...options, headers }));
  }
  setTimeout(() => {
    sent.clear();
    late.abort();
  }, LIFETIME);

  return {
    take(url) {
      const { href } = new URL(url, document.baseURI);
      const answer = sent.get(href);
      sent.delete(href);
      return answer;
    },
  };
}
