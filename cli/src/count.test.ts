import { expect, test } from 'vitest';
import { addCounts, countLine, countPlaywright, countVitest, readCountLine } from './count.ts';

test('the line a run ends with is read back as the same numbers', () => {
  const count = { passed: 120, failed: 3, skipped: 1 };
  expect(readCountLine(`noise\n${countLine(count)}\n`)).toEqual(count);
});

test('the last line counts, and a sentence around the words is no count', () => {
  expect(readCountLine('1 passed, 0 failed, 0 skipped\n2 passed, 1 failed, 0 skipped\n')).toEqual({
    passed: 2,
    failed: 1,
    skipped: 0,
  });
  expect(readCountLine('in all 1 passed, 0 failed, 0 skipped today')).toBeUndefined();
});

test('a vitest file that does not load is a failure although no test in it ran', () => {
  const report = {
    numPassedTests: 4,
    numFailedTests: 1,
    numPendingTests: 1,
    numTodoTests: 1,
    testResults: [
      { status: 'failed', assertionResults: [] },
      { status: 'failed', assertionResults: [{}] },
      { status: 'passed', assertionResults: [{}] },
    ],
  };
  expect(countVitest(report)).toEqual({ passed: 4, failed: 2, skipped: 2 });
});

test('a Playwright run that broke before its first test is a failure', () => {
  expect(
    countPlaywright({ stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0 }, errors: [{ message: 'x' }] }),
  ).toEqual({ passed: 0, failed: 1, skipped: 0 });
  expect(countPlaywright({ stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 2 }, errors: [] })).toEqual({
    passed: 6,
    failed: 1,
    skipped: 2,
  });
});

test('counts add up', () => {
  expect(
    addCounts([
      { passed: 1, failed: 0, skipped: 2 },
      { passed: 3, failed: 1, skipped: 0 },
    ]),
  ).toEqual({ passed: 4, failed: 1, skipped: 2 });
});
