import { html } from 'hono/html';
import { DEMO_PATH, type Site } from '../site.ts';
import type { Html } from './layout.ts';

/** Positions in the catalogue of the goods on the start page. */
const teaser = [0, 3, 10, 24, 27, 33, 41, 44];

/** The start page: what the company sells, for how much, and how it arrives. */
export function home({ company, texts, path, format }: Site): Html {
  const { home: words } = texts;
  const goods = teaser.flatMap((position) => company.products[position] ?? []);
  return html` <section class="hero">
      <div class="wrap">
        <div>
          <p class="eyebrow">${texts.tagline}</p>
          <h1>${words.title}</h1>
          <p class="lead">${words.lead}</p>
          <p class="actions">
            <a class="button" href="${path}/account">${words.callToAction}</a>
            <a class="button outline" href="#range">${words.secondary}</a>
          </p>
        </div>
        <img src="${DEMO_PATH}/assets/${company.id}-hero.svg" width="560" height="420" alt="" />
      </div>
    </section>
    <ul class="wrap facts">
      ${words.facts.map(([figure, meaning]) => html`<li><strong>${figure}</strong> <span>${meaning}</span></li>`)}
    </ul>
    <section class="wrap" id="range">
      <h2>${words.rangeTitle}</h2>
      <ul class="range">
        ${words.range.map(
          ([picture, name, contents]) =>
            html`<li>
              <img src="${DEMO_PATH}/assets/range-${picture}.svg" width="56" height="56" alt="" />
              <h3>${name}</h3>
              <p>${contents}</p>
            </li>`,
        )}
      </ul>
    </section>
    <section class="band" id="prices">
      <div class="wrap">
        <h2>${words.pricesTitle}</h2>
        <p>${words.pricesNote}</p>
        <table class="prices">
          <thead>
            <tr>
              <th scope="col">${words.product}</th>
              <th scope="col">${words.article}</th>
              <th scope="col">${words.unit}</th>
              <th scope="col" class="number">${words.price}</th>
            </tr>
          </thead>
          <tbody>
            ${goods.map(
              ({ sku, title, unit, price }) =>
                html`<tr>
                  <th scope="row">${title}</th>
                  <td>${sku}</td>
                  <td>${unit}</td>
                  <td class="number">${format.money({ amount: price, currency: company.terms.currency })}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </section>
    <section class="wrap" id="delivery">
      <h2>${words.deliveryTitle}</h2>
      <ol class="steps">
        ${words.delivery.map(
          ([name, text]) =>
            html`<li>
              <h3>${name}</h3>
              <p>${text}</p>
            </li>`,
        )}
      </ol>
    </section>`;
}
