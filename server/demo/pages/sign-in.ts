import { html } from 'hono/html';
import type { DemoPerson } from '../../../src/adapters/memory/demo/index.ts';
import { formatMessage } from '../../../src/i18n/messages.ts';
import type { Site } from '../site.ts';
import type { Html } from './layout.ts';

/** People of one customer, or of the company itself. */
export interface SignInGroup {
  name: string;
  people: readonly Pick<DemoPerson, 'login' | 'name' | 'roles'>[];
  /** Absent: they order nothing. */
  orderCount?: number;
}

/**
 * The site's own login, as a choice of the demo's people.
 * @param page name of the page to go on to.
 */
export function signIn(site: Site, customers: readonly SignInGroup[], page: string, failed: boolean): Html {
  const { signIn: words } = site.texts;
  return html`<div class="wrap narrow">
    <h1>${words.title}</h1>
    <p class="lead">${words.lead}</p>
    ${failed ? html`<p class="notice" role="alert">${words.unknown}</p>` : ''}
    <!-- To its own address, whose fragment the browser takes along: the place in the cabinet that a letter leads to. -->
    <form method="post">
      <input type="hidden" name="page" value="${page}" />
      <ul class="customers">
        ${customers.map((customer) => people(site, customer))}
      </ul>
    </form>
  </div>`;
}

function people({ company, texts }: Site, { name, people, orderCount }: SignInGroup): Html {
  const { signIn: words } = texts;
  const orders =
    orderCount === undefined
      ? ''
      : orderCount === 0
        ? words.noOrders
        : formatMessage(words.orders, company.locale, { count: orderCount, n: orderCount });
  return html`<li>
    <h2>${name}</h2>
    <p>${orders}</p>
    ${people.map(
      ({ login, name: person, roles }) =>
        html`<button name="login" value="${login}">
          <span class="initial" aria-hidden="true">${person.slice(0, 1)}</span>
          <span><strong>${person}</strong> <small>${roles.map((role) => words.roles[role]).join(', ')}</small></span>
        </button>`,
    )}
  </li>`;
}
