import { setTimeout as delay } from 'node:timers/promises';
import type { Grader } from '@drydock/grader';
import { CourseError } from '@drydock/model';
import { runInWorkspace, type SolvedLab } from './solved.ts';
import { ratioOf, timed, timesOf, type Times } from '../times.ts';

/** How quick the verdict of one settled lab is. Times in milliseconds. */
export interface SettledLab {
  readonly lab: string;
  /** How many checks it has. */
  readonly checks: number;
  /** All of them by the grader itself, everything read afresh. */
  readonly verdict: Times;
  /** The same through the API: POST /api/attempts/:id/check. */
  readonly overHttp: Times;
  /** The same checks as a kubectl script in the workspace (`scripts/<lab>.sh`). */
  readonly kubectl: Times;
  /** The script's p50 over the verdict's. */
  readonly timesFaster: number;
}

/** Between two measurements, so that none meets what the one before is still putting away; two graders would also disturb each other's marks in one file. */
const restMs = 400;

/** Measures the verdict of a solved lab in turns with its kubectl script. */
export async function measureSettled(
  { lab, script, client, attempt, sandbox, made }: SolvedLab,
  { rounds, signal }: { readonly rounds: number; readonly signal: AbortSignal },
): Promise<SettledLab> {
  const { createGrader } = await import('@drydock/grader');
  await using grader = createGrader({
    lab,
    kubeconfig: await sandbox.kubeconfig('grader'),
    parameters: attempt.parameters,
    startedAt: attempt.createdAt,
    node: (name) => sandbox.node(name),
    registry: async () => sandbox.registry(),
    remembered: { checks: {}, made },
    log: { warn: () => undefined },
  });
  const checks = script.run('checks', attempt.parameters);
  // The first look opens connections, asks the server what it is, and sees what must hold for a while begin to hold.
  await checkAll(grader, signal);
  const verdict: number[] = [];
  const overHttp: number[] = [];
  const kubectl: number[] = [];
  // In turns, so that a busy moment of the machine meets all alike.
  for (let round = 0; round < rounds; round++) {
    await delay(restMs, undefined, { signal });
    verdict.push(await timed(() => checkAll(grader, signal)));
    await delay(restMs, undefined, { signal });
    overHttp.push(await timed(() => client.check(attempt.id)));
    await delay(restMs, undefined, { signal });
    if (round % 2 === 0) kubectl.push(Number(await runInWorkspace(sandbox, checks, signal)));
  }
  const times = { verdict: timesOf(verdict), overHttp: timesOf(overHttp), kubectl: timesOf(kubectl) };
  return {
    lab: lab.id,
    checks: lab.tasks.flatMap((task) => task.checks).length,
    ...times,
    timesFaster: ratioOf(times.kubectl.p50, times.verdict.p50),
  };
}

async function checkAll(grader: Grader, signal: AbortSignal): Promise<void> {
  const failed = (await grader.check({ signal })).find(({ outcome }) => outcome !== 'pass');
  if (!failed) return;
  throw new CourseError(
    'conflict',
    `Check ${failed.check} of the solved lab is ${failed.outcome}: ${failed.message.en}`,
    'Run the benchmark again.',
  );
}
