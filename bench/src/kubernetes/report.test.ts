import { expect, test } from 'vitest';
import { count, format, readReport } from './report.ts';

const spec = (hierarchy: string, leaf: string, state: string, message?: string) => ({
  ContainerHierarchyTexts: [hierarchy],
  LeafNodeType: 'It',
  LeafNodeText: leaf,
  State: state,
  ...(message !== undefined && { Failure: { Message: message } }),
});

const report = JSON.stringify([
  {
    SpecReports: [
      { ContainerHierarchyTexts: null, LeafNodeType: 'BeforeSuite', LeafNodeText: '', State: 'passed' },
      spec('[sig-network] DNS', 'should provide DNS for services [Conformance]', 'passed'),
      spec('[sig-network] DNS', 'should provide DNS for Pods [Conformance]', 'failed', 'it timed out\nand more'),
      spec('[sig-apps] Job', 'should run [Conformance] [Serial]', 'skipped'),
      spec('[sig-apps] Job', 'should be skipped [Conformance]', 'skipped', 'Requires at least 2 nodes'),
      spec('[sig-apps] Job', 'was interrupted [Conformance]', 'interrupted'),
      spec('[sig-windows] Hybrid', 'should not count', 'passed'),
    ],
  },
]);

test('tests count in their group, with why they failed or were skipped', () => {
  const results = readReport(report);
  expect(count(results)).toEqual({ passed: 1, failed: 2, skipped: 2 });
  const told = format(results);
  expect(told).toContain('DNS: 1 passed, 1 failed, 0 skipped');
  expect(told).toContain('✗ [sig-network] DNS should provide DNS for Pods [Conformance]\n    it timed out\n');
  expect(told).toContain('skipped 1: changes the cluster for all others: [Serial]');
  expect(told).toContain('skipped 1: Requires at least 2 nodes');
  expect(told.trim().split('\n').at(-1)).toBe('1 passed, 2 failed, 2 skipped');
});

test('a group that was not chosen is in no count', () => {
  const results = readReport(report, []);
  expect(count(results)).toEqual({ passed: 0, failed: 0, skipped: 0 });
});
