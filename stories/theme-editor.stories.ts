import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import '../components/order-history/define.ts';
import '../components/invoice-list/define.ts';
import { inCabinet } from './helpers/cabinet.ts';
import type { Scheme } from './theming/choices.ts';
import { ThemeEditor } from './theming/theme-editor.ts';

if (!customElements.get('theme-editor')) customElements.define('theme-editor', ThemeEditor);

const meta: Meta = { title: 'Theming/Editor', parameters: { controls: { disable: true } } };
export default meta;

/** What the toolbar's theme is in the editor. */
const schemeOf: Readonly<Record<string, Scheme>> = { light: 'light', dark: 'dark', contrast: 'highContrastDark' };

/** Set what you like, look at it in every scheme, and take the CSS or the tokens with you. */
export const Editor: StoryObj = {
  render: (_args, context) =>
    html`<theme-editor scheme=${schemeOf[String(context.globals['theme'])] ?? 'light'}>
      ${inCabinet(
        html`<cabinet-order-history page-size="4"></cabinet-order-history>
          <cabinet-invoice-list page-size="4"></cabinet-invoice-list>`,
        context,
      )}
    </theme-editor>`,
};
