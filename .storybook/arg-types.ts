/** What the documentation needs of one entry of a custom-elements manifest. */
interface Entry {
  name: string;
  description?: string;
  default?: string;
  type?: { text: string };
  kind?: string;
  privacy?: string;
  readonly?: boolean;
  attribute?: string;
  fieldName?: string;
}

/** A widget of a custom-elements manifest, as far as its documentation page shows it. */
export interface Declaration {
  tagName?: string;
  members?: Entry[];
  attributes?: Entry[];
  events?: Entry[];
  slots?: Entry[];
  cssParts?: Entry[];
  cssProperties?: Entry[];
  cssStates?: Entry[];
}

/** The manifest, as far as documentation pages are made from it. */
export interface Manifest {
  modules: { declarations?: Declaration[] }[];
}

/** A row of the documentation's table. */
export interface ArgType {
  name: string;
  description: string;
  /** Only for properties: what makes their control. */
  type?: { name: 'boolean' | 'number' | 'string' } | { name: 'enum'; value: string[] };
  control?: false;
  table: { category: string; type?: { summary: string }; defaultValue?: { summary: string } };
}

/** Beside the properties: where they stand in the manifest, how they are called, and how a page writes one. */
const tables = {
  slot: { list: 'slots', category: 'slots', written: (name: string) => (name ? `slot="${name}"` : 'children') },
  part: { list: 'cssParts', category: 'parts', written: (name: string) => `::part(${name})` },
  event: { list: 'events', category: 'events', written: () => undefined },
  'css-property': { list: 'cssProperties', category: 'CSS properties', written: () => undefined },
  state: { list: 'cssStates', category: 'states', written: (name: string) => `:state(${name})` },
} as const;

/** That a property may be absent is no news to a page. */
const withoutUndefined = (type: string): string =>
  type.replace(/\s*\|\s*undefined$/, '').replace(/^\((.*=>.*)\)$/, '$1');

function row({ name, description = '', type, default: value, readonly }: Entry, category: string): ArgType {
  return {
    name: name || '(default)',
    description: readonly ? `${description} Read-only.` : description,
    table: {
      category,
      ...(type && { type: { summary: withoutUndefined(type.text) } }),
      ...(value !== undefined && { defaultValue: { summary: value } }),
    },
  };
}

function control({ name, readonly, type: { text } = { text: '' } }: Entry): Pick<ArgType, 'type' | 'control'> {
  // The address is that of Storybook's frame, which nobody sees.
  if (readonly || name === 'url-state') return { control: false };
  const plain = text.replace(/\s*\|\s*(undefined|null)\b/g, '');
  if (plain === 'boolean' || plain === 'number' || plain === 'string') return { type: { name: plain } };
  const choices = plain.split('|').map((choice) => /^\s*'([^']*)'\s*$/.exec(choice)?.[1]);
  if (choices.every((choice) => choice !== undefined)) return { type: { name: 'enum', value: choices } };
  return { control: false };
}

/** What the manifest says of a tag. */
export const declarationOf = ({ modules }: Manifest, tagName: string): Declaration | undefined =>
  modules.flatMap(({ declarations = [] }) => declarations).find((one) => one.tagName === tagName);

/**
 * Everything a page can use of a widget, by kind. Storybook's own table is keyed by name alone, so that of a slot,
 * a part and a property with one name only the last is seen; here all but properties carry their kind in the key.
 *
 * @param tagName - For instance `cabinet-order-history`.
 * @returns Nothing for what is not in the manifest.
 * @example
 * extractArgTypes(manifest, 'cabinet-order-history')['part:heading'];
 */
export function extractArgTypes(manifest: Manifest, tagName: string): Record<string, ArgType> | undefined {
  const widget = declarationOf(manifest, tagName);
  if (!widget) return undefined;
  const fields = (widget.members ?? []).filter(
    ({ kind, privacy }) => kind === 'field' && privacy !== 'private' && privacy !== 'protected',
  );
  const rows: Record<string, ArgType> = {};
  // Shown by the attribute's name where there is one, as it stands in a page; the stories' arguments are the properties.
  const attributes = widget.attributes ?? [];
  for (const entry of [...attributes, ...fields.filter(({ attribute }) => !attribute)])
    rows[entry.fieldName ?? entry.name] = { ...row(entry, 'properties'), ...control(entry) };
  for (const [kind, { list, category, written }] of Object.entries(tables))
    for (const entry of widget[list] ?? []) {
      const text = written(entry.name);
      const named = text === undefined ? entry : { ...entry, type: { text } };
      rows[`${kind}:${entry.name}`] = { ...row(named, category), control: false };
    }
  return rows;
}
