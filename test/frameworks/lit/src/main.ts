import '@lit-labs/ssr-client/lit-element-hydrate-support.js';
import { hydrate } from '@lit-labs/ssr-client';
import { memory } from 'cabinet-elements/adapters/memory';
import 'cabinet-elements/define';
import { render } from 'lit';
import { page } from './page.ts';

const root = document.querySelector<HTMLElement>('#root');
if (!root) throw new Error('The page has no place for it.');
(root.hasChildNodes() ? hydrate : render)(page, root);

const provider = document.querySelector('cabinet-provider');
const history = document.querySelector('cabinet-order-history');
const output = document.querySelector('output');
const main = document.querySelector('main');
if (!provider || !history || !output || !main) throw new Error('The page lacks the cabinet.');

provider.adapter = memory({ orderCount: 60 });
history.addEventListener('cabinet-order-opened', ({ detail }) => (output.textContent = detail.orderId));

const actions: Record<string, () => void> = {
  'page-size': () => history.setAttribute('page-size', '10'),
  filter: () => (history.filters = { search: 'no such order' }),
  locale: () => provider.setAttribute('locale', 'ru'),
  mounted: () => (provider.isConnected ? provider.remove() : main.append(provider)),
};
for (const button of document.querySelectorAll('button')) {
  button.addEventListener('click', () => actions[button.id]?.());
}
