import { expect, test } from 'vitest';
import { bytesText, cpuText } from './amounts.ts';

test('amounts are written as Kubernetes writes them', () => {
  expect([0, 512, 38 * 1024 ** 2, 1.5 * 1024 ** 3, 1023 * 1024 ** 2].map(bytesText)).toEqual([
    '0',
    '512',
    '38Mi',
    '1.5Gi',
    '1.0Gi',
  ]);
  expect([2, 250, 1000, 1500, 1234].map(cpuText)).toEqual(['2m', '250m', '1', '1.5', '1234m']);
});
