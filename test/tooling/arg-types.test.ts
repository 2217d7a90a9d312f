import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { before, describe, it } from 'node:test';
import { extractArgTypes, type Declaration, type Manifest } from '../../.storybook/arg-types.ts';

const described = (name: string, description: string): { name: string; description: string } => ({ name, description });
const widget = {
  tagName: 'cabinet-example',
  attributes: [
    { name: 'heading', description: 'An attribute.', type: { text: 'string | undefined' } },
    { name: 'send-with', fieldName: 'sendWith', type: { text: "'enter' | 'ctrl-enter' | undefined" } },
    { name: 'url-state', fieldName: 'urlState', type: { text: 'string' } },
  ],
  members: [
    { kind: 'field', name: 'heading', attribute: 'heading' },
    { kind: 'field', name: 'columns', type: { text: 'Column[]' } },
    { kind: 'field', name: 'shown', readonly: true, type: { text: 'string' }, description: 'What is shown.' },
    { kind: 'field', name: 'secret', privacy: 'private' },
    { kind: 'method', name: 'reload' },
  ],
  slots: [described('', 'The content.'), described('heading', 'A slot.')],
  cssParts: [described('heading', 'A part.')],
  events: [described('heading', 'An event.')],
  cssProperties: [{ name: '--heading', default: 'none' }],
  cssStates: [described('heading', 'A state.')],
};
const rows = extractArgTypes({ modules: [{ declarations: [widget] }] }, 'cabinet-example') ?? {};

describe('the table of a documentation page', () => {
  it('keeps apart what has one name but is of several kinds', () => {
    assert.deepEqual(
      Object.entries(rows).map(([key, { name, table }]) => [key, name, table.category]),
      [
        ['heading', 'heading', 'properties'],
        ['sendWith', 'send-with', 'properties'],
        ['urlState', 'url-state', 'properties'],
        ['columns', 'columns', 'properties'],
        ['shown', 'shown', 'properties'],
        ['slot:', '(default)', 'slots'],
        ['slot:heading', 'heading', 'slots'],
        ['part:heading', 'heading', 'parts'],
        ['event:heading', 'heading', 'events'],
        ['css-property:--heading', '--heading', 'CSS properties'],
        ['state:heading', 'heading', 'states'],
      ],
    );
  });

  it('has a control only where a plain property can be set', () => {
    const controlled = Object.keys(rows).filter((key) => rows[key]?.control !== false);
    assert.deepEqual(controlled, ['heading', 'sendWith']);
    assert.deepEqual(rows['heading']?.type, { name: 'string' });
    assert.deepEqual(rows['sendWith']?.type, { name: 'enum', value: ['enter', 'ctrl-enter'] });
  });

  it('says how a page writes what is no property, and leaves out that a property may be absent', () => {
    assert.deepEqual(
      Object.values(rows).map(({ table }) => table.type?.summary),
      [
        'string',
        "'enter' | 'ctrl-enter'",
        'string',
        'Column[]',
        'string',
        'children',
        'slot="heading"',
        '::part(heading)',
        undefined,
        undefined,
        ':state(heading)',
      ],
    );
    assert.equal(rows['shown']?.description, 'What is shown. Read-only.');
  });

  it('knows nothing of a tag that is not in the manifest', () => {
    assert.equal(extractArgTypes({ modules: [] }, 'cabinet-example'), undefined);
  });
});

describe('the documentation page of', () => {
  /** The tags that have one. */
  const tags = globSync('stories/*.stories.ts').flatMap(
    (file) => /component: '([a-z-]+)'/.exec(readFileSync(file, 'utf8'))?.[1] ?? [],
  );
  let manifest: Manifest;
  before(() => {
    const folder = mkdtempSync(join(tmpdir(), 'manifest-'));
    const { status, stderr } = spawnSync(
      process.execPath,
      [
        'node_modules/@custom-elements-manifest/analyzer/cem.js',
        'analyze',
        '--config',
        'custom-elements-manifest.config.js',
        '--outdir',
        relative(process.cwd(), folder),
        '--quiet',
      ],
      { encoding: 'utf8' },
    );
    assert.equal(status, 0, stderr);
    manifest = JSON.parse(readFileSync(join(folder, 'custom-elements.json'), 'utf8')) as Manifest;
    rmSync(folder, { recursive: true });
  });
  const all = (): Declaration[] => manifest.modules.flatMap(({ declarations = [] }) => declarations);

  for (const tag of tags) {
    it(`${tag} has a row with a sentence for all that the manifest knows`, () => {
      const table = Object.values(extractArgTypes(manifest, tag) ?? {});
      const {
        attributes = [],
        members = [],
        slots = [],
        cssParts = [],
        events = [],
        cssProperties = [],
        cssStates = [],
      } = all().find(({ tagName }) => tagName === tag) ?? {};
      const names = (category: string): string[] =>
        table.flatMap((row) => (row.table.category === category ? row.name : [])).toSorted();
      const named = (entries: readonly { name: string }[]) => entries.map(({ name }) => name || '(default)').toSorted();
      const fields = members.filter(({ kind, attribute, privacy }) => kind === 'field' && !attribute && !privacy);
      assert.deepEqual(names('properties'), [...new Set(named([...attributes, ...fields]))]);
      assert.deepEqual(names('slots'), named(slots));
      assert.deepEqual(names('parts'), named(cssParts));
      assert.deepEqual(names('events'), named(events));
      assert.deepEqual(names('CSS properties'), named(cssProperties));
      assert.deepEqual(names('states'), named(cssStates));
      assert.notDeepEqual(names('parts'), tag === 'cabinet-provider' ? ['none'] : []);
      for (const { name, description, table: row } of table) {
        assert.match(description, /^[A-Z0-9`].*[a-z`}).”»]$/s, `${name}: ${description}`);
        // A name of ours for a choice of words says nothing; what only code sets has a type of the package.
        assert.doesNotMatch(row.type?.summary ?? '', /^(any|unknown|object)$|\['/, name);
        if (row.category === 'events') assert.match(row.type?.summary ?? '', /^(Custom)?Event$/, name);
      }
    });
  }

  it('each widget has all events that it tells the page of', () => {
    for (const tag of tags.filter((each) => !/provider|launcher|order-details|reorder-dialog/.test(each))) {
      const sources = globSync(`components/${tag.replace('cabinet-', '')}/**/*.ts`).map((file) =>
        readFileSync(file, 'utf8'),
      );
      const told = sources.flatMap((text) =>
        [...text.matchAll(/\bemit\(\s*'([a-z-]+)'/g)].map(([, name = '']) => name),
      );
      const documented = new Set(
        all()
          .find(({ tagName }) => tagName === tag)
          ?.events?.map(({ name }) => name),
      );
      assert.ok(told.length > 0, tag);
      assert.deepEqual(
        [...new Set(told)].filter((name) => !documented.has(name)),
        [],
        tag,
      );
    }
  });
});
