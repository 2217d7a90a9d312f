import { expect } from 'chai';
import source from '../../../components/shared/tokens.json' with { type: 'json' };
import { colourIn, type Choices, type Scheme } from '../../../stories/theming/choices.ts';
import { toCss, toTokens } from '../../../stories/theming/export.ts';
import { tokens } from '../../../stories/theming/tokens.ts';

const choices: Choices = {
  '--cabinet-color-brand': { light: 'rgb(122 31 92)', dark: '#f0a3d6' },
  '--cabinet-color-info': { light: '#00569e', dark: '#00569e' },
  '--cabinet-radius': { light: '2px', dark: '2px' },
  '--cabinet-density': { light: '0.85', dark: '0.85' },
  '--cabinet-color-text': { light: 'no colour', dark: '#ffffff' },
  '--cabinet-color-border': { light: 'var(--line)', dark: '#333333' },
};
const colour = (hex: string, ...components: number[]) => ({ colorSpace: 'srgb', components, hex });

describe('what the theme editor gives away', () => {
  it('is CSS of what was set, the same in a page as in the preview, in both schemes', () => {
    const css = toCss(choices);
    expect(css).to.equal(
      [
        ':root {',
        '  --cabinet-radius: 2px;',
        '  --cabinet-density: 0.85;',
        '  --cabinet-color-brand: light-dark(rgb(122 31 92), #f0a3d6);',
        '  --cabinet-color-info: #00569e;',
        '}',
        '',
      ].join('\n'),
    );
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets.push(sheet);
    const text = document.createElement('p');
    document.body.append(text);
    text.style.color = 'var(--cabinet-color-brand, red)';
    const shown = ['light', 'dark'].map((scheme) => {
      text.style.colorScheme = scheme;
      return getComputedStyle(text).color;
    });
    text.remove();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet);
    expect(shown).to.deep.equal(['rgb(122, 31, 92)', 'rgb(240, 163, 214)']);
    expect(toCss({})).to.equal('');
  });

  it('is the file of tokens that our own CSS is made of, with nothing changed but what was set', () => {
    expect(JSON.parse(toTokens({}))).to.deep.equal(source);
    const { color, radius, density, ...others } = JSON.parse(toTokens(choices)) as typeof source;
    const { color: colours, radius: _radius, density: _density, ...left } = source;
    expect(others).to.deep.equal(left);
    expect(radius.$value).to.deep.equal({ value: 2, unit: 'px' });
    expect(density).to.deep.include({ $type: 'number', $value: 0.85 });
    const { brand, info, ...restOfColours } = color;
    const { brand: _brand, info: _info, ...asBefore } = colours;
    expect(restOfColours).to.deep.equal(asBefore);
    expect(brand).to.deep.equal({
      $type: 'color',
      $value: colour('#7a1f5c', 0.4784, 0.1216, 0.3608),
      $description: colours.brand.$description,
      $extensions: { 'org.cabinet-elements': { dark: colour('#f0a3d6', 0.9412, 0.6392, 0.8392) } },
    });
    expect(info.$value.hex).to.equal('#00569e');
  });

  it('has what was set for people who ask for more contrast apart, and checks the colours as they are mixed', () => {
    const more: Choices = {
      '--cabinet-color-brand': { highContrast: '#001a4d' },
      '--cabinet-color-text': { light: '#777777' },
      '--cabinet-color-info': { light: 'rgb(0 0 0 / 50%)' },
    };
    expect(toCss(more)).to.equal(
      [
        ':root {',
        '  --cabinet-color-text: light-dark(#777777, currentcolor);',
        '  --cabinet-color-info: light-dark(rgb(0 0 0 / 50%), #8cc4ff);',
        '}',
        '@media (prefers-contrast: more) {',
        '  :root {',
        '    --cabinet-color-brand: light-dark(#001a4d, #bbddff);',
        '  }',
        '}',
        '',
      ].join('\n'),
    );
    const { brand } = (JSON.parse(toTokens(more)) as typeof source).color;
    const { highContrast, dark } = brand.$extensions['org.cabinet-elements'];
    expect([brand.$value.hex, dark.hex, highContrast.hex]).to.deep.equal(['#1f5fd6', '#7aa7ff', '#001a4d']);
    const shown = (name: string, scheme: Scheme) => {
      const token = tokens.find(({ property }) => property === `--cabinet-color-${name}`);
      return token && colourIn(token, scheme, more);
    };
    expect(shown('text-muted', 'highContrast')).to.deep.equal([119, 119, 119]);
    expect(shown('text-muted', 'light')?.[0]).to.be.within(150, 170);
    expect(shown('info', 'light')?.[0]).to.be.within(126, 129);
  });
});
