import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { ESLint } from 'eslint';

// In CI typescript-eslint reads files from the disk once, and would not see our text in their place.
process.env['TSESTREE_SINGLE_RUN'] = 'false';

/** Each: a line that must not be written, where, and the rule that refuses it. The files exist; only their text is ours. */
const planted = [
  ['src/contract/money.ts', "import '../client/types.ts';", 'cabinet/import-direction'],
  ['src/contract/money.ts', "import 'ky';", 'cabinet/import-direction'],
  ['src/adapters/adapter.ts', "export * from '../client/types.ts';", 'cabinet/import-direction'],
  ['src/client/types.ts', "void import('../../components/shared/context.ts');", 'cabinet/import-direction'],
  ['src/client/types.ts', "import 'lit';", 'cabinet/import-direction'],
  ['src/i18n/format.ts', "import '../client/types.ts';", 'cabinet/import-direction'],
  ['components/shared/context.ts', "import '../order-history/define.ts';", 'cabinet/import-direction'],
  ['components/shared/context.ts', "import '../../test/helpers/until.ts';", 'cabinet/import-direction'],
  ['server/ports.ts', "import '../src/client/types.ts';", 'cabinet/import-direction'],
  ['server/ports.ts', "import '../components/shared/context.ts';", 'cabinet/import-direction'],
  [
    'src/contract/money.ts',
    'export const loose = (value: any): unknown => value;',
    '@typescript-eslint/no-explicit-any',
  ],
  [
    'src/contract/money.ts',
    'export const sure = (text?: string) => text!.length;',
    '@typescript-eslint/no-non-null-assertion',
  ],
  ['src/contract/money.ts', 'export const number = 1;\n'.repeat(301), 'max-lines'],
  ['components/shared/context.ts', "import 'lit/directives/unsafe-html.js';", 'no-restricted-imports'],
  ['components/shared/context.ts', "import 'zod';", 'no-restricted-imports'],
  ['components/shared/context.ts', "document.body.innerHTML = '';", 'no-restricted-syntax'],
  ['components/shared/context.ts', "document.body.insertAdjacentHTML('beforeend', '');", 'no-restricted-syntax'],
  [
    'components/shared/context.ts',
    "import { html } from 'lit'; html`<p .innerHTML=${'x'}></p>`;",
    'no-restricted-syntax',
  ],
  [
    'components/shared/context.ts',
    'import { html } from \'lit\'; html`<p style="color: red"></p>`;',
    'no-restricted-syntax',
  ],
  ['components/shared/context.ts', "eval('1');", 'no-eval'],
  [
    'components/shared/context.ts',
    'export const ones = Array.from({ length: 2 }, () => 1);',
    'no-restricted-properties',
  ],
] as const;

/** What the same places may contain. */
const allowed = [
  ['src/client/types.ts', "import '../adapters/adapter.ts';\nimport '../contract/index.ts';\n"],
  ['components/shared/context.ts', "import '../../src/client/types.ts';\nimport './styles.ts';\nimport 'lit';\n"],
  ['server/ports.ts', "import '../src/contract/index.ts';\nimport '../src/adapters/adapter.ts';\n"],
] as const;

describe('lint', () => {
  let eslint: ESLint;
  before(() => {
    eslint = new ESLint();
  });

  const rulesBroken = async (filePath: string, text: string) => {
    const [result] = await eslint.lintText(text, { filePath });
    return result?.messages.map(({ ruleId, message }) => ruleId ?? message) ?? [];
  };

  for (const [file, text, rule] of planted) {
    it(`refuses in ${file}: ${text.slice(0, 70).trim()}`, async () => {
      assert.ok((await rulesBroken(file, text)).includes(rule), `${rule} should have been broken`);
    });
  }
  for (const [file, text] of allowed) {
    it(`allows in ${file}: ${text.slice(0, 40).trim()} …`, async () => {
      assert.deepEqual(await rulesBroken(file, text), []);
    });
  }

  it('keeps widgets apart, and lets the whole cabinet define them', async () => {
    const { importDirection } = await import('../../.ci/eslint/import-direction.js');
    const { Linter } = await import('eslint');
    const check = (filename: string, text: string) =>
      new Linter({ cwd: process.cwd() })
        .verify(
          text,
          [
            {
              files: ['**/*.ts'],
              plugins: { cabinet: { rules: { direction: importDirection } } },
              rules: { 'cabinet/direction': 'error' },
            },
          ],
          { filename },
        )
        .map(({ message }) => message);
    assert.match(
      check('components/order-history/x.ts', "import '../invoice-list/define.ts';").join(),
      /may not import widget invoice-list/,
    );
    assert.deepEqual(check('components/order-history/parts/x.ts', "import '../order-history.ts';"), []);
    assert.deepEqual(check('components/app/app.ts', "import '../invoice-list/define.ts';"), []);
    assert.deepEqual(check('components/launcher/panel.ts', "import('../app/define.ts');"), []);
    assert.equal(check('components/app/app.ts', "import '../invoice-list/invoice-list.ts';").length, 1);
  });
});
