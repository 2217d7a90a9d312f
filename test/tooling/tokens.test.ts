import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { contrast, type Rgb } from '../../stories/theming/contrast.ts';
import { tokens, type TokenColour } from '../../stories/theming/tokens.ts';

const rgb = ({ hex }: TokenColour): Rgb => {
  const [red = 0, green = 0, blue = 0] = (hex.match(/[\da-f]{2}/g) ?? []).map((pair) => Number.parseInt(pair, 16));
  return [red, green, blue];
};
const colourOf = (name: string) => {
  const found = tokens.find(({ path }) => path.join('.') === `color.${name}`)?.colour;
  assert.ok(found, name);
  return found;
};

describe('the design tokens', () => {
  it('are what the widgets’ CSS is made of', () => {
    const { status, stderr } = spawnSync(process.execPath, ['.ci/tokens.ts', '--check'], { encoding: 'utf8' });
    assert.equal(status, 0, stderr);
  });

  it('name a colour by its numbers as by its hexadecimal form', () => {
    for (const { property, colour } of tokens) {
      for (const form of Object.values(colour ?? {}).filter((value: unknown) => typeof value === 'object')) {
        const { components } = form as TokenColour;
        assert.deepEqual(
          components.map((part) => Math.round(part * 255)),
          [...rgb(form as TokenColour)],
          property,
        );
      }
    }
  });

  const onSurface = ['text', 'on-surface', 'text-muted', 'brand', 'positive', 'caution', 'critical', 'info'];
  for (const [scheme, least] of [
    ['light', 4.5],
    ['dark', 4.5],
    ['highContrast', 7],
    ['highContrastDark', 7],
  ] as const) {
    it(`keep a contrast of ${least} in the scheme ${scheme}`, () => {
      const of = (name: string) => {
        const { light, dark, highContrast = light, highContrastDark = dark } = colourOf(name);
        return rgb({ light, dark, highContrast, highContrastDark }[scheme]);
      };
      const pairs = [
        ...onSurface.map((name) => [name, 'surface']),
        ...onSurface.map((name) => [name, 'raised']),
        ['on-brand', 'brand'],
      ];
      for (const [text = '', ground = ''] of pairs) {
        // What is mixed from the text has no colour of its own for high contrast: it is the text there.
        if (scheme.startsWith('high') && text === 'text-muted') continue;
        const found = contrast(of(text), of(ground));
        assert.ok(found >= least, `${text} on ${ground}: ${found.toFixed(2)}`);
      }
    });
  }
});
