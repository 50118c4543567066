import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Lab } from '@drydock/lab';
import { knownDrivers } from '@drydock/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findLacks } from './lacks.ts';

const kind = knownDrivers.kind.info;
const tasks: Lab['tasks'] = [];
let directory: string;
let greedy: Lab;
let modest: Lab;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'drydock-lacks-'));
  await writeFile(
    join(directory, 'lab.mdx'),
    '---\ntitle: Greedy\nprofile: three-nodes\nnodeShell: true\nregistry: true\n---\n',
  );
  greedy = { id: 'greedy', directory, profile: 'three-nodes', nodeShell: true, registry: true, tasks } as Lab;
  modest = { id: 'modest', directory, profile: 'one-node', nodeShell: false, registry: false, tasks } as Lab;
});
afterAll(() => rm(directory, { recursive: true }));

test('kind can start every lab', async () => {
  expect(await findLacks([greedy, modest], kind)).toEqual([]);
});

test.each([
  ['profile', { profiles: ['one-node'] }, 3, /profile three-nodes/],
  ['nodeShell', { hasNodeShells: false }, 4, /access to nodes/],
  ['registry', { hasRegistry: false }, 5, /a private registry/],
] as const)(
  'a driver that lacks the %s is a finding of the lab that asks for it, at its line',
  async (_, less, line, why) => {
    expect(await findLacks([greedy, modest], { ...kind, ...less })).toMatchObject([
      { lab: 'greedy', file: 'lab.mdx', line, message: expect.stringMatching(why), isHarmless: true },
    ]);
  },
);

test('a check that reads a node asks for it too, though the lab has no node shell', async () => {
  const check = { probe: { kind: 'node', file: '/etc/hostname' }, with: {} };
  const lab = { ...modest, tasks: [{ checks: [check] }] } as unknown as Lab;
  expect(await findLacks([lab], { ...kind, hasNodeShells: false })).toMatchObject([{ lab: 'modest' }]);
});
