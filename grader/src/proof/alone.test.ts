import { startFakeApi } from '@drydock/cluster/testing';
import type { Lab } from '@drydock/lab';
import { noNode, oldNode, testCheck, testLab } from '@drydock/lab/testing';
import { expect, test } from 'vitest';
import { proveLabs } from './prove-labs.ts';

const labOf = (id: string, alone: boolean): Lab => ({ ...testLab(testCheck), id, alone });

/** Proves the fresh start and two near misses of each lab; returns the order of what happened, and what ran side by side. */
async function prove(labs: readonly Lab[], isLastKept = false) {
  await using api = await startFakeApi();
  api.put(oldNode);
  const open = new Set<string>();
  const beside = new Map<string, Set<string>>();
  const order: string[] = [];
  let made = 0;
  const proofs = await proveLabs({
    labs: labs.map((lab) => ({
      lab,
      plans: [
        { lab, name: 'fresh start' },
        ...['one', 'two'].map((name) => ({ lab, name, script: `${lab.id} ${name}`, expected: ['ready'] })),
      ],
      kept: new Map(),
    })),
    clusters: 3,
    isLastKept,
    open: async () => {
      const cluster = `cluster ${(made += 1)}`;
      open.add(cluster);
      return {
        kubeconfig: api.kubeconfig,
        node: noNode,
        runInWorkspace: async (_, { input = '' } = {}) => {
          beside.set(input, new Set(open));
          return { exitCode: 0, stdout: '', stderr: '' };
        },
        close: async () => void open.delete(cluster),
      };
    },
    log: () => ({ warn: () => undefined }),
    signal: new AbortController().signal,
    onTrial: ({ lab, name }) => void order.push(`${lab.id} ${name}`),
  });
  return { proofs, order, open, clustersBeside: (input: string) => beside.get(input)?.size };
}

test('a lab that must be alone is tried last, with no other cluster there, whatever order it was given in', async () => {
  const labs = [labOf('clock', true), labOf('a', false), labOf('b', false), labOf('load', true)];
  const { proofs, order, open, clustersBeside } = await prove(labs);
  expect(proofs.map(({ lab, ok }) => `${lab} ${ok}`)).toEqual(['clock true', 'a true', 'b true', 'load true']);
  const isAlone = (line: string): boolean => /^(clock|load)/.test(line);
  expect(order).toHaveLength(12);
  expect(order.slice(0, 6).some(isAlone)).toBe(false);
  expect(order.slice(6).every(isAlone)).toBe(true);
  expect(clustersBeside('a one')).toBeGreaterThan(1);
  for (const script of ['clock one', 'clock two', 'load one', 'load two']) expect(clustersBeside(script)).toBe(1);
  expect(open.size).toBe(0);
});

test('of labs that must be alone and others the cluster of the very last trial is kept', async () => {
  const { open } = await prove([labOf('clock', true), labOf('a', false)], true);
  expect(open.size).toBe(1);
});
