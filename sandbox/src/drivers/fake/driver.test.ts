import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CourseError, type DriverInfo } from '@drydock/model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Bench } from '../../testing/driver-bench.ts';
import { describeDriver } from '../../testing/conformance.ts';
import { killMakerAt } from '../../testing/kill-maker.ts';
import { createFakeDriver } from './driver.ts';
import { fakeInfo } from './options.ts';

async function open(info: Partial<DriverInfo>): Promise<Bench> {
  const directory = await mkdtemp(join(tmpdir(), 'drydock-fake-'));
  // Half of it is the control plane's: time enough to look around and abort, on a busy machine too.
  const milliseconds = { create: 2000 };
  return {
    connect: () => createFakeDriver({ directory, milliseconds, info }),
    connectFailing: () =>
      createFakeDriver({
        directory,
        info,
        onCreateStep: (step) => {
          if (step === 'workspace')
            throw new CourseError('command_failed', 'The workspace did not start.', 'Try again.');
        },
      }),
    stepHalfWay: 'control-plane',
    createAndKill: (spec) =>
      killMakerAt('nodes', {
        module: new URL('./driver.ts', import.meta.url),
        factory: 'createFakeDriver',
        options: { directory, milliseconds: { create: 60_000 }, info },
        spec,
      }),
    traces: async (id) => (await readdir(directory, { recursive: true })).filter((path) => path.includes(id)),
    close: () => rm(directory, { recursive: true, force: true }),
  };
}

/** A driver that can do little: one profile, and nothing that may be lacking. */
const poor = {
  profiles: ['three-nodes'],
  hasFreeze: false,
  hasDeepFreeze: false,
  hasNodeShells: false,
  hasRegistry: false,
} as const;

describeDriver(fakeInfo, () => open({}), { hasCluster: false });
describeDriver({ ...fakeInfo, ...poor }, () => open(poor), { hasCluster: false });

let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'drydock-fake-'));
});

afterAll(() => rm(directory, { recursive: true, force: true }));

test('a complete sandbox of lifetime process goes when its maker is gone, one of lifetime host stays', async () => {
  const module = new URL('./driver.ts', import.meta.url);
  const kill = (id: string, lifetime: 'host' | 'process') =>
    killMakerAt('complete', {
      module,
      factory: 'createFakeDriver',
      options: { directory },
      spec: { id, profile: 'one-node', lifetime },
    });
  await Promise.all([kill('stays1', 'host'), kill('goes12', 'process')]);
  const driver = createFakeDriver({ directory });
  expect((await driver.list()).map(({ id }) => id).toSorted()).toEqual(['goes12', 'stays1']);
  expect(await driver.sweep()).toEqual(['goes12']);
  expect((await driver.list()).map(({ id }) => id)).toEqual(['stays1']);
});

test('what needs a cluster rejects', async () => {
  const driver = createFakeDriver({ directory });
  const sandbox = await driver.create(
    { id: 'nothing1', profile: 'one-node' },
    { signal: new AbortController().signal, onStep: () => undefined },
  );
  await expect(sandbox.workspace().exec(['true'])).rejects.toMatchObject({ code: 'cluster_unreachable' });
});
