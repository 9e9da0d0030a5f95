import tseslint from 'typescript-eslint'

const pure = ['src/{domain,application,projections}/**/*.ts']
const tests = ['**/*.{test,contract}.{ts,tsx}', '**/*.e2e.ts']

export default tseslint.config(
  { ignores: ['dist/**', 'coverage/**', '.data/**', '**/recordings/**', 'node_modules/**', 'docs/**'] },
  {
    files: ['src/**/*.ts', 'web/**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommended],
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/ban-ts-comment': [
        'error',
        { 'ts-expect-error': 'allow-with-description', 'ts-ignore': true, 'ts-nocheck': true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-empty': ['error', { allowEmptyCatch: false }],
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Name what you export: a default export has a different name in every file.' },
        { selector: 'ExportAllDeclaration', message: 'No barrels: import the file that has the thing.' },
      ],
    },
  },
  {
    files: ['src/**/*.ts', 'web/src/**/*.{ts,tsx}'],
    ignores: tests,
    rules: {
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['web/src/**/*.tsx'],
    rules: { 'max-lines-per-function': ['error', { max: 140, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: pure,
    ignores: tests,
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Name what you export: a default export has a different name in every file.' },
        { selector: 'ExportAllDeclaration', message: 'No barrels: import the file that has the thing.' },
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: "Time comes in: use the command's time or the Clock port.",
        },
        {
          selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
          message: "Time comes in: use the command's time or the Clock port.",
        },
        {
          selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
          message: 'Chance comes in with the command, from the IdSource port.',
        },
      ],
    },
  },
  {
    files: tests,
    rules: {
      'no-restricted-properties': [
        'error',
        ...['it', 'test', 'describe'].flatMap((object) =>
          ['skip', 'only', 'todo'].map((property) => ({
            object,
            property,
            message: 'A test that does not run proves nothing: mend it or delete it.',
          })),
        ),
      ],
    },
  },
)
