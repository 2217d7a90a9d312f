import source from '../../components/shared/tokens.json' with { type: 'json' };
import { colourIn, valueIn, type Choices, type Scheme } from './choices.ts';
import { toHex, toRgb } from './measure.ts';
import { tokens, type Token, type TokenColour } from './tokens.ts';

/** What was set, without what is no colour. */
const chosenOf = (choices: Choices): Token[] =>
  tokens.filter(({ property, colour }) => {
    const chosen = Object.values(choices[property] ?? {});
    return chosen.length > 0 && (!colour || chosen.every((value) => toRgb(value)));
  });

const isSet = (choices: Choices, { property }: Token, ...schemes: Scheme[]): boolean =>
  schemes.some((scheme) => choices[property]?.[scheme] !== undefined);

/** A rule for the page's CSS: nothing but what differs from what the widgets do by themselves. */
export function toCss(choices: Choices): string {
  const rule = (light: Scheme, dark: Scheme) => {
    const lines = chosenOf(choices)
      .filter((token) => isSet(choices, token, light, dark))
      .map((token) => {
        const [one, other] = [valueIn(token, light, choices), valueIn(token, dark, choices)];
        return `  ${token.property}: ${one === other ? one : `light-dark(${one}, ${other})`};`;
      });
    return lines.length === 0 ? '' : `:root {\n${lines.join('\n')}\n}\n`;
  };
  const more = rule('highContrast', 'highContrastDark');
  const indented = more.replace(/^(?=.)/gm, '  ');
  return rule('light', 'dark') + (more && `@media (prefers-contrast: more) {\n${indented}}\n`);
}

function tokenOf(token: Token, choices: Choices, known: object) {
  const { colour, description } = token;
  if (colour) {
    const made = (scheme: Scheme): TokenColour => {
      const rgb = colourIn(token, scheme, choices) ?? [0, 0, 0];
      const components = rgb.map((part) => Math.round((part / 255) * 1e4) / 1e4);
      return { colorSpace: 'srgb', components, hex: toHex(rgb) };
    };
    const { highContrastCss: _css, ...ofOurs } = colour;
    const { light, ...kept } = isSet(choices, token, 'light', 'dark')
      ? { light: made('light'), dark: made('dark') }
      : ofOurs;
    // As in CSS, what is set for the others holds for people who ask for more contrast too.
    const more = isSet(choices, token, 'highContrast', 'highContrastDark') && {
      highContrast: made('highContrast'),
      highContrastDark: made('highContrastDark'),
    };
    return { $type: 'color', ...known, $value: light, $extensions: { 'org.cabinet-elements': { ...kept, ...more } } };
  }
  const value = valueIn(token, 'light', choices);
  const [, number = value, unit] = /^([\d.]+)(px|em|rem)$/.exec(value) ?? [];
  const $value = unit ? { value: Number(number), unit } : Number(number);
  return { $type: unit ? 'dimension' : 'number', $value, $description: description };
}

/** The file of design tokens (Design Tokens Community Group, 2025.10) of which our CSS is made, with what was set in it. */
export function toTokens(choices: Choices): string {
  const file: Record<string, unknown> = { ...source };
  for (const token of chosenOf(choices)) {
    const [group = '', name] = token.path;
    const known = (name === undefined ? file[group] : (file[group] as Record<string, object>)[name]) as object;
    const made = tokenOf(token, choices, known);
    file[group] = name === undefined ? made : { ...(file[group] as object), [name]: made };
  }
  return `${JSON.stringify(file, null, 2)}\n`;
}
