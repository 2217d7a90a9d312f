import type { Rgb } from './contrast.ts';
import { toHex, toRgb } from './measure.ts';
import { tokens, type Token } from './tokens.ts';

/** How a page may be shown, in words. */
export const schemes = {
  light: 'light',
  dark: 'dark',
  highContrast: 'light, more contrast',
  highContrastDark: 'dark, more contrast',
} as const;
export type Scheme = keyof typeof schemes;

/** What a designer set, by custom property and scheme; what is no colour is the same in all of them, under `light`. */
export type Choices = Readonly<Record<string, Readonly<Partial<Record<Scheme, string>>>>>;

/** What `color-scheme` is there. */
export const baseOf = (scheme: Scheme): 'light' | 'dark' =>
  scheme === 'dark' || scheme === 'highContrastDark' ? 'dark' : 'light';

/** What a token is in a scheme, as CSS. What is set for light and dark holds for people who ask for more contrast too. */
export function valueIn(token: Token, scheme: Scheme, choices: Choices): string {
  const { property, value, colour } = token;
  const chosen = choices[property] ?? {};
  if (!colour) return chosen.light ?? value;
  const base = baseOf(scheme);
  const ofBase = colour.css ?? colour[base].hex;
  if (chosen[scheme] !== undefined) return chosen[scheme];
  if (scheme === base) return ofBase;
  if (chosen.light !== undefined || chosen.dark !== undefined) return valueIn(token, base, choices);
  return colour.highContrastCss ?? colour[scheme]?.hex ?? ofBase;
}

const known = (name: string) => tokens.find(({ path }) => path.join() === `color,${name}`);
const [surface, text] = [known('surface'), known('text')];

/** A colour token as it is shown in a scheme, over the surface; undefined: what was set is no colour. */
export function colourIn(token: Token, scheme: Scheme, choices: Choices): Rgb | undefined {
  const css = valueIn(token, scheme, choices);
  if (token === surface) return toRgb(css);
  const under = surface && colourIn(surface, scheme, choices);
  const ground = under && toHex(under);
  // What we mix from the text; the text itself is the page's, which has about this one.
  if (!css.includes('currentcolor') || Object.values(choices[token.property] ?? {}).includes(css))
    return toRgb(css, ground);
  const ofText = token === text ? undefined : text && colourIn(text, scheme, choices);
  const mixedFrom = ofText ? toHex(ofText) : (text?.colour?.[baseOf(scheme)].hex ?? '');
  return toRgb(css.replaceAll('currentcolor', mixedFrom), ground);
}
