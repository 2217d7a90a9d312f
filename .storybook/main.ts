import { createRequire } from 'node:module';
import type { StorybookConfig } from '@storybook/web-components-vite';

const worker = createRequire(import.meta.url).resolve('msw/mockServiceWorker.js');

const config: StorybookConfig = {
  framework: '@storybook/web-components-vite',
  stories: ['../stories/**/*.mdx', '../stories/**/*.stories.ts'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y', 'msw-storybook-addon'],
  // The mock backend's worker, at the root so that its scope is every story.
  staticDirs: [{ from: worker, to: '/mockServiceWorker.js' }],
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
};
export default config;
