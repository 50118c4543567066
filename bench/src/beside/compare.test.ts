import { expect, test } from 'vitest';
import { compareReports } from './compare.ts';

const report = (verdict: number, throughput: number, more: object = {}) => ({
  at: '2026-01-01T00:00:00.000Z',
  host: { cpus: 2, loadBefore: 1 },
  labs: [{ lab: 'memory-limit', points: 10, verdict: { p50: verdict, p95: 2 * verdict, samples: 40 } }],
  figures: { drydock: { throughput, throughputs: [throughput, 1] } },
  aims: [{ aim: 'p50', found: verdict, p50: verdict }],
  ...more,
});

test('each figure of two checkouts is compared by the median of its turns', () => {
  const here = [report(10, 30), report(50, 10), report(30, 20)];
  const beside = [report(20, 40), report(20, 40, { newer: { p50: 1 } })];
  expect(compareReports(here, beside)).toEqual([
    { figure: 'labs.memory-limit.verdict.p50', here: 30, beside: 20, ratio: 1.5, isMoreBetter: false },
    { figure: 'labs.memory-limit.verdict.p95', here: 60, beside: 40, ratio: 1.5, isMoreBetter: false },
    { figure: 'figures.drydock.throughput', here: 20, beside: 40, ratio: 0.5, isMoreBetter: true },
  ]);
});
