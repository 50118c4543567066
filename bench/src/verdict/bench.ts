import type { Lab } from '@drydock/lab';
import type { Progress } from '../progress.ts';
import type { Served } from '../served.ts';
import { changedLab, measureChanges, type ChangeTimes } from './change.ts';
import { scriptOf } from './script.ts';
import { measureSettled, type SettledLab } from './settled.ts';
import { solveLab, type ScriptedLab } from './solved.ts';
import { atLeast, atMost, hostNow, medianOf, type Aim } from '../times.ts';

/** How quick verdicts are. */
export interface VerdictBench {
  readonly at: string;
  readonly host: { readonly cpus: number; readonly loadBefore: number; readonly loadAfter: number };
  readonly labs: readonly SettledLab[];
  /** Only when the lab it is measured with, memory-limit, is one of them. */
  readonly change?: ChangeTimes;
  readonly aims: readonly Aim[];
}

/** Four labs of unlike kinds: usage and a cgroup; events and a page; lists and a Service; a file on a node behind a page. */
const unlikeLabs: readonly string[] = [changedLab, 'liveness-http', 'readiness-endpoints', 'pv-pvc-nginx'];

const labMs = 10 * 60_000;

/** Returns labs with their kubectl scripts, four of unlike kinds when none is named; rejects when one is missing or has no script. */
export async function chooseLabs(ids: readonly string[], labOf: (id: string) => Lab): Promise<readonly ScriptedLab[]> {
  const chosen = new Set(ids.length > 0 ? ids : unlikeLabs);
  return Promise.all([...chosen].map(async (id) => ({ lab: labOf(id), script: await scriptOf(id) })));
}

/** Measures verdicts of solved labs, one after the other, at a running Drydock. */
export async function benchVerdict(
  server: Served,
  chosen: readonly ScriptedLab[],
  options: { readonly rounds: number; readonly progress: Progress; readonly signal: AbortSignal },
): Promise<VerdictBench> {
  const { rounds, progress } = options;
  const loadBefore = hostNow().load;
  const labs: SettledLab[] = [];
  let change: ChangeTimes | undefined;
  for (const each of chosen) {
    const signal = AbortSignal.any([options.signal, AbortSignal.timeout(labMs)]);
    await using solved = await solveLab(server, each, { progress, signal });
    const how = { rounds, signal };
    labs.push(await progress.step(`Verdicts, ${rounds} rounds`, () => measureSettled(solved, how)));
    if (each.lab.id === changedLab)
      change = await progress.step('From a change to the event', () => measureChanges(solved, how));
  }
  return {
    at: new Date().toISOString(),
    host: { cpus: hostNow().cpus, loadBefore, loadAfter: hostNow().load },
    labs,
    ...(change && { change }),
    aims: aimsOf(labs, change),
  };
}

/** The promises on verdicts: the slowest lab's, the labs' median beside kubectl, with the least of them named, and the way from a change to its event. */
export function aimsOf(
  labs: readonly Pick<SettledLab, 'lab' | 'verdict' | 'timesFaster'>[],
  change: Pick<ChangeTimes, 'toEvent'> | undefined,
): Aim[] {
  const slowest = labs.toSorted((one, other) => other.verdict.p50 - one.verdict.p50)[0];
  const least = labs.toSorted((one, other) => one.timesFaster - other.timesFaster)[0];
  return [
    atMost(`p50 of a settled verdict, ms; the slowest lab, ${slowest?.lab}`, slowest?.verdict.p50 ?? NaN, 150),
    atLeast(
      `times faster than the kubectl script, p50; median of the labs, the least ${least?.timesFaster} (${least?.lab})`,
      medianOf(labs.map(({ timesFaster }) => timesFaster)),
      10,
    ),
    ...(change ? [atMost('p95 from a change to its event, ms', change.toEvent.p95, 300)] : []),
  ];
}
