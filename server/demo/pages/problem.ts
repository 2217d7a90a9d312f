import { html } from 'hono/html';
import type { Site } from '../site.ts';
import type { Html } from './layout.ts';

export type ProblemKind = 'notFound' | 'forbidden' | 'failed';

/** A page that says what went wrong and leads back. */
export function problem({ texts, path }: Site, what: ProblemKind): Html {
  const { errors: words } = texts;
  return html`<div class="wrap narrow">
    <h1>${words[what].title}</h1>
    <p class="lead">${words[what].text}</p>
    <p><a class="button" href="${path}">${words.home}</a></p>
  </div>`;
}
