import { html } from 'lit';

/** What the server writes and the browser takes over. */
export const page = html`<main>
  <button id="page-size">Ten at once</button>
  <button id="filter">Filter</button>
  <button id="locale">По-русски</button>
  <button id="mounted">Show or hide</button>
  <output></output>
  <cabinet-provider>
    <cabinet-order-history page-size="5">
      <p slot="header">From the shop</p>
    </cabinet-order-history>
  </cabinet-provider>
</main>`;
