import type { SandboxProfile } from '@drydock/model';
import { expect, test } from 'vitest';
import type { Sandbox } from '../driver.ts';
import { type Bench, listedBy, quiet, specOf } from './driver-bench.ts';

const missing = { code: 'capability_missing' };

/** What a driver that freezes promises, with a cluster or without. */
export function testFreeze(get: () => { small: Sandbox; large: Sandbox; bench: Bench }): void {
  test('freeze and thaw are idempotent and seen by others', async () => {
    const { small, large, bench } = get();
    const driver = bench.connect();
    await driver.freeze(small.id);
    await driver.freeze(small.id);
    expect(await listedBy(bench, small.id)).toMatchObject({ state: 'frozen' });
    expect(await listedBy(bench, large.id)).toMatchObject({ state: 'running' });
    await driver.thaw(small.id);
    await driver.thaw(small.id);
    expect(await listedBy(bench, small.id)).toMatchObject({ state: 'running' });
  }, 60_000);

  test('an unknown sandbox cannot be frozen', async () => {
    await expect(get().bench.connect().freeze('nosuchbox')).rejects.toMatchObject({ code: 'sandbox_unknown' });
  });
}

/** What a driver promises that puts the memory of a frozen sandbox away. */
export function testDeepFreeze(get: () => { small: Sandbox; bench: Bench }): void {
  test('a deep freeze is idempotent, follows or precedes a freeze, and is thawed like any other', async () => {
    const { small, bench } = get();
    const driver = bench.connect();
    await driver.deepFreeze(small.id);
    await driver.deepFreeze(small.id);
    await driver.freeze(small.id);
    expect(await listedBy(bench, small.id)).toMatchObject({ state: 'frozen' });
    await driver.thaw(small.id);
    expect(await listedBy(bench, small.id)).toMatchObject({ state: 'running' });
  }, 120_000);

  test('a deep freeze that is called off leaves the sandbox whole', async () => {
    const { small, bench } = get();
    const driver = bench.connect();
    const signal = AbortSignal.abort();
    await expect(driver.deepFreeze(small.id, { signal })).rejects.toMatchObject({ code: 'aborted' });
    await driver.thaw(small.id);
    expect(await listedBy(bench, small.id)).toMatchObject({ state: 'running' });
  }, 60_000);
}

/** A driver whose host has nowhere to put memory reports it, and leaves the sandbox as it is. */
export function testNoDeepFreeze(get: () => { small: Sandbox; bench: Bench }): void {
  test('a deep freeze is refused, and leaves the sandbox running', async () => {
    const { small, bench } = get();
    await expect(bench.connect().deepFreeze(small.id)).rejects.toMatchObject(missing);
    expect(await listedBy(bench, small.id)).toMatchObject({ state: 'running' });
  });
}

/** A driver that cannot freeze reports it; thawing a running sandbox is not an error. */
export function testNoFreeze(get: () => { small: Sandbox; bench: Bench }): void {
  test('a freeze is refused, and leaves the sandbox running', async () => {
    const { small, bench } = get();
    await expect(bench.connect().freeze(small.id)).rejects.toMatchObject(missing);
    await bench.connect().thaw(small.id);
    expect(await listedBy(bench, small.id)).toMatchObject({ state: 'running' });
  });
}

/** What a driver that can pause nodes promises of a sandbox with workers, with a cluster or without. */
export function testPausedNodes(get: () => { large: Sandbox; bench: Bench }): void {
  test('a paused node is seen by others, stays so through a freeze and a thaw, and goes on when it is resumed', async () => {
    const { large, bench } = get();
    const driver = bench.connect();
    await large.pauseNode('worker');
    await large.pauseNode('worker');
    expect(await listedBy(bench, large.id)).toMatchObject({ state: 'running', pausedNodes: ['worker'] });
    if (driver.info.hasFreeze) await driver.freeze(large.id);
    await driver.thaw(large.id);
    expect(await listedBy(bench, large.id)).toMatchObject({ state: 'running', pausedNodes: ['worker'] });
    await large.resumeNode('worker');
    await large.resumeNode('worker');
    expect(await listedBy(bench, large.id)).toMatchObject({ state: 'running', pausedNodes: [] });
  }, 60_000);

  test('a node that is none is not found, and the control plane is not paused', async () => {
    const { large, bench } = get();
    await expect(large.pauseNode('nosuchnode')).rejects.toMatchObject({ code: 'not_found' });
    await expect(large.resumeNode('nosuchnode')).rejects.toMatchObject({ code: 'not_found' });
    await expect(large.pauseNode('control-plane')).rejects.toMatchObject({ code: 'conflict' });
    expect(await listedBy(bench, large.id)).toMatchObject({ state: 'running', pausedNodes: [] });
  });
}

export function testNoPausedNodes(small: () => Sandbox): void {
  test('a node is not paused', async () => {
    await expect(small().pauseNode('worker')).rejects.toMatchObject(missing);
  });
}

export function testNoNodes(small: () => Sandbox): void {
  test('access to a node is refused', async () => {
    await expect(small().node()).rejects.toMatchObject(missing);
  });
}

export function testNoRegistry(small: () => Sandbox): void {
  test('a private registry is refused', () => {
    expect(() => small().registry()).toThrow(expect.objectContaining(missing));
  });
}

/** A cluster of a profile that the driver does not make is refused before anything is made. */
export function testNoProfile(profile: SandboxProfile, bench: () => Bench): void {
  test(`a cluster of the profile ${profile} is refused, and nothing is made`, async () => {
    const spec = specOf(profile);
    await expect(bench().connect().create(spec, quiet())).rejects.toMatchObject(missing);
    expect(await bench().traces(spec.id, [])).toEqual([]);
  });
}
