import { render } from '@lit-labs/ssr';
import { collectResult } from '@lit-labs/ssr/lib/render-result.js';
import { html } from 'lit';
import 'cabinet-elements/define';
import { page } from './page.ts';

// Each stands on a server as a placeholder in a declarative shadow root.
const others = {
  'cabinet-app': html`<cabinet-app></cabinet-app>`,
  'cabinet-invoice-list': html`<cabinet-invoice-list></cabinet-invoice-list>`,
  'cabinet-order-details': html`<cabinet-order-details order-id="1"></cabinet-order-details>`,
  'cabinet-profile-settings': html`<cabinet-profile-settings></cabinet-profile-settings>`,
  'cabinet-ticket-chat': html`<cabinet-ticket-chat></cabinet-ticket-chat>`,
};
for (const [tag, template] of Object.entries(others)) {
  const written = await collectResult(render(template));
  if (!written.includes('shadowrootmode="open"') || !/skeleton/.test(written))
    throw new Error(`<${tag}> has no placeholder.`);
}

const written = await collectResult(render(page));
if (!written.includes('shadowrootmode="open"')) throw new Error('The list has no placeholder.');
console.log(written);
