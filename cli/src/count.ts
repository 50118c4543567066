import { z } from 'zod';

const Tests = z.number().default(0);
const VitestReport = z.object({
  numPassedTests: Tests,
  numFailedTests: Tests,
  numPendingTests: Tests,
  numTodoTests: Tests,
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })).default([]),
});
const PlaywrightReport = z.object({
  stats: z.object({ expected: Tests, flaky: Tests, unexpected: Tests, skipped: Tests }).prefault({}),
  errors: z.array(z.unknown()).default([]),
});

/** How many tests passed, failed and were skipped. */
export interface Count {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Nothing counted yet. */
export const nothing: Count = { passed: 0, failed: 0, skipped: 0 };

/** The sum of counts. */
export function addCounts(counts: readonly Count[]): Count {
  return counts.reduce(
    (sum, one) => ({
      passed: sum.passed + one.passed,
      failed: sum.failed + one.failed,
      skipped: sum.skipped + one.skipped,
    }),
    nothing,
  );
}

/** The last line of every test run, read by machines: `12 passed, 0 failed, 1 skipped`. */
export function countLine({ passed, failed, skipped }: Count): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/** Reads the last such line of a program's output; undefined without one. */
export function readCountLine(output: string): Count | undefined {
  const last = [...output.matchAll(/^(\d+) passed, (\d+) failed, (\d+) skipped$/gm)].at(-1);
  return last ? { passed: Number(last[1]), failed: Number(last[2]), skipped: Number(last[3]) } : undefined;
}

/** Counts vitest's JSON report; a file that could not be loaded counts as one failure. */
export function countVitest(report: unknown): Count {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = VitestReport.parse(report);
  const broken = testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;
  return {
    passed: numPassedTests,
    failed: numFailedTests + broken,
    skipped: numPendingTests + numTodoTests,
  };
}

/** Counts Playwright's JSON report; a test that passed only when repeated counts as passed, an error outside any test as failed. */
export function countPlaywright(report: unknown): Count {
  const { stats, errors } = PlaywrightReport.parse(report);
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected + errors.length, skipped: stats.skipped };
}
