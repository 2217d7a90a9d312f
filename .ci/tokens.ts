// `npm run tokens`: makes the widgets' CSS of the design tokens. `--check` only says whether it was done.
import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import StyleDictionary from 'style-dictionary';
import type { TransformedToken } from 'style-dictionary/types';

const SOURCE = 'components/shared/tokens.json';
const shortName = (path: readonly string[]) => path.filter((part) => part !== 'color').join('-');
const plainHead = (what: string) =>
  `/** The design tokens of the launcher's ${what}: made of \`tokens.json\` by \`npm run tokens\`. */\nconst css = String.raw;\nexport const ${what}Tokens = css`;

/** Those of every widget, and of the launcher, which does without Lit and loads its panel later. */
const TARGETS = {
  'components/shared/tokens.ts': {
    has: ({ path }: TransformedToken) => path[0] !== 'launcher',
    head: "import { css } from 'lit';\n\n/** The design tokens, as our styles read them: made of `tokens.json` by `npm run tokens`. */\nexport const tokenStyles = css",
  },
  'components/launcher/launcher.tokens.ts': {
    has: ({ path }: TransformedToken) =>
      /^(launcher-(side|inset.*|size)|surface|brand|on-brand|critical)$/.test(shortName(path)),
    head: plainHead('button'),
  },
  'components/launcher/panel.tokens.ts': {
    has: ({ path }: TransformedToken) =>
      /^(launcher-(width|height)|font-size|radius|border|on-surface)$/.test(shortName(path)),
    head: plainHead('panel'),
  },
} as const;

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
  `--_${shortName(path)}: var(--cabinet-${path.join('-')}, ${value});`;

/** The code of one of the targets. */
function code(allTokens: readonly TransformedToken[], head: string): string {
  const base = allTokens.map((token) => declaration(token, valueOf(token)));
  const more = allTokens.flatMap((token) => {
    const value = highContrastOf(token);
    return value === undefined ? [] : [declaration(token, value)];
  });
  return `${head}\`
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
}

const dictionary = new StyleDictionary({
  source: [SOURCE],
  log: { verbosity: 'silent' },
  platforms: { css: { transforms: ['attribute/cti'] } },
});
const { allTokens } = await dictionary.getPlatformTokens('css');
for (const [target, { has, head }] of Object.entries(TARGETS)) {
  const made = await format(code(allTokens.filter(has), head), { ...(await resolveConfig(target)), filepath: target });
  if (!process.argv.includes('--check')) writeFileSync(target, made);
  else if (readFileSync(target, 'utf8') !== made) {
    console.error(`${target} is not what ${SOURCE} says. Run: npm run tokens`);
    process.exitCode = 1;
  }
}
