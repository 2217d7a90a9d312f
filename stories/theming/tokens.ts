import source from '../../components/shared/tokens.json' with { type: 'json' };

/** A colour in the tokens' format. */
export interface TokenColour {
  colorSpace: 'srgb';
  components: number[];
  hex: string;
}

/** What a colour token says beside its value in the light scheme. */
export interface ColourVariants {
  dark: TokenColour;
  highContrast?: TokenColour;
  highContrastDark?: TokenColour;
  /** What is used instead where the page decides. */
  css?: string;
  highContrastCss?: string;
}

/** A token by the custom property that a page sets. */
export interface Token {
  /** Where it is in the file. */
  path: readonly string[];
  /** `--cabinet-color-brand` */
  property: string;
  description: string;
  /** In the light scheme. */
  value: string;
  /** Of a colour. */
  colour?: { light: TokenColour } & ColourVariants;
}

const propertyOf = (path: readonly string[]) => `--cabinet-${path.join('-')}`;

const { color, density, 'font-size': fontSize, launcher, radius } = source;

const plain = (path: string[], { $value, $description }: typeof radius | typeof density): Token => ({
  ...{ path, property: propertyOf(path), description: $description },
  value: typeof $value === 'number' ? String($value) : `${$value.value}${$value.unit}`,
});

const colours = Object.entries(color).flatMap(([name, entry]): Token[] => {
  if (typeof entry === 'string') return [];
  const {
    $value,
    $description: description,
    $extensions,
  } = entry as unknown as {
    $value: TokenColour;
    $description: string;
    $extensions: { 'org.cabinet-elements': ColourVariants };
  };
  const path = ['color', name];
  const colour = { light: $value, ...$extensions['org.cabinet-elements'] };
  return [{ path, property: propertyOf(path), description, value: $value.hex, colour }];
});

/** Every design token, in the order of the file. */
export const tokens: readonly Token[] = [
  plain(['font-size'], fontSize),
  plain(['radius'], radius),
  plain(['density'], density),
  ...colours,
  ...Object.entries(launcher).map(([name, token]) => plain(['launcher', name], token)),
];
