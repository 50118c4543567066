import { knownDrivers } from '@drydock/sandbox';
import { expect, test } from 'vitest';
import { readyHost } from '../setup/host/ready-host.ts';
import { findProblems } from './findings.ts';

const { requirements } = knownDrivers.kind;
const asked = { requirements, ports: new Map([[8080, 'free' as const]]) };
const ids = (changes: Partial<typeof readyHost>): string[] =>
  findProblems({ ...readyHost, ...changes }, asked).map((found) => found.id);

test('a ready host has no problems', () => {
  expect(findProblems(readyHost, asked)).toEqual([]);
});

test('all problems are named at once, the blocking ones first', () => {
  const problems = findProblems(
    {
      ...readyHost,
      docker: {},
      hasDockerDaemonBinary: false,
      kindVersion: undefined,
      memoryBytes: 2 ** 30,
      inotify: { instances: 128, watches: 8192 },
    },
    { requirements, ports: new Map([[8080, 'taken']]) },
  );
  expect(problems.map((found) => found.id)).toEqual([
    'docker-missing',
    'kind-missing',
    'memory',
    'inotify',
    'port-8080',
  ]);
  expect(problems.map((found) => found.severity)).toEqual(['blocks', 'blocks', 'blocks', 'warns', 'warns']);
});

test('every problem has a remedy', () => {
  const problems = findProblems(
    {
      ...readyHost,
      platform: 'darwin',
      docker: {},
      hasDockerDaemonBinary: false,
      kindVersion: undefined,
      goVersion: '1.19.8',
      commands: new Set(),
      cgroup: { version: 0, controllers: [], unmounted: [] },
      hasOverlay: false,
      memoryBytes: 1,
    },
    { requirements, ports: new Map([[1, 'taken']]) },
  );
  expect(problems.length).toBeGreaterThan(9);
  expect(problems.filter(({ fix }) => !/\w{3}/.test(fix))).toEqual([]);
});

test('a stopped daemon, a missing daemon, an old one and a forbidden socket are four different things', () => {
  expect(ids({ docker: { clientVersion: '28.0.0', error: 'Cannot connect' } })).toEqual(['docker-stopped']);
  expect(ids({ docker: { clientVersion: '28.0.0', error: 'Cannot connect' }, hasDockerDaemonBinary: false })).toEqual([
    'docker-missing',
  ]);
  expect(ids({ docker: { clientVersion: '20.10.24', serverVersion: '20.10.24' } })).toEqual(['docker-old']);
  expect(ids({ docker: { clientVersion: '28.0.0', error: 'permission denied while trying to connect' } })).toEqual([
    'docker-permission',
  ]);
});

test('little disk warns, hardly any blocks', () => {
  const disks = (gibibytes: number) => readyHost.disks.map((disk) => ({ ...disk, freeBytes: gibibytes * 2 ** 30 }));
  expect(
    findProblems({ ...readyHost, disks: disks(8) }, asked).map((found) => `${found.id} ${found.severity}`),
  ).toEqual(['disk-images-and-builds warns', 'disk-docker warns']);
  expect(findProblems({ ...readyHost, disks: disks(2) }, asked).map((found) => found.severity)).toEqual([
    'blocks',
    'blocks',
  ]);
});

test('a memory controller left out of the kernel command line is named', () => {
  const [found] = findProblems(
    { ...readyHost, cgroup: { version: 2, controllers: ['cpu', 'cpuset', 'pids'], unmounted: [] } },
    asked,
  );
  expect(found?.message).toContain('memory');
});

const mount = { need: 'mount', code: 'host_not_ready', message: 'Containers do not get it.', fix: 'Move it.' } as const;

test('what a start cannot do is found though all that was read is well', () => {
  expect(findProblems(readyHost, { ...asked, unmet: [mount] })).toEqual([
    { id: 'mount', message: 'Containers do not get it.', fix: 'Move it.', severity: 'blocks' },
  ]);
});

test('each thing is reported once: what was tried replaces a warning, and is left out beside a blocker', () => {
  const inotify = { ...mount, need: 'inotify', message: 'used up' } as const;
  const low = { ...readyHost, inotify: { instances: 128, watches: 8192 } };
  expect(findProblems(low, { ...asked, unmet: [inotify] }).map(({ id, message }) => `${id} ${message}`)).toEqual([
    'inotify used up',
  ]);
  const docker = { ...mount, need: 'docker' } as const;
  const stopped = { ...readyHost, docker: { clientVersion: '28.0.0', error: 'Cannot connect' } };
  expect(findProblems(stopped, { ...asked, unmet: [docker] }).map(({ id }) => id)).toEqual(['docker-stopped']);
});

test('images that are not built yet do not block a start, which builds them', () => {
  const images = { ...mount, need: 'images' } as const;
  const found = findProblems(readyHost, { ...asked, unmet: [images, images] });
  expect(found.map(({ id, severity }) => `${id} ${severity}`)).toEqual(['images warns']);
});

test('a driver is asked for, not kind: what it does not run is not missed', () => {
  const bare = { ...readyHost, docker: {}, hasDockerDaemonBinary: false, kindVersion: undefined };
  expect(findProblems(bare, { requirements: { ...requirements, programs: {} } })).toEqual([]);
  expect(findProblems(readyHost, { requirements: { ...requirements, programs: { kind: '99.0.0' } } })).toMatchObject([
    { id: 'kind-old', message: expect.stringContaining('99.0.0') },
  ]);
});

test('minikube is missed by the driver of that name alone, before images are built for it', () => {
  const wanted = { requirements: { ...requirements, programs: { minikube: '1.38.0' } } };
  expect(findProblems(readyHost, wanted)).toMatchObject([
    { id: 'minikube-missing', severity: 'blocks', fix: expect.stringContaining('minikube.sigs.k8s.io') },
  ]);
  expect(findProblems({ ...readyHost, minikubeVersion: '1.37.0' }, wanted)).toMatchObject([{ id: 'minikube-old' }]);
  expect(findProblems({ ...readyHost, minikubeVersion: '1.38.1' }, wanted)).toEqual([]);
  // What the driver itself says of the same thing is not said twice.
  const unmet = [{ need: 'minikube', code: 'host_not_ready', message: 'no minikube', fix: 'get it' } as const];
  expect(findProblems(readyHost, { ...wanted, unmet })).toHaveLength(1);
});

test('a host that cannot freeze deep is told what is missing, and starts all the same', () => {
  for (const deepFreezeLack of ['root', 'swap', 'reclaim'] as const)
    expect(findProblems({ ...readyHost, deepFreezeLack }, asked)).toMatchObject([
      { id: 'deep-freeze', severity: 'warns', fix: expect.stringMatching(/root|--fix|Linux/u) },
    ]);
});
