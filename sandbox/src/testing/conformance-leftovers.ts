import { CourseError, type OnStep, type SandboxProfile } from '@drydock/model';
import { test } from 'vitest';
import { type Bench, createMs, listedBy, specOf } from './driver-bench.ts';

/** A create that fails, is cancelled or is killed leaves nothing behind. The tests run in parallel, unless one cluster is lent to them all, and the sandbox `bystander` must outlive them. */
export function testLeftovers(
  profile: SandboxProfile,
  get: () => { bench: Bench; bystander: string | undefined },
  { isLent }: { isLent: boolean },
): void {
  const add = isLent ? test : test.concurrent;
  add(
    'a failed create leaves nothing behind',
    async ({ expect }) => {
      const spec = specOf(profile);
      const watch = watchTraces(get().bench, spec.id);
      const failing = get()
        .bench.connectFailing()
        .create(spec, { signal: new AbortController().signal, onStep: watch.onStep });
      await expect(failing).rejects.toBeInstanceOf(CourseError);
      expect((await watch.seen()).length).toBeGreaterThan(0);
      expect(await get().bench.traces(spec.id, await watch.seen())).toEqual([]);
    },
    createMs,
  );

  add(
    'an aborted create rejects with `aborted` and leaves nothing behind',
    async ({ expect }) => {
      const spec = specOf(profile);
      const watch = watchTraces(get().bench, spec.id);
      const caller = new AbortController();
      const onStep: typeof watch.onStep = (step) => {
        watch.onStep(step);
        if (step.id !== get().bench.stepHalfWay) return;
        // Borrowing takes a few seconds, which a look may take too; the looks of earlier steps have begun.
        if (isLent) caller.abort();
        else void watch.seen().then(() => caller.abort());
      };
      await expect(get().bench.connect().create(spec, { signal: caller.signal, onStep })).rejects.toMatchObject({
        code: 'aborted',
      });
      expect((await watch.seen()).length).toBeGreaterThan(0);
      expect(await get().bench.traces(spec.id, await watch.seen())).toEqual([]);
    },
    createMs,
  );

  add(
    'what a killed maker left is swept, and nothing else',
    async ({ expect }) => {
      const half = specOf(profile);
      await get().bench.createAndKill(half);
      const known = await get().bench.traces(half.id, []);
      expect(known.length).toBeGreaterThan(0);
      expect(await listedBy(get().bench, half.id)).toBeUndefined();
      const swept = await get().bench.connect().sweep();
      expect(swept).toEqual([half.id]);
      await expect.poll(() => get().bench.traces(half.id, known), { timeout: 30_000 }).toEqual([]);
      const { bench, bystander } = get();
      if (bystander !== undefined) expect(await listedBy(bench, bystander)).toMatchObject({ state: 'running' });
    },
    createMs,
  );
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
