import { html } from 'hono/html';
import { company, people, type PersonId } from './world.ts';

export type Language = 'en' | 'ru';

export interface PageOptions {
  language: Language;
  /** The Shop API. */
  shop: string;
  signedIn: PersonId | undefined;
  /** A sign-in was refused. */
  failed: boolean;
}

const words = {
  en: {
    title: 'Your account',
    lead: 'Your orders from our shop, invoices from our books, requests at our help desk: one cabinet over four systems.',
    orders: 'Orders',
    invoices: 'Invoices',
    requests: 'Requests',
    profile: 'Profile',
    from: { orders: 'Vendure', invoices: 'Tryton', requests: 'Request Tracker', profile: 'our own store' },
    signIn: 'Sign in',
    signOut: 'Sign out',
    email: 'E-mail',
    password: 'Password',
    failed: 'That is not the e-mail address and password of a customer.',
    demo: 'The customers of this demo',
    other: ['ru', 'Русский'],
  },
  ru: {
    title: 'Личный кабинет',
    lead: 'Заказы из магазина, счета из бухгалтерии, обращения из службы поддержки: один кабинет над четырьмя системами.',
    orders: 'Заказы',
    invoices: 'Счета',
    requests: 'Обращения',
    profile: 'Профиль',
    from: { orders: 'Vendure', invoices: 'Tryton', requests: 'Request Tracker', profile: 'собственная база' },
    signIn: 'Войти',
    signOut: 'Выйти',
    email: 'Эл. почта',
    password: 'Пароль',
    failed: 'Клиента с таким адресом и паролем нет.',
    demo: 'Клиенты этой демонстрации',
    other: ['en', 'English'],
  },
} as const;

/** The only page of the company's website. */
export function page({ language, shop, signedIn, failed }: PageOptions) {
  const text = words[language];
  const [otherCode, otherName] = text.other;
  const sections = ['orders', 'invoices', 'requests', 'profile'] as const;
  const widgets = {
    orders: html`<cabinet-order-history url-state="query" page-size="10"></cabinet-order-history>`,
    invoices: html`<cabinet-invoice-list url-state="query"></cabinet-invoice-list>`,
    requests: html`<cabinet-ticket-chat url-state="query"></cabinet-ticket-chat>`,
    profile: html`<cabinet-profile-settings></cabinet-profile-settings>`,
  };
  const account = html`<p class="lead">${text.lead}</p>
    <nav aria-label="${text.title}">${sections.map((name) => html`<a href="#${name}">${text[name]}</a>`)}</nav>
    ${sections.map(
      (name) =>
        html`<section id="${name}" aria-label="${text[name]}">
          <p class="small">${text.from[name]}</p>
          ${widgets[name]}
        </section>`,
    )}`;
  const signIn = html`<form class="card" method="post" action="/sign-in">
    <h2>${text.signIn}</h2>
    ${failed ? html`<p class="failed" role="alert">${text.failed}</p>` : ''}
    <input type="hidden" name="lang" value="${language}" />
    <label
      >${text.email}<input name="email" type="email" autocomplete="username" required value="${people.anna.email}"
    /></label>
    <label
      >${text.password}<input
        name="password"
        type="password"
        autocomplete="current-password"
        required
        value="${people.anna.password}"
    /></label>
    <button>${text.signIn}</button>
    <p class="small">${text.demo}:</p>
    <ul class="small">
      ${Object.values(people).map(({ email, password }) => html`<li><code>${email}</code> / <code>${password}</code></li>`)}
    </ul>
  </form>`;
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${text.title} · Nordwind</title>
        <link rel="stylesheet" href="/assets/site.css" />
        <script
          type="module"
          src="/cdn/cabinet.js"
          data-backend="/api/${company}"
          data-adapter="vendure"
          data-orders-backend="${shop}"
        ></script>
        <script type="module" src="/assets/site.js"></script>
      </head>
      <body>
        <header>
          <strong>Nordwind</strong>
          <a href="/?lang=${otherCode}" lang="${otherCode}">${otherName}</a>
          ${signedIn ? html`<form method="post" action="/sign-out"><span>${people[signedIn].customerName}</span><button>${text.signOut}</button></form>` : ''}
        </header>
        <main>
          <h1>${text.title}</h1>
          ${signedIn ? account : signIn}
        </main>
      </body>
    </html>`;
}
