import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Grader, Lab } from '@drydock/grader';
import { CourseError, type Attempt } from '@drydock/model';
import type { Sandbox } from '@drydock/sandbox';
import { readCatalogue } from '../catalogue.ts';
import { labOf } from '../lab/find.ts';
import { presentDriverOf } from '../setup/driver.ts';
import type { Progress } from '../setup/progress.ts';
import { startAttempt, type FollowedAttempt } from './attempt.ts';
import { createDrydockClient, type DrydockClient } from './drydock.ts';
import { kubectlScript } from './script.ts';
import { atLeast, atMost, hostNow, timed, timesOf, type Aim, type Times } from './times.ts';

/** How quick verdicts are. Times in milliseconds. */
export interface VerdictBench {
  readonly at: string;
  readonly lab: string;
  readonly host: { readonly cpus: number; readonly loadBefore: number; readonly loadAfter: number };
  /** All checks of the solved lab by the grader itself, everything read afresh. */
  readonly verdict: Times;
  /** The same through the API: POST /api/attempts/:id/check. */
  readonly overHttp: Times;
  /** The same checks as a kubectl script in the workspace. */
  readonly kubectl: Times;
  /** From sending a change to the API server until the verdict it makes is on the stream of events. */
  readonly changeToEvent: Times;
  /** The part of it until the API server has answered that the change is made. */
  readonly changeItself: Times;
  readonly aims: readonly Aim[];
}

const lab = 'memory-limit';
const wholeMs = 10 * 60_000;

/** Measures verdicts of a solved lab at a running Drydock (its address and data folder). */
export async function benchVerdict(
  server: { readonly address: string; readonly dataFolder: string },
  options: { readonly rounds: number; readonly progress: Progress; readonly signal: AbortSignal },
): Promise<VerdictBench> {
  const { rounds, progress } = options;
  const signal = AbortSignal.any([options.signal, AbortSignal.timeout(wholeMs)]);
  const client = createDrydockClient(server.address);
  const found = labOf(await readCatalogue(), lab);
  await using cleanUp = new AsyncDisposableStack();
  const following = new AbortController();
  cleanUp.defer(() => following.abort());
  const followed = await startAttempt(client, lab, following.signal);
  cleanUp.defer(() => client.remove(`/api/attempts/${followed.id}`));
  const attempt = await progress.step(`Start ${lab}`, () => followed.until(({ state }) => state === 'ready', signal));
  const sandbox = await sandboxOf(attempt, server.dataFolder);
  await progress.step('Solve it', () => solve(client, found, attempt, sandbox, signal));
  const loadBefore = hostNow().load;

  const { createGrader } = await import('@drydock/grader');
  const { verdict, overHttp, kubectl } = await progress.step(`Verdicts, ${rounds} rounds`, async () => {
    await using grader = createGrader({
      lab: found,
      kubeconfig: await sandbox.kubeconfig('grader'),
      parameters: attempt.parameters,
      startedAt: attempt.createdAt,
      node: (name) => sandbox.node(name),
      registry: async () => sandbox.registry(),
      log: { warn: () => undefined },
    });
    // The first look opens connections, asks the server what it is, and sees what must hold for a while begin to hold.
    await checkAll(grader, signal);
    const times = { verdict: [] as number[], overHttp: [] as number[], kubectl: [] as number[] };
    // In turns, so that a busy moment of the machine meets all alike.
    for (let round = 0; round < rounds; round++) {
      times.verdict.push(await timed(() => checkAll(grader, signal)));
      times.overHttp.push(await timed(() => client.check(followed.id)));
      if (round % 2 === 0) times.kubectl.push(await runScript(sandbox, signal));
    }
    return times;
  });
  const changes = await progress.step('From a change to the event', () =>
    measureChanges(sandbox, followed, rounds, signal),
  );
  const times = { verdict: timesOf(verdict), overHttp: timesOf(overHttp), kubectl: timesOf(kubectl) };
  const changeToEvent = timesOf(changes.map(({ toEvent }) => toEvent));
  return {
    at: new Date().toISOString(),
    lab,
    host: { cpus: hostNow().cpus, loadBefore, loadAfter: hostNow().load },
    ...times,
    changeToEvent,
    changeItself: timesOf(changes.map(({ itself }) => itself)),
    aims: [
      atMost('p50 of a settled verdict, ms', times.verdict.p50, 150),
      atLeast(
        'times faster than the kubectl script, p50',
        Math.round((times.kubectl.p50 / times.verdict.p50) * 10) / 10,
        10,
      ),
      atMost('p95 from a change to its event, ms', changeToEvent.p95, 300),
    ],
  };
}

async function sandboxOf({ sandbox: id }: Attempt, dataFolder: string): Promise<Sandbox> {
  const found = (await (await presentDriverOf(join(dataFolder, 'run'))).list()).find((each) => each.id === id);
  if (found) return found;
  throw new CourseError(
    'sandbox_unknown',
    `The attempt's sandbox ${id} is not on this machine.`,
    'Run the benchmark again.',
  );
}

async function solve(
  client: DrydockClient,
  { directory }: Lab,
  { id }: Attempt,
  sandbox: Sandbox,
  signal: AbortSignal,
): Promise<void> {
  const input = await readFile(join(directory, 'solution', 'solve.sh'), 'utf8');
  await sandbox.workspace().exec(['bash', '-s'], { input, timeoutMs: 120_000, signal });
  for (;;) {
    signal.throwIfAborted();
    const { points, maxPoints } = await client.check(id);
    if (points === maxPoints) return;
  }
}

async function checkAll(grader: Grader, signal: AbortSignal): Promise<void> {
  const failed = (await grader.check({ signal })).find(({ outcome }) => outcome !== 'pass');
  if (!failed) return;
  throw new CourseError(
    'conflict',
    `Check ${failed.check} of the solved lab says ${failed.outcome}: ${failed.message.en}`,
    'Run the benchmark again.',
  );
}

async function runScript(sandbox: Sandbox, signal: AbortSignal): Promise<number> {
  const { exitCode, stdout, stderr } = await sandbox
    .workspace()
    .exec(['bash', '-s'], { input: kubectlScript, timeoutMs: wholeMs, signal });
  if (exitCode === 0) return Number(stdout);
  throw new CourseError(
    'command_failed',
    `The kubectl script ended with code ${exitCode}: ${stderr.trim()}`,
    'Run the benchmark again.',
  );
}

/** Removes and makes the Pod in turns. Nothing schedules it, so that what is timed is the way of a verdict and not the start of a container. */
async function measureChanges(
  sandbox: Sandbox,
  followed: FollowedAttempt,
  rounds: number,
  signal: AbortSignal,
): Promise<{ toEvent: number; itself: number }[]> {
  const { openCluster } = await import('@drydock/grader');
  using cluster = await openCluster(await sandbox.kubeconfig('grader'));
  const pods = '/api/v1/namespaces/mem-example/pods';
  const body = JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'memory-demo' },
    spec: {
      schedulerName: 'nobody',
      containers: [
        {
          name: 'worker',
          image: 'course.local/stress:1.0',
          resources: { requests: { memory: '100Mi' }, limits: { memory: '200Mi' } },
        },
      ],
    },
  });
  const remove = () => cluster.request(`${pods}/memory-demo?gracePeriodSeconds=0`, { method: 'DELETE', signal });
  const create = () =>
    cluster.request(pods, { method: 'POST', body, headers: { 'content-type': 'application/json' }, signal });
  const found: { toEvent: number; itself: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    const outcome = round % 2 === 0 ? 'fail' : 'pass';
    const startedAt = performance.now();
    const told = followed
      .until(({ verdicts }) => verdicts.some((each) => each.check === 'limit' && each.outcome === outcome), signal)
      .then(() => performance.now() - startedAt);
    const { status } = await (outcome === 'fail' ? remove() : create());
    const itself = performance.now() - startedAt;
    if (status >= 300)
      throw new CourseError(
        'command_failed',
        `The API server answered ${status} to the change.`,
        'Run the benchmark again.',
      );
    found.push({ toEvent: await told, itself });
  }
  return found;
}
