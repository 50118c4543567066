import { defineConfig, type OxlintConfig } from 'oxlint';
import { casts } from './casts.ts';
import { walls } from './walls.ts';

const config: OxlintConfig = defineConfig({
  plugins: ['typescript', 'import', 'unicorn', 'promise', 'vitest', 'jsx-a11y', 'node'],
  categories: { correctness: 'error' },
  env: { es2024: true },
  options: { typeAware: true },
  ignorePatterns: ['**/dist/**', '**/.astro/**', 'images/go/**', '**/node_modules/**'],
  rules: {
    'import/no-cycle': ['error', { ignoreTypes: false }],
    'typescript/no-explicit-any': 'error',
    'typescript/no-non-null-assertion': 'error',
    'typescript/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': 'error',
    'node/no-process-env': 'error',
    eqeqeq: ['error', 'smart'],
    'no-var': 'error',
    'prefer-const': 'error',
    'vitest/expect-expect': ['error', { assertFunctionNames: ['expect', 'hold'] }],
  },
  overrides: [
    ...walls,
    ...casts,
    {
      files: ['cli/**', 'e2e/**', 'server/src/config.ts', '**/*.cluster.test.ts', 'terminal/agent/src/main.ts'],
      rules: { 'node/no-process-env': 'off' },
    },
    { files: ['site/**'], rules: { 'jsx-a11y/prefer-tag-over-role': 'off' } },
  ],
});

export default config;
