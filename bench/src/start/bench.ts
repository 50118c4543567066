import { setTimeout as delay } from 'node:timers/promises';
import type { openCluster } from '@drydock/cluster';
import type { Progress } from '../progress.ts';
import type { Served } from '../served.ts';
import { startAttempt } from '../attempt.ts';
import { createDrydockClient } from '@drydock/server/client';
import { timeKindCreate } from './kind.ts';
import { untilPrompt } from './prompt.ts';
import { atLeast, atMost, hostNow, ratioOf, timesOf, type Aim, type Times } from '../times.ts';

/** How soon a student can work. Times in milliseconds. */
export interface StartBench {
  readonly at: string;
  readonly host: { readonly cpus: number; readonly loadBefore: number; readonly loadAfter: number };
  /** From the click on Start (POST /api/attempts) to a shell's prompt, out of the warm pool. */
  readonly clickToPrompt: Times;
  /** From the click to an answer of the API server to the student's kubeconfig. */
  readonly clickToApi: Times;
  /** From the click until the start state is there and every check was judged once. */
  readonly clickToReady: Times;
  /** `kind create cluster` of one such node, to its end. */
  readonly kindCreate: Times;
  readonly aims: readonly Aim[];
}

type OpenCluster = typeof openCluster;

const roundMs = 10 * 60_000;

/** Measures starts from the warm pool of a running Drydock in turns with `kind create cluster`; the pool is full again before each. */
export async function benchStart(
  server: Served,
  options: { readonly rounds: number; readonly progress: Progress; readonly signal: AbortSignal },
): Promise<StartBench> {
  const { rounds, progress } = options;
  // What the benchmark itself needs is loaded before the first click, or that one would pay for it.
  const { openCluster } = await import('@drydock/cluster');
  const loadBefore = hostNow().load;
  const clicks: { prompt: number; api: number; ready: number }[] = [];
  const kinds: number[] = [];
  for (let round = 1; round <= rounds; round++) {
    const signal = AbortSignal.any([options.signal, AbortSignal.timeout(roundMs)]);
    await progress.step('Fill the pool', () => untilWarm(server.driver, signal));
    clicks.push(await progress.step(`Click, ${round} of ${rounds}`, () => click(server.address, openCluster, signal)));
    await progress.step('Fill the pool', () => untilWarm(server.driver, signal));
    kinds.push(await progress.step(`kind create cluster, ${round} of ${rounds}`, () => timeKindCreate(signal)));
  }
  const clickToPrompt = timesOf(clicks.map(({ prompt }) => prompt));
  const clickToApi = timesOf(clicks.map(({ api }) => api));
  const both = timesOf(clicks.map(({ prompt, api }) => Math.max(prompt, api)));
  const kindCreate = timesOf(kinds);
  return {
    at: new Date().toISOString(),
    host: { cpus: hostNow().cpus, loadBefore, loadAfter: hostNow().load },
    clickToPrompt,
    clickToApi,
    clickToReady: timesOf(clicks.map(({ ready }) => ready)),
    kindCreate,
    aims: [
      atMost('p50 from the click to prompt and API, ms', both.p50, 700),
      atMost('p95 from the click to prompt and API, ms', both.p95, 1500),
      atLeast('times faster than kind create cluster, p50', ratioOf(kindCreate.p50, both.p50), 20),
    ],
  };
}

async function click(
  address: string,
  open: OpenCluster,
  signal: AbortSignal,
): Promise<{ prompt: number; api: number; ready: number }> {
  const client = createDrydockClient(address);
  const stop = new AbortController();
  const startedAt = performance.now();
  const since = (): number => performance.now() - startedAt;
  const followed = await startAttempt(client, 'memory-limit', stop.signal);
  try {
    const isGiven = followed.until(({ state }) => state === 'setup' || state === 'ready', signal);
    const prompt = isGiven.then(async () => untilPrompt(address, await client.ticket(followed.id), signal)).then(since);
    const api = isGiven
      .then(async () => askApi(await client.text(`/api/attempts/${followed.id}/kubeconfig`), open, signal))
      .then(since);
    const ready = followed.until(({ state }) => state === 'ready', signal).then(since);
    const found = await Promise.all([prompt, api, ready]);
    return { prompt: found[0], api: found[1], ready: found[2] };
  } finally {
    stop.abort();
    await client.remove(`/api/attempts/${followed.id}`);
  }
}

async function askApi(kubeconfig: string, open: OpenCluster, signal: AbortSignal): Promise<void> {
  using cluster = await open(kubeconfig);
  const { status } = await cluster.request('/api/v1/namespaces/default', { signal });
  if (status !== 200) throw new Error(`the API server answered ${status}`);
}

/** Polls the host until a frozen cluster is in the pool; there is no event for it. */
async function untilWarm(driver: Served['driver'], signal: AbortSignal): Promise<void> {
  while (!(await driver.list()).some(({ isClaimed, state }) => !isClaimed && state === 'frozen')) {
    await delay(500, undefined, { signal });
  }
}
