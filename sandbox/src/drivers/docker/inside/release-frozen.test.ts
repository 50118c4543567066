import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { releaseBelow } from './release-frozen.ts';

const container = '823519b7a45a';

async function hostWith(states: Readonly<Record<string, string>>) {
  const root = await mkdtemp(join(tmpdir(), 'drydock-freezer-'));
  onTestFinished(() => rm(root, { recursive: true }));
  const file = (group: string) => join(root, 'sys/fs/cgroup/freezer', group, 'freezer.state');
  for (const [group, state] of Object.entries(states)) {
    await mkdir(join(file(group), '..'), { recursive: true });
    await writeFile(file(group), `${state}\n`);
  }
  return { root, read: (group: string) => readFile(file(group), 'utf8') };
}

test('what is frozen inside a container goes on, and nothing of another container', async () => {
  const host = await hostWith({
    [`docker/${container}`]: 'THAWED',
    [`docker/${container}/kubelet/pod1`]: 'FROZEN',
    [`docker/${container}/kubelet/pod2`]: 'FREEZING',
    'docker/another': 'FROZEN',
  });
  expect(await releaseBelow(container, host.root)).toBe(2);
  expect(await host.read(`docker/${container}/kubelet/pod1`)).toBe('THAWED');
  expect(await host.read('docker/another')).toBe('FROZEN\n');
  expect(await releaseBelow(container, host.root)).toBe(0);
});

test('a host without that controller, and a container without a group, have nothing to release', async () => {
  const host = await hostWith({ 'system.slice/docker-another.scope': 'FROZEN' });
  expect(await releaseBelow(container, host.root)).toBe(0);
  expect(await releaseBelow(container, join(host.root, 'nowhere'))).toBe(0);
});
