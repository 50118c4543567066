import { defineConfig } from 'vitest/config';

/** Proofs on a real cluster: `name.cluster.test.ts`, one file after the other, for a cluster takes what a machine has. */
export default defineConfig({
  test: {
    include: ['*/**/*.cluster.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 600_000,
  },
});
