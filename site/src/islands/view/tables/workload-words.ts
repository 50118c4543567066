import type { ViewWorkload } from '@drydock/model';
import type { ViewText } from '../../../text/en/view.ts';

/** What is to be said of a workload: how many of its Pods are ready, its schedule, whether it is on hold. */
export function workloadCounts({ kind, wanted, ready, schedule, isPaused }: ViewWorkload, text: ViewText): string[] {
  const count = kind === 'Job' ? text.completed : text.ready;
  return [
    ...(wanted === null ? [] : [count(ready ?? 0, wanted)]),
    ...(schedule === null ? [] : [schedule]),
    ...(isPaused ? [kind === 'Job' || kind === 'CronJob' ? text.suspended : text.paused] : []),
  ];
}
