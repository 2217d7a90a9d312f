import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import '../components/order-history/define.ts';
import '../components/invoice-list/define.ts';
import { inCabinet } from './helpers/cabinet.ts';
import { ThemeEditor } from './theming/theme-editor.ts';

if (!customElements.get('theme-editor')) customElements.define('theme-editor', ThemeEditor);

const meta: Meta = { title: 'Theming/Editor', parameters: { controls: { disable: true } } };
export default meta;

/** Set what you like, look at it in both schemes, and take the CSS or the tokens with you. */
export const Editor: StoryObj = {
  render: (_args, context) =>
    html`<theme-editor>
      ${inCabinet(
        html`<cabinet-order-history page-size="4"></cabinet-order-history>
          <cabinet-invoice-list page-size="4"></cabinet-invoice-list>`,
        context,
      )}
    </theme-editor>`,
};
