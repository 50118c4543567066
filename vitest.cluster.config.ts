import { defineConfig } from 'vitest/config';

/** Proofs on a real cluster: `name.cluster.test.ts`, two files at a time, for half of the time of a cluster is waiting. */
export default defineConfig({
  test: {
    include: ['*/**/*.cluster.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    maxWorkers: 2,
    testTimeout: 300_000,
    hookTimeout: 600_000,
  },
});
