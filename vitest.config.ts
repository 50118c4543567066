import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Unit tests: everything beside the code that needs neither Docker nor a cluster. */
export default defineConfig({
  test: {
    include: ['*/**/*.test.ts', '*/**/*.test.tsx'],
    // Patience for a busy machine; no test waits for it when all is well.
    testTimeout: 60_000,
    expect: { poll: { timeout: 10_000 } },
    // Half of the time of these tests is waiting.
    maxWorkers: Math.max(2, availableParallelism()),
    exclude: ['**/node_modules/**', '**/dist/**', '**/*.cluster.test.ts', 'images/go/**'],
  },
});
