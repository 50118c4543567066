import { setTimeout as delay } from 'node:timers/promises';
import type { openCluster } from '@drydock/cluster';
import { readHostLoad } from '@drydock/host';
import { CourseError } from '@drydock/model';
import type { Sandbox, SandboxDriver } from '@drydock/sandbox';
import pLimit from 'p-limit';
import type { Progress, Update } from '../progress.ts';
import { type Aim, atMost, hostNow, timed, type Times, timesOf } from '../times.ts';
import { keepAll } from './keep.ts';
import { keptRoom } from './kept-room.ts';
import { compressedBytes, usageOf } from './usage.ts';

type OpenCluster = typeof openCluster;

const mebibyte = 2 ** 20;

/** What many sandboxes cost and how soon they are there. Memory in MiB, times in milliseconds. */
export interface FleetBench {
  readonly at: string;
  readonly host: { readonly cpus: number; readonly loadBefore: number; readonly loadAfter: number };
  /** How many were kept; fewer than `wanted` where the host had no memory for more. */
  readonly sandboxes: number;
  readonly wanted: number;
  /** What the host had free before the first sandbox, with all of them kept, and with those of the storm in use. */
  readonly available: { readonly before: number; readonly kept: number; readonly stormed: number };
  /** The mean of one sandbox; `deep` is what stays resident, `compressed` what it takes in swap. Null where the host cannot put memory away. */
  readonly memory: {
    readonly running: number;
    readonly frozen: number;
    readonly deep: number | null;
    readonly compressed: number | null;
  };
  readonly create: Times;
  readonly deepFreeze: Times | null;
  /** Until the API server answers. */
  readonly thaw: Times;
  readonly thawDeep: Times | null;
  /** The share of one processor that all kept sandboxes take together. */
  readonly processorOfKept: number;
  /** So many claims at once, each until the API server answers the student. */
  readonly storm: Times;
  readonly aims: readonly Aim[];
}

export interface FleetBenchOptions {
  readonly driver: SandboxDriver;
  /** How many are made and kept; without it as many as the host has room for, at most a hundred. */
  readonly count?: number | undefined;
  /** How many are claimed at once. */
  readonly storm: number;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** How long the kept sandboxes are watched for their use of the processors. */
const watchedMs = 10_000;
const thaws = 5;

/** Makes sandboxes, puts them away, wakes some, and then many at once; removes all of them, whatever happens. */
export async function benchFleet(options: FleetBenchOptions): Promise<FleetBench> {
  const made: Sandbox[] = [];
  const count = options.count ?? keptRoom(await readHostLoad(), options.driver.info.hasDeepFreeze);
  try {
    return await measure({ ...options, count }, made);
  } finally {
    await options.progress.step(`Remove ${made.length} sandboxes`, (update) => removeAll(options.driver, made, update));
  }
}

/** Removes all, four at a time; one that could not be removed hides no other. */
async function removeAll(driver: SandboxDriver, made: readonly Sandbox[], update: Update): Promise<void> {
  const limit = pLimit(4);
  const left = new Map<string, unknown>();
  let done = 0;
  const remove = async ({ id }: Sandbox): Promise<void> => {
    await driver.destroy(id).catch((error: unknown) => left.set(id, error));
    update({ fraction: (done += 1) / made.length, note: `${done} of ${made.length}` });
  };
  await Promise.all(made.map((sandbox) => limit(() => remove(sandbox))));
  const [cause] = left.values();
  if (left.size === 0) return;
  const message = `${left.size} sandboxes could not be removed: ${[...left.keys()].join(', ')}.`;
  throw new CourseError('command_failed', message, 'The next start of Drydock removes them.', { cause });
}

type Counted = FleetBenchOptions & { readonly count: number };

async function measure(options: Counted, made: Sandbox[]): Promise<FleetBench> {
  const { driver, count, storm, progress } = options;
  const isDeep = driver.info.hasDeepFreeze;
  // Loaded before the first claim, or that one would pay for it.
  const { openCluster } = await import('@drydock/cluster');
  const [loadBefore, before, swapBefore] = [hostNow().load, await readHostLoad(), await compressedBytes()];
  const kept = await progress.step(`Make and keep ${count} sandboxes`, (update) =>
    keepAll({ ...options, update, onMade: (sandbox) => made.push(sandbox) }),
  );
  const compressed = isDeep ? ((await compressedBytes()) - swapBefore) / kept.length : null;
  const after = await readHostLoad();
  const processorOfKept = await progress.step('Watch the kept ones', () => watchProcessor(made));
  const thawed = await progress.step('Thaw some at random', () => thawSome(options, made));
  const claims = made.slice(0, storm);
  const stormed = await progress.step(`Claim ${claims.length} at once`, () =>
    Promise.all(claims.map((sandbox) => timed(() => claim(options, openCluster, sandbox)))),
  );
  const stormedLoad = await readHostLoad();
  const meanOf = (figures: readonly number[]): number => figures.reduce((sum, each) => sum + each, 0) / kept.length;
  const deep = isDeep ? meanOf(kept.map((each) => each.deepBytes)) : null;
  const thaw = timesOf(thawed.map((each) => each.shallowMs));
  const thawDeep = isDeep ? timesOf(thawed.map((each) => each.deepMs)) : null;
  return {
    at: new Date().toISOString(),
    host: { cpus: hostNow().cpus, loadBefore, loadAfter: hostNow().load },
    sandboxes: kept.length,
    wanted: count,
    available: {
      before: inMebibytes(before.availableBytes),
      kept: inMebibytes(after.availableBytes),
      stormed: inMebibytes(stormedLoad.availableBytes),
    },
    memory: {
      running: inMebibytes(meanOf(kept.map((each) => each.runningBytes))),
      frozen: inMebibytes(meanOf(kept.map((each) => each.frozenBytes))),
      deep: deep === null ? null : inMebibytes(deep),
      compressed: compressed === null ? null : inMebibytes(compressed),
    },
    create: timesOf(kept.map((each) => each.createMs)),
    deepFreeze: isDeep ? timesOf(kept.map((each) => each.deepFreezeMs)) : null,
    thaw,
    thawDeep,
    processorOfKept,
    storm: timesOf(stormed),
    aims: [
      ...(deep === null ? [] : [atMost('MiB of one that is kept', inMebibytes(deep + (compressed ?? 0)), 130)]),
      atMost('share of a processor that all kept ones take', processorOfKept, 0.02),
      atMost('p50 of a thaw until the API answers, ms', thaw.p50, 350),
      ...(thawDeep ? [atMost('p50 of a thaw out of compressed swap, ms', thawDeep.p50, 600)] : []),
    ],
  };
}

/** Thaws some at random as they are, then once more from a mere freeze, and leaves them as they were. */
async function thawSome({ driver, signal }: FleetBenchOptions, made: readonly Sandbox[]) {
  const start = Math.floor(Math.random() * made.length);
  const chosen = [...made.slice(start), ...made.slice(0, start)].slice(0, thaws);
  const times: { deepMs: number; shallowMs: number }[] = [];
  for (const { id } of chosen) {
    const deepMs = await timed(() => driver.thaw(id, { signal }));
    await driver.freeze(id, { signal });
    const shallowMs = await timed(() => driver.thaw(id, { signal }));
    await (driver.info.hasDeepFreeze ? driver.deepFreeze(id, { signal }) : driver.freeze(id, { signal }));
    times.push({ deepMs, shallowMs });
  }
  return times;
}

/** What a claim of one that is kept does, until the student's first request is answered. */
async function claim({ driver, signal }: FleetBenchOptions, open: OpenCluster, sandbox: Sandbox): Promise<void> {
  await driver.thaw(sandbox.id, { signal });
  await driver.claim(sandbox.id);
  using cluster = await open(await sandbox.kubeconfig('student'));
  const { status } = await cluster.request('/api/v1/namespaces/default', { signal });
  if (status !== 200) throw new Error(`the API server answered ${status}`);
}

/** The share of one processor that the sandboxes take together while nothing is done with them. */
async function watchProcessor(made: readonly Sandbox[]): Promise<number> {
  const used = async (): Promise<number> => {
    const all = await Promise.all(made.map(({ id }) => usageOf(id)));
    return all.reduce((sum, { processorMs }) => sum + processorMs, 0);
  };
  const before = await used();
  await delay(watchedMs);
  return Math.round((((await used()) - before) / watchedMs) * 1000) / 1000;
}

const inMebibytes = (bytes: number): number => Math.round(bytes / mebibyte);
