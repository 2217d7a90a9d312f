import type { Decorator, Preview } from '@storybook/web-components-vite';
import { html } from 'lit';
import manifest from '../dist/custom-elements.json' with { type: 'json' };
import { registerMessages } from '../src/i18n/messages.ts';
import { setArguments } from './set-arguments.ts';

const choice = <const Icon extends string>(title: string, icon: Icon, items: Record<string, string>) => ({
  description: title,
  toolbar: {
    title,
    icon,
    dynamicTitle: true,
    items: Object.entries(items).map(([value, name]) => ({ value, title: name })),
  },
});

/** What the toolbar offers. Stories read `context.globals.locale`; the rest is done by the decorator below. */
export const globalTypes = {
  theme: choice('Theme', 'contrast', { light: 'Light', dark: 'Dark', contrast: 'High contrast' }),
  locale: choice('Language', 'globe', {
    en: 'English',
    ru: 'Русский',
    'ar-EG': 'Right to left (Arabic numbers and dates)',
  }),
  width: choice('Width of the container', 'grow', {
    '280px': '280 px',
    '360px': '360 px',
    '600px': '600 px',
    '900px': '900 px',
    full: 'Full',
  }),
} satisfies Preview['globalTypes'];

export const initialGlobals = { theme: 'light', locale: 'en', width: 'full' };

// A language without texts would be shown as English is, from left to right.
registerMessages('ar', 'common', {});

const rightToLeft = (locale: string) => /^(ar|he|fa|ur)\b/.test(locale);

/** The host page around a story: its colours, language, direction and width are what widgets have to live with. */
const hostPage: Decorator = (story, { globals, component, args }) => {
  const { theme, locale, width } = { ...initialGlobals, ...globals };
  const page = document.documentElement;
  page.lang = locale;
  page.dir = rightToLeft(locale) ? 'rtl' : 'ltr';
  page.dataset['theme'] = theme;
  page.style.setProperty('--story-width', width === 'full' ? '100%' : width);
  return html`<main class="story">${story()}${setArguments(manifest, component, args)}</main>`;
};

export const decorators = [hostPage];
