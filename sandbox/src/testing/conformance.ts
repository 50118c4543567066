import { type DriverInfo, SandboxProfile, type Step } from '@drydock/model';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import {
  testDeepFreeze,
  testFreeze,
  testNoDeepFreeze,
  testNoFreeze,
  testNoNodes,
  testNoPausedNodes,
  testNoProfile,
  testNoRegistry,
  testPausedNodes,
} from './conformance-capabilities.ts';
import { describeCluster } from './conformance-cluster.ts';
import { describeFreeze, testLongFreeze } from './conformance-freeze.ts';
import { describeGuard } from './conformance-guard.ts';
import { testLeftovers } from './conformance-leftovers.ts';
import { describeLent } from './conformance-lent.ts';
import { describeNetwork } from './conformance-network.ts';
import { describeNodes, testFailedNode } from './conformance-nodes.ts';
import { testBare, testElection, testNoCni } from './conformance-profiles.ts';
import { describeRegistry, testPulls, testRegistryFreeze } from './conformance-registry.ts';
import { type Bench, createMs, listedBy, quiet, specOf } from './driver-bench.ts';
import type { Sandbox } from '../driver.ts';

interface Declared {
  readonly hasCluster: boolean;
  /** As `SandboxDriver.isLent`: there is one sandbox at a time. */
  readonly isLent?: boolean;
  /** Who the student is to the API server. */
  readonly student?: string;
}

/**
 * The one suite a driver must pass. It makes two sandboxes that all tests share, and begins three more that must leave nothing behind. What `info` declares the
 * driver cannot do must be refused by it. A driver that only simulates is spared what needs a cluster. Of a cluster that is lent there is one sandbox: a second must be refused,
 * and the three come after the first has gone.
 */
export function describeDriver(
  info: DriverInfo,
  open: () => Promise<Bench>,
  { hasCluster, isLent = false, student = 'student' }: Declared,
): void {
  const [profile = 'one-node'] = info.profiles;
  const otherProfile = info.profiles.includes('three-nodes') ? 'three-nodes' : profile;

  describe(`${info.name} driver with ${info.profiles.join(', ')}`, () => {
    let bench: Bench;
    let small: Sandbox;
    let large: Sandbox;
    const seenWhileMade: (readonly string[])[] = [];
    const stepsOfSmall: Step[] = [];

    beforeAll(async () => {
      bench = await open();
      const other = bench.connect();
      const looks: Promise<unknown>[] = [];
      const look = async () => {
        await other.sweep();
        seenWhileMade.push((await other.list()).map(({ id }) => id));
      };
      const making = bench.connect().create(specOf(profile), {
        signal: new AbortController().signal,
        onStep: (step) => {
          stepsOfSmall.push(step);
          if (step.state === 'running' && step.id === bench.stepHalfWay) looks.push(look());
        },
      });
      [small, large] = await Promise.all([
        making,
        isLent ? making : bench.connect().create(specOf(otherProfile, 'process'), quiet()),
      ]);
      await Promise.all(looks);
    }, createMs);

    afterAll(() => bench.close(), 120_000);

    const listed = (id: string) => listedBy(bench, id);
    /** Those beside the small one. */
    const others = () => (isLent ? [] : [large]);

    test('preflight of a host that can make sandboxes finds nothing', async () => {
      await expect(bench.connect().preflight()).resolves.toEqual([]);
    });

    test('every sandbox offers what the driver declares', () => {
      expect(bench.connect().info).toEqual(info);
      expect(bench.connect().isLent ?? false).toBe(isLent);
    });

    test('create reports steps with titles, each of which begins once and is done', () => {
      const idsOf = (state: Step['state']) => stepsOfSmall.filter((step) => step.state === state).map(({ id }) => id);
      expect(idsOf('running').length).toBeGreaterThan(1);
      expect(new Set(idsOf('running')).size).toBe(idsOf('running').length);
      expect(idsOf('done').toSorted()).toEqual(idsOf('running').toSorted());
      expect(stepsOfSmall.every(({ title }) => title !== '')).toBe(true);
    });

    test('a sandbox that is being made is in no list, and no sweep takes it away', () => {
      expect(seenWhileMade).toHaveLength(1);
      expect(seenWhileMade.flat()).not.toContain(small.id);
    });

    test('a driver without memory lists both sandboxes as they were made', async () => {
      expect(await listed(small.id)).toMatchObject({
        profile,
        driver: info.name,
        state: 'running',
        isClaimed: false,
        lifetime: 'host',
        createdAt: small.createdAt,
      });
      for (const { id } of others())
        expect(await listed(id)).toMatchObject({ profile: otherProfile, state: 'running', lifetime: 'process' });
    });

    test('an id is used once', async () => {
      const again = bench.connect().create({ id: small.id, profile }, quiet());
      await expect(again).rejects.toMatchObject({ code: 'conflict' });
      expect(await listed(small.id)).toMatchObject({ state: 'running' });
    });

    test('a claim is remembered by the host', async () => {
      await bench.connect().claim(small.id);
      expect(await listed(small.id)).toMatchObject({ isClaimed: true });
      for (const { id } of others()) expect(await listed(id)).toMatchObject({ isClaimed: false });
    });

    if (info.hasFreeze) testFreeze(() => ({ small, large, bench }));
    else testNoFreeze(() => ({ small, bench }));
    if (info.hasDeepFreeze) testDeepFreeze(() => ({ small, bench }));
    else testNoDeepFreeze(() => ({ small, bench }));
    if (!info.hasNodeShells) testNoNodes(() => small);
    if (!info.hasRegistry) testNoRegistry(() => small);
    if (!info.canPauseNodes) testNoPausedNodes(() => small);
    else if (otherProfile === 'three-nodes') testPausedNodes(() => ({ large, bench }));
    for (const other of SandboxProfile.options.filter((each) => !info.profiles.includes(each)))
      testNoProfile(other, () => bench);

    test('an unknown sandbox cannot be thawed, and destroying it is no error', async () => {
      const driver = bench.connect();
      await expect(driver.thaw('nosuchbox')).rejects.toMatchObject({ code: 'sandbox_unknown' });
      await expect(driver.destroy('nosuchbox')).resolves.toBeUndefined();
    });

    test('the kubeconfigs of student and grader are two identities at the same server on 127.0.0.1', async () => {
      const [student, grader] = await Promise.all([small.kubeconfig('student'), small.kubeconfig('grader')]);
      expect(userOf(student)).not.toBe(userOf(grader));
      expect(serverOf(student)).toBe(serverOf(grader));
      expect(new URL(serverOf(student)).hostname).toBe('127.0.0.1');
    });

    const pair = () => ({ small, large, driver: bench.connect() });
    if (hasCluster) describeCluster(pair, { student, isLent });
    if (hasCluster && otherProfile === 'three-nodes') describeNetwork(pair);
    if (hasCluster && info.hasNodeShells) describeNodes(pair, { isLent });
    // What root on a node of somebody else's cluster can do is not in our hands.
    if (hasCluster && info.hasNodeShells && !isLent) describeGuard(pair);
    if (hasCluster && info.hasFreeze) describeFreeze(pair);
    if (hasCluster && info.hasRegistry) describeRegistry(pair, info);
    if (hasCluster && info.hasRegistry && info.hasNodeShells) testPulls(pair);
    if (hasCluster && info.hasRegistry && info.hasFreeze) testRegistryFreeze(pair);

    // What follows, but for the last test, runs side by side.
    if (hasCluster && info.hasFreeze && profile === 'one-node') testLongFreeze(pair);

    if (hasCluster && info.canPauseNodes && otherProfile === 'three-nodes') testFailedNode(pair);

    if (hasCluster && info.profiles.includes('no-cni')) testNoCni(() => bench.connect());
    if (hasCluster && info.profiles.includes('bare')) testBare(() => bench.connect());
    if (hasCluster && info.profiles.includes('one-node-election')) testElection(() => bench.connect());

    if (isLent) describeLent(() => ({ bench, sandbox: small }), info);
    testLeftovers(profile, () => ({ bench, bystander: isLent ? undefined : large.id }), { isLent });
    if (isLent) return;

    test('destroy removes everything, is idempotent, and leaves the other sandbox alone', async () => {
      const driver = bench.connect();
      const known = await bench.traces(large.id, []);
      expect(known.length).toBeGreaterThan(0);
      await driver.destroy(large.id);
      await driver.destroy(large.id);
      expect(await bench.traces(large.id, known)).toEqual([]);
      expect(await listed(large.id)).toBeUndefined();
      expect(await listed(small.id)).toMatchObject({ state: 'running' });
    }, 60_000);
  });
}

const Kubeconfig = z.object({
  clusters: z.tuple([z.object({ cluster: z.object({ server: z.string() }) })]),
  users: z.tuple([z.object({ name: z.string() })]),
});

function userOf(kubeconfig: string): string {
  return Kubeconfig.parse(parse(kubeconfig)).users[0].name;
}

function serverOf(kubeconfig: string): string {
  return Kubeconfig.parse(parse(kubeconfig)).clusters[0].cluster.server;
}
