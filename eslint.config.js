import { configs as lit } from 'eslint-plugin-lit';
import { configs as wc } from 'eslint-plugin-wc';
import { defineConfig } from 'eslint/config';
import ts from 'typescript-eslint';
import { importDirection } from './.ci/eslint/import-direction.js';
import { unsafe } from './.ci/eslint/unsafe.js';

const shipped = ['src/**/*.ts', 'components/**/*.ts'];
const written = [...shipped, 'server/**/*.ts'];

export default defineConfig(
  { ignores: ['dist/**', 'storybook-static/**', 'coverage/**', '.data/**'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error', noInlineConfig: true } },
  {
    files: ['**/*.{ts,js,mjs}'],
    extends: [ts.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['tsconfig.json', 'server/tsconfig.json', 'test/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    plugins: { cabinet: { rules: { 'import-direction': importDirection } } },
    rules: {
      'cabinet/import-direction': 'error',
      eqeqeq: 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // `() => doIt()` is clearer than braces around it, and an empty function is a choice.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-empty-function': 'off',
      // Event handlers may be async: what they throw, they have handled.
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { arguments: false, attributes: false, properties: false } },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      // A page gets data from elsewhere: types do not tell what is really there.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      // An aborted signal's reason is passed on as it is, whatever it is.
      '@typescript-eslint/prefer-promise-reject-errors': [
        'error',
        { allowThrowingUnknown: true, allowThrowingAny: true },
      ],
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      // Lit binds listeners to the element, and the parts of the server are objects of closures.
      '@typescript-eslint/unbound-method': 'off',
      // Saying what is already the default can be clearer.
      '@typescript-eslint/no-unnecessary-type-arguments': 'off',
      '@typescript-eslint/no-unnecessary-boolean-literal-compare': 'off',
      '@typescript-eslint/no-dynamic-delete': 'off',
      // Marked by its makers so that it stands out, not because it goes away.
      '@typescript-eslint/no-deprecated': [
        'error',
        { allow: [{ from: 'package', package: 'openid-client', name: 'allowInsecureRequests' }] },
      ],
      // A function of an interface of promises is async whether or not it waits for something.
      '@typescript-eslint/require-await': 'off',
      // `adapter.call` as a type parameter only once is how the table's types travel.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
    },
  },
  {
    files: written,
    rules: {
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'no-console': ['error', { allow: ['warn', 'error'] }],
    },
  },
  { files: ['server/**/*.ts', 'test/**/*.ts'], rules: { 'no-console': 'off' } },
  {
    files: ['components/**/*.ts', 'stories/**/*.ts'],
    extends: [lit['flat/recommended'], wc['flat/recommended']],
    rules: {
      // The base class gives the tag's name in define.ts, not here.
      'wc/guard-super-call': 'off',
    },
  },
  { files: shipped, rules: unsafe },
  {
    files: ['components/**/*.ts', 'src/client/**/*.ts', 'src/contract/**/*.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        {
          object: 'Array',
          property: 'from',
          message: 'Old libraries on host pages put one without its second argument in its place: spread.',
        },
      ],
    },
  },
  {
    files: ['test/**/*.ts', 'stories/**/*.ts'],
    rules: {
      // chai's assertions are expressions, and node's `test` answers a promise that its runner awaits.
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', package: 'node:test', name: ['test', 'it', 'describe', 'suite', 'before', 'after'] },
          ],
        },
      ],
    },
  },
  {
    files: ['**/*.{js,mjs}'],
    extends: [ts.configs.disableTypeChecked],
    rules: { 'cabinet/import-direction': 'error' },
  },
);
