import { CourseError } from '@drydock/model';
import type { SolvedLab } from './solved.ts';
import { timesOf, type Times } from '../times.ts';

/** The lab whose Pod is removed and made. */
export const changedLab = 'memory-limit';

/** How soon a change is reported. Times in milliseconds. */
export interface ChangeTimes {
  /** From sending a change to the API server until the verdict it makes is on the stream of events. */
  readonly toEvent: Times;
  /** The part of it until the API server has answered that the change is made. */
  readonly itself: Times;
}

/** Removes and makes the Pod of the lab `changedLab` in turns. Nothing schedules it, so that what is timed is the way of a verdict and not the start of a container. */
export async function measureChanges(
  { sandbox, followed }: SolvedLab,
  { rounds, signal }: { readonly rounds: number; readonly signal: AbortSignal },
): Promise<ChangeTimes> {
  const { openCluster } = await import('@drydock/cluster');
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
  const toEvent: number[] = [];
  const itself: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const outcome = round % 2 === 0 ? 'fail' : 'pass';
    const startedAt = performance.now();
    const told = followed
      .until(({ verdicts }) => verdicts.some((each) => each.check === 'limit' && each.outcome === outcome), signal)
      .then(() => performance.now() - startedAt);
    const { status } = await (outcome === 'fail' ? remove() : create());
    itself.push(performance.now() - startedAt);
    if (status >= 300)
      throw new CourseError(
        'command_failed',
        `The API server answered ${status} to the change.`,
        'Run the benchmark again.',
      );
    toEvent.push(await told);
  }
  return { toEvent: timesOf(toEvent), itself: timesOf(itself) };
}
