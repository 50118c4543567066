import { defineConfig } from 'vitest/config';

/** Unit tests: everything beside the code that needs neither Docker nor a cluster. */
export default defineConfig({
  test: {
    include: ['*/**/*.test.ts', '*/**/*.test.tsx'],
    exclude: ['**/node_modules/**', '**/dist/**', '**/*.cluster.test.ts', 'images/go/**'],
  },
});
