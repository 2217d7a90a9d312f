import { html } from 'hono/html';
import type { Site } from '../site.ts';
import type { Html } from './layout.ts';

/** What staff do for customers, each on a page of its own below `/staff`. */
const pages = { orders: '', requests: '/requests', disputes: '/disputes' } as const;
export type StaffPage = keyof typeof pages;

/** What became of the last press of a button; `typed` is what could not be sent, so that it is not lost. */
export interface Notice {
  text: string;
  typed?: string | undefined;
}

/** The frame of the staff's pages: the way to the others, and what has just happened. */
export function staffPage({ texts, path }: Site, page: StaffPage, content: Html, notice: Notice | undefined): Html {
  const words = { orders: texts.staff, requests: texts.requests, disputes: texts.disputes };
  return html`<div class="wrap">
    <h1>${words[page].title}</h1>
    <p class="lead">${words[page].lead}</p>
    <nav class="tabs" aria-label="${texts.footer.staff}">
      ${(Object.keys(pages) as StaffPage[]).map(
        (each) =>
          html`<a href="${path}/staff${pages[each]}" ${each === page ? html`aria-current="page"` : ''}
            >${words[each].tab}</a
          >`,
      )}
      <a href="${path}/desk">${texts.desk.title}</a>
    </nav>
    <div role="status" class="${notice === undefined ? '' : 'notice'}">
      ${notice?.text ?? ''} ${notice?.typed === undefined ? '' : html`<blockquote>${notice.typed}</blockquote>`}
    </div>
    ${content}
  </div>`;
}
