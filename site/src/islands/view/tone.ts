import type { ViewContainer, ViewPod } from '@drydock/model';

/** How things stand: well, under way, broken, over, or leaving. */
export type Tone = 'good' | 'busy' | 'bad' | 'done' | 'leaving';

/** Each tone has a shape too: colour alone says nothing to some. */
export const marks: Readonly<Record<Tone, string>> = { good: '●', busy: '◐', bad: '▲', done: '✓', leaving: '◌' };

const broken = /BackOff|Err|Error|OOMKilled|Invalid|Evicted|Failed|Unknown|ExitCode|Signal|DeadlineExceeded|Cannot/;

/** How a Pod stands, by the word kubectl prints. */
export function toneOfPod({ isLeaving, phase, word, isReady }: ViewPod): Tone {
  if (isLeaving) return 'leaving';
  if (phase === 'Succeeded' || word === 'Completed') return 'done';
  if (phase === 'Failed' || broken.test(word)) return 'bad';
  return phase === 'Running' && isReady ? 'good' : 'busy';
}

/** How a container stands. */
export function toneOfContainer({ state, reason, exitCode, isReady, role }: ViewContainer): Tone {
  if (state === 'terminated') return exitCode === 0 ? 'done' : 'bad';
  if (state === 'waiting') return broken.test(reason ?? '') ? 'bad' : 'busy';
  return isReady || role === 'init' ? 'good' : 'busy';
}
