import { toHex, toRgb } from './measure.ts';
import { tokens, type Token, type TokenColour } from './tokens.ts';

/** What a designer set, by custom property; of a colour for each scheme. */
export type Choices = Readonly<Record<string, { light: string; dark: string }>>;

/** A rule for the page's CSS: nothing but what differs from what the widgets do by themselves. */
export function toCss(choices: Choices): string {
  const lines = tokens.flatMap(({ property, colour }) => {
    const chosen = choices[property];
    if (!chosen) return [];
    const same = !colour || chosen.light === chosen.dark;
    return [`  ${property}: ${same ? chosen.light : `light-dark(${chosen.light}, ${chosen.dark})`};`];
  });
  return lines.length === 0 ? '' : `:root {\n${lines.join('\n')}\n}\n`;
}

function colourToken(css: string): TokenColour {
  const rgb = toRgb(css) ?? [0, 0, 0];
  return { colorSpace: 'srgb', components: rgb.map((part) => Math.round((part / 255) * 1e4) / 1e4), hex: toHex(rgb) };
}

function tokenOf({ colour, description }: Token, { light, dark }: { light: string; dark: string }) {
  if (colour) {
    const variants = { 'org.cabinet-elements': { dark: colourToken(dark) } };
    return { $type: 'color', $value: colourToken(light), $description: description, $extensions: variants };
  }
  const [, number = light, unit] = /^([\d.]+)(px|em|rem)$/.exec(light) ?? [];
  const $value = unit ? { value: Number(number), unit } : Number(number);
  return { $type: unit ? 'dimension' : 'number', $value, $description: description };
}

/** The same as a file of design tokens (Design Tokens Community Group, 2025.10), of all tokens. */
export function toTokens(choices: Choices): string {
  const file: Record<string, unknown> = {};
  for (const token of tokens) {
    const chosen = choices[token.property] ?? { light: token.value, dark: token.colour?.dark.hex ?? token.value };
    const [group, name] = token.path;
    if (name === undefined) file[group ?? ''] = tokenOf(token, chosen);
    else file[group ?? ''] = { ...(file[group ?? ''] as object | undefined), [name]: tokenOf(token, chosen) };
  }
  return `${JSON.stringify(file, null, 2)}\n`;
}
