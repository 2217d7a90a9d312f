import { setCustomElementsManifest, type Preview } from '@storybook/web-components-vite';
import { mswLoader } from 'msw-storybook-addon/csf3';
import manifest from '../dist/custom-elements.json' with { type: 'json' };
import { extractArgTypes } from './arg-types.ts';
import { decorators, globalTypes, initialGlobals } from './toolbar.ts';

setCustomElementsManifest(manifest);

const preview: Preview = {
  tags: ['autodocs'],
  loaders: [mswLoader()],
  globalTypes,
  initialGlobals,
  decorators,
  parameters: {
    layout: 'fullscreen',
    controls: { expanded: true },
    // Stories on one docs page would share one mock backend, and the last one's answers would win: each gets a frame.
    docs: {
      story: { inline: false, height: '480px' },
      extractArgTypes: (tagName: string) => extractArgTypes(manifest, tagName),
    },
    a11y: {
      test: 'error',
      options: { runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] } },
    },
  },
};
export default preview;
