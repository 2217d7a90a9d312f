import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import { DEMO_PATH, type Site } from '../site.ts';
import type { Visitor } from '../visitor.ts';

/** A piece of a page, its values escaped. */
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

export interface Page {
  title: string;
  visitor: Visitor | null;
  content: Html;
  /** What only this page needs in its head. */
  head?: Html | undefined;
}

/** The frame of every page of a company's site. */
export function layout(site: Site, { title, visitor, content, head }: Page): Html {
  const { company, texts, language } = site;
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · ${company.name}</title>
        <link rel="icon" type="image/svg+xml" href="${DEMO_PATH}/assets/${company.id}-icon.svg" />
        <link rel="stylesheet" href="${DEMO_PATH}/assets/site.css" />
        <link rel="stylesheet" href="${DEMO_PATH}/assets/${company.id}.css" />
        ${head ?? ''}
      </head>
      <body>
        <a class="skip" href="#content">${texts.skip}</a>
        ${header(site, visitor)}
        <main id="content">${content}</main>
        ${footer(site)}
      </body>
    </html>`;
}

function header({ company, texts, path, logo }: Site, visitor: Visitor | null): Html {
  const { navigation, account, otherSite } = texts;
  return html`<header class="header">
    <div class="topline">
      <div class="wrap">
        <p><a href="tel:${texts.phone.replace(/[^+\d]/g, '')}">${texts.phone}</a> <span>${texts.phoneHours}</span></p>
        <a lang="${otherSite.language}" href="${DEMO_PATH}/${otherSite.id}">${otherSite.label}</a>
      </div>
    </div>
    <div class="wrap masthead">
      <a class="logo" href="${path}">${raw(logo)}<span>${company.name}</span></a>
      <nav aria-label="${navigation.label}">
        <a href="${path}#range">${navigation.range}</a>
        <a href="${path}#prices">${navigation.prices}</a>
        <a href="${path}#delivery">${navigation.delivery}</a>
        <a href="${path}#contact">${navigation.contact}</a>
      </nav>
      <div class="visitor">
        ${
          visitor === null
            ? html`<a class="button quiet" href="${path}/sign-in">${account.signIn}</a>`
            : html`<a class="button quiet" href="${path}/account">${account.title}</a>
                <form method="post" action="${path}/sign-out">
                  <button class="link" title="${visitor.session.person.name}">${account.signOut}</button>
                </form>`
        }
      </div>
    </div>
  </header>`;
}

function footer({ texts, path }: Site): Html {
  const { footer: words } = texts;
  return html`<footer class="footer" id="contact">
    <div class="wrap columns">
      <section>
        <h2>${words.contact}</h2>
        <address>${words.address.map((line) => html`<span>${line}</span>`)}</address>
        <p><a href="mailto:${words.email}">${words.email}</a></p>
      </section>
      <section>
        <h2>${words.legal}</h2>
        <ul>
          ${words.requisites.map((line) => html`<li>${line}</li>`)}
        </ul>
      </section>
      <section>
        <h2>${words.demo}</h2>
        <ul>
          <li><a href="${path}/cabinet">${words.oneTag}</a></li>
          <li><a href="${path}/account-token">${words.tokenMode}</a></li>
          <li><a href="${path}/desk">${texts.desk.title}</a></li>
          <li><a href="${path}/staff">${words.staff}</a></li>
          <li><a href="${path}/mail">${words.mail}</a></li>
        </ul>
      </section>
    </div>
    <p class="wrap small">${words.demoNote}</p>
  </footer>`;
}
