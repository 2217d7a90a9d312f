import { css, html, nothing, type TemplateResult } from 'lit';
import { drawing } from '../ui/icon.ts';
import { askParameters, isAnswered, type AskSubject } from './ask.ts';
import type { CabinetElement } from './cabinet-element.ts';

/** The page of the site's conversations: `tickets-url` of the provider around an element, else of the script tag. */
function ticketsPage(element: Element): URL | undefined {
  for (let at: Element | null = element; at; at = outside(at)) {
    const given = at.getAttribute('tickets-url');
    if (given) return pageAt(given);
  }
  return pageAt(document.querySelector<HTMLElement>('script[data-tickets-url]')?.dataset['ticketsUrl']);
}

/** The element around another one, out of shadow roots too. */
const outside = (element: Element): Element | null => {
  const root = element.getRootNode();
  return element.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
};

function pageAt(given: string | undefined): URL | undefined {
  const url = given && URL.canParse(given, document.baseURI) ? new URL(given, document.baseURI) : undefined;
  return url && /^https?:$/.test(url.protocol) ? url : undefined;
}

/** Lets the page's conversations take a question, here or on their own page. */
function ask(host: CabinetElement, subject: AskSubject, page: URL | undefined): void {
  const asked = new CustomEvent('cabinet-ask-requested', {
    detail: subject,
    bubbles: true,
    composed: true,
    cancelable: true,
  });
  if (!host.dispatchEvent(asked) || !page) return;
  for (const name of ['kind', 'id', 'label'] as const) page.searchParams.set(askParameters[name], subject[name]);
  location.assign(page);
}

export const askStyles = css`
  .ask {
    place-self: start;
  }
  @media print {
    .ask {
      display: none;
    }
  }
`;

/**
 * The button that asks about something; nothing where the person may not, the backend takes no questions about it, or
 * the page has neither conversations nor says where they are. Who answers questions in another way says any address, and
 * cancels the event.
 */
export function askButton(
  host: CabinetElement,
  subject: AskSubject,
  allowedActions: readonly string[],
  label: string,
): TemplateResult | typeof nothing {
  const page = ticketsPage(host);
  const here = isAnswered() || document.querySelector('cabinet-ticket-chat, cabinet-launcher:not([opens=app])');
  const may = allowedActions.includes('ask') && host.client?.may({ id: 'tickets.create' }) === true;
  if (!may || !(here || page)) return nothing;
  return html`<button class="button ask" type="button" part="button" @click=${() => ask(host, subject, page)}>
    ${drawing('M3.5 4.5h13v9H9l-3.5 3v-3h-2v-9Z')}${label}
  </button>`;
}
