import { knownDrivers } from '@drydock/sandbox';
import { expect, test } from 'vitest';
import type { HostFacts } from './host/facts.ts';
import { planSetup } from './plan.ts';
import { readyHost } from './host/ready-host.ts';

const { requirements } = knownDrivers.kind;

const bare: HostFacts = {
  ...readyHost,
  docker: {},
  hasDockerDaemonBinary: false,
  commands: new Set(['apt-get']),
  kindVersion: undefined,
  goVersion: undefined,
  fonts: { cjk: false },
};

test('a ready host is left as it is', () => {
  expect(planSetup(readyHost, 'test', requirements, ['mmdebstrap', 'zstd'])).toEqual({
    packages: [],
    needsSid: false,
    startsDocker: false,
    raisesInotify: false,
    addsSwap: false,
  });
});

test('a bare host gets Docker, kind and Go from sid and the rest from its own release', () => {
  const plan = planSetup(bare, 'start', requirements, ['mmdebstrap', 'zstd']);
  expect(plan.packages).toEqual([
    'docker.io/sid',
    'docker-cli/sid',
    'containerd/sid',
    'docker-buildx/sid',
    'iptables',
    'kind/sid',
    'golang-go/sid',
    'golang-src/sid',
    'mmdebstrap',
    'zstd',
  ]);
  expect(plan).toMatchObject({ needsSid: true, startsDocker: true });
});

test('only a test run installs a browser and the fonts of its pictures', () => {
  expect(planSetup(bare, 'start', requirements).packages).not.toContain('chromium');
  expect(planSetup(bare, 'test', requirements).packages).toEqual(
    expect.arrayContaining(['chromium', 'iproute2', 'fonts-noto-cjk']),
  );
});

test('only a test run on Debian installs Compose, and venv for Jupyter; elsewhere their tests are skipped', () => {
  const without = { ...readyHost, hasCompose: false, hasPythonVenv: false };
  expect(planSetup(without, 'test', requirements).packages).toEqual(['docker-compose/sid', 'python3-venv']);
  expect(planSetup(without, 'start', requirements).packages).toEqual([]);
  expect(planSetup({ ...without, distribution: 'fedora' }, 'test', requirements).packages).toEqual([]);
});

test('a Docker client without a daemon is no Docker; an installed daemon that is stopped is only started', () => {
  const clientOnly = planSetup(
    { ...readyHost, docker: { clientVersion: '28.2.2', error: 'no daemon' }, hasDockerDaemonBinary: false },
    'start',
    requirements,
  );
  expect(clientOnly.packages).toContain('docker.io/sid');
  const stopped = planSetup(
    { ...readyHost, docker: { clientVersion: '28.2.2', error: 'no daemon' } },
    'start',
    requirements,
  );
  expect(stopped).toMatchObject({ packages: [], startsDocker: true });
});

test('a Docker that answers is used as it is, whatever its age', () => {
  const plan = planSetup(
    { ...readyHost, docker: { clientVersion: '20.10.0', serverVersion: '20.10.0' } },
    'start',
    requirements,
  );
  expect(plan).toMatchObject({ packages: [], startsDocker: false });
});

test('a driver that needs no Docker and no kind gets neither', () => {
  const { packages, startsDocker } = planSetup(bare, 'start', { ...requirements, programs: {} });
  expect(packages).toEqual(['golang-go/sid', 'golang-src/sid']);
  expect(startsDocker).toBe(false);
});

test('compressed swap is added for a server that lacks nothing else, and never for the tests', () => {
  const withoutSwap = { ...readyHost, deepFreezeLack: 'swap' } as const;
  expect(planSetup(withoutSwap, 'start', requirements).addsSwap).toBe(true);
  expect(planSetup(withoutSwap, 'test', requirements).addsSwap).toBe(false);
  expect(planSetup({ ...readyHost, deepFreezeLack: 'reclaim' }, 'start', requirements).addsSwap).toBe(false);
});
