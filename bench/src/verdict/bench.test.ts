import { join } from 'node:path';
import { loadLabs } from '@drydock/lab';
import { expect, test } from 'vitest';
import { timesOf } from '../times.ts';
import { aimsOf, chooseLabs } from './bench.ts';

const lab = (id: string, verdict: number, timesFaster: number) => ({
  lab: id,
  verdict: timesOf([verdict]),
  timesFaster,
});

test('the slowest lab and the median of the labs are compared with the targets, and the worst is named', () => {
  const labs = [lab('quick', 10, 30), lab('slow', 151, 4.2), lab('middle', 50, 12)];
  expect(aimsOf(labs, { toEvent: timesOf([300]) })).toMatchObject([
    { aim: expect.stringContaining('slow'), found: 151, atMost: 150, kept: false },
    { aim: expect.stringContaining('the least 4.2 (slow)'), found: 12, atLeast: 10, kept: true },
    { found: 300, atMost: 300, kept: true },
  ]);
  expect(aimsOf(labs, undefined)).toHaveLength(2);
});

test('labs are chosen once each, four unlike ones without a choice, and none that there is not', async () => {
  const { labs } = await loadLabs(join(import.meta.dirname, '../../../labs'));
  const labOf = (id: string) => {
    const lab = labs.get(id);
    if (!lab) throw new Error(`no lab ${id}`);
    return lab;
  };
  const ids = async (named: readonly string[]) => (await chooseLabs(named, labOf)).map((each) => each.lab.id);
  expect(await ids(['pv-pvc-nginx', 'pv-pvc-nginx'])).toEqual(['pv-pvc-nginx']);
  expect(await ids([])).toHaveLength(4);
  await expect(ids(['no-such-lab'])).rejects.toThrow('no lab no-such-lab');
});
