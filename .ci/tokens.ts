// `npm run tokens`: makes the widgets' CSS of the design tokens. `--check` only says whether it was done.
import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import StyleDictionary from 'style-dictionary';
import type { TransformedToken } from 'style-dictionary/types';

const SOURCE = 'components/shared/tokens.json';
const TARGET = 'components/shared/tokens.ts';

const style = await resolveConfig(TARGET);

/** A colour of the format's version 2025.10, as CSS has it. */
interface Colour {
  hex: string;
}

interface Variants {
  dark?: Colour;
  highContrast?: Colour;
  highContrastDark?: Colour;
  css?: string;
  highContrastCss?: string;
}

const variantsOf = (token: TransformedToken): Variants =>
  (token.$extensions as { 'org.cabinet-elements'?: Variants } | undefined)?.['org.cabinet-elements'] ?? {};

/** Both schemes at once: the browser takes that which the page has. */
const colour = (light: Colour, dark: Colour | undefined) =>
  dark && dark.hex !== light.hex ? `light-dark(${light.hex}, ${dark.hex})` : light.hex;

function valueOf(token: TransformedToken): string {
  if (token.$type === 'dimension') {
    const { value, unit } = token.$value as { value: number; unit: string };
    return `${value}${unit}`;
  }
  if (token.$type !== 'color') return String(token.$value);
  const { css, dark } = variantsOf(token);
  return css ?? colour(token.$value as Colour, dark);
}

/** For people who ask for more contrast; undefined: as for the others. */
function highContrastOf(token: TransformedToken): string | undefined {
  const { highContrast, highContrastDark, highContrastCss } = variantsOf(token);
  return highContrastCss ?? (highContrast && colour(highContrast, highContrastDark));
}

/** The private name that our styles read, of the public one that a page sets. */
const declaration = ({ path }: TransformedToken, value: string) =>
  `--_${path.filter((part) => part !== 'color').join('-')}: var(--cabinet-${path.join('-')}, ${value});`;

StyleDictionary.registerFormat({
  name: 'lit',
  format({ dictionary: { allTokens } }) {
    const base = allTokens.map((token) => declaration(token, valueOf(token)));
    const more = allTokens.flatMap((token) => {
      const value = highContrastOf(token);
      return value === undefined ? [] : [declaration(token, value)];
    });
    const code = `import { css } from 'lit';

/** The design tokens, as our styles read them: made of \`tokens.json\` by \`npm run tokens\`. */
export const tokenStyles = css\`
  :host {
    ${base.join('\n    ')}
  }
  @media (prefers-contrast: more) {
    :host {
      ${more.join('\n      ')}
    }
  }
\`;
`;
    return format(code, { ...style, filepath: TARGET });
  },
});

const dictionary = new StyleDictionary({
  source: [SOURCE],
  log: { verbosity: 'silent' },
  platforms: { lit: { transforms: ['attribute/cti'], files: [{ format: 'lit', destination: TARGET }] } },
});
const [made] = await dictionary.formatPlatform('lit');
const code = String(made?.output);
if (!process.argv.includes('--check')) writeFileSync(TARGET, code);
else if (readFileSync(TARGET, 'utf8') !== code) {
  console.error(`${TARGET} is not what ${SOURCE} says. Run: npm run tokens`);
  process.exitCode = 1;
}
