import { CourseError, type OnStep } from '@drydock/model';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { describeCluster, testLongFreeze } from './conformance-cluster.ts';
import { describeGuard } from './conformance-guard.ts';
import { describeRegistry } from './conformance-registry.ts';
import type { Lifetime, Sandbox, SandboxDriver, SandboxSpec } from './driver.ts';
import { newSandboxId } from './sandbox-id.ts';

/** What the suite needs to know of a driver and its host. */
export interface Bench {
  /** A driver that shares no memory with those it gave before. */
  connect(): SandboxDriver;
  /** A driver whose create fails after something was made. */
  connectFailing(): SandboxDriver;
  /** Begins a create in another process and kills that process (SIGKILL) when the step begins. */
  createAndKill(spec: SandboxSpec, step: string): Promise<void>;
  /** All that is on the host of this sandbox: containers, networks, files, and those of the volumes known from an earlier look that are still there. */
  traces(id: string, known: readonly string[]): Promise<readonly string[]>;
  /** Removes whatever the suite left. */
  close(): Promise<void>;
}

const createMs = 300_000;

/**
 * The one suite a driver must pass. It makes two sandboxes that all tests share, and begins three more that must leave nothing behind. A driver that only
 * simulates is spared what needs a cluster.
 */
export function describeDriver(
  name: string,
  open: () => Promise<Bench>,
  { hasCluster }: { hasCluster: boolean },
): void {
  describe(`${name} driver`, () => {
    let bench: Bench;
    let small: Sandbox;
    let large: Sandbox;
    const seenWhileMade: (readonly string[])[] = [];
    const stepsOfSmall: string[] = [];

    beforeAll(async () => {
      bench = await open();
      const other = bench.connect();
      const looks: Promise<unknown>[] = [];
      const look = async () => {
        await other.sweep();
        seenWhileMade.push((await other.list()).map(({ id }) => id));
      };
      [small, large] = await Promise.all([
        bench.connect().create(specOf('one-node'), {
          signal: new AbortController().signal,
          onStep: ({ id, state }) => {
            if (state === 'running') stepsOfSmall.push(id);
            if (state === 'running' && id === 'control-plane') looks.push(look());
          },
        }),
        bench.connect().create(specOf('three-nodes', 'process'), quiet()),
      ]);
      await Promise.all(looks);
    }, createMs);

    afterAll(() => bench.close(), 120_000);

    const listed = async (id: string) => (await bench.connect().list()).find((sandbox) => sandbox.id === id);

    test('preflight of a host that can make sandboxes finds nothing', async () => {
      await expect(bench.connect().preflight()).resolves.toEqual([]);
    });

    test('create tells its steps, begins with the network and ends with the workspace', () => {
      expect(stepsOfSmall.at(0)).toBe('network');
      expect(stepsOfSmall.at(-1)).toBe('workspace');
    });

    test('a sandbox that is being made is in no list, and no sweep takes it away', () => {
      expect(seenWhileMade).toHaveLength(1);
      expect(seenWhileMade.flat()).not.toContain(small.id);
    });

    test('a driver without memory lists both sandboxes as they were made', async () => {
      expect(await listed(small.id)).toMatchObject({
        profile: 'one-node',
        state: 'running',
        isClaimed: false,
        lifetime: 'host',
        createdAt: small.createdAt,
      });
      expect(await listed(large.id)).toMatchObject({ profile: 'three-nodes', state: 'running', lifetime: 'process' });
    });

    test('an id is used once', async () => {
      const again = bench.connect().create({ id: small.id, profile: 'one-node' }, quiet());
      await expect(again).rejects.toMatchObject({ code: 'conflict' });
      expect(await listed(small.id)).toMatchObject({ state: 'running' });
    });

    test('a claim is remembered by the host', async () => {
      await bench.connect().claim(small.id);
      expect(await listed(small.id)).toMatchObject({ isClaimed: true });
      expect(await listed(large.id)).toMatchObject({ isClaimed: false });
    });

    test('freeze and thaw are idempotent and seen by others', async () => {
      const driver = bench.connect();
      await driver.freeze(small.id);
      await driver.freeze(small.id);
      expect(await listed(small.id)).toMatchObject({ state: 'frozen' });
      expect(await listed(large.id)).toMatchObject({ state: 'running' });
      await driver.thaw(small.id);
      await driver.thaw(small.id);
      expect(await listed(small.id)).toMatchObject({ state: 'running' });
    }, 60_000);

    test('an unknown sandbox cannot be frozen or thawed, and destroying it is no error', async () => {
      const driver = bench.connect();
      await expect(driver.freeze('nosuchbox')).rejects.toMatchObject({ code: 'sandbox_unknown' });
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
    if (hasCluster) describeCluster(pair);
    if (hasCluster) describeGuard(pair);
    if (hasCluster) describeRegistry(pair);

    // What follows, but for the last test, runs side by side.
    if (hasCluster) testLongFreeze(pair);

    test.concurrent(
      'a failed create leaves nothing behind',
      async ({ expect }) => {
        const spec = specOf('one-node');
        const watch = watchTraces(bench, spec.id);
        const failing = bench
          .connectFailing()
          .create(spec, { signal: new AbortController().signal, onStep: watch.onStep });
        await expect(failing).rejects.toBeInstanceOf(CourseError);
        expect((await watch.seen()).length).toBeGreaterThan(0);
        expect(await bench.traces(spec.id, await watch.seen())).toEqual([]);
      },
      createMs,
    );

    test.concurrent(
      'an aborted create says so and leaves nothing behind',
      async ({ expect }) => {
        const spec = specOf('one-node');
        const watch = watchTraces(bench, spec.id);
        const caller = new AbortController();
        const onStep: typeof watch.onStep = (step) => {
          watch.onStep(step);
          if (step.id === 'control-plane') void watch.seen().then(() => caller.abort());
        };
        await expect(bench.connect().create(spec, { signal: caller.signal, onStep })).rejects.toMatchObject({
          code: 'aborted',
        });
        expect((await watch.seen()).length).toBeGreaterThan(0);
        expect(await bench.traces(spec.id, await watch.seen())).toEqual([]);
      },
      createMs,
    );

    test.concurrent(
      'what a killed maker left is swept, and nothing else',
      async ({ expect }) => {
        const half = specOf('one-node');
        await bench.createAndKill(half, 'nodes');
        const known = await bench.traces(half.id, []);
        expect(known.length).toBeGreaterThan(0);
        expect(await listed(half.id)).toBeUndefined();
        const swept = await bench.connect().sweep();
        expect(swept).toEqual([half.id]);
        await expect.poll(() => bench.traces(half.id, known), { timeout: 30_000 }).toEqual([]);
        expect(await listed(large.id)).toMatchObject({ state: 'running' });
      },
      createMs,
    );

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

function specOf(profile: SandboxSpec['profile'], lifetime: Lifetime = 'host'): SandboxSpec {
  return { id: newSandboxId(), profile, lifetime };
}

function quiet(): { signal: AbortSignal; onStep: OnStep } {
  return { signal: new AbortController().signal, onStep: () => undefined };
}

/** Looks at the traces of a sandbox whenever a step of its create begins, so that one knows later what there was to remove. */
function watchTraces(bench: Bench, id: string): { onStep: OnStep; seen(): Promise<readonly string[]> } {
  const looks: Promise<readonly string[]>[] = [];
  return {
    onStep: ({ state }) => {
      if (state === 'running') looks.push(bench.traces(id, []));
    },
    seen: async () => [...new Set((await Promise.all(looks)).flat())],
  };
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
