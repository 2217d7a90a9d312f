import 'cabinet-elements/define';
import { memory } from 'cabinet-elements/adapters/memory';

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
