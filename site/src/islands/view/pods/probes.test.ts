import { exampleContainer, exampleHappening, examplePod } from '@drydock/model/testing/view';
import type { ViewHappening, ViewProbe } from '@drydock/model';
import { expect, test } from 'vitest';
import { probeLines } from './probes.ts';

const probe = (kind: ViewProbe['kind']): ViewProbe => ({
  kind,
  asks: 'GET :80/',
  periodSeconds: 10,
  failureThreshold: 3,
});
const failed = (message: string, at: string, change: Partial<ViewHappening> = {}): ViewHappening =>
  exampleHappening('web', { reason: 'Unhealthy', isWarning: true, message, firstAt: at, at, ...change });
const now = Date.parse('2026-11-27T12:10:00Z');

test('a failure of the readiness probe is told with what came back; a liveness probe has its own', () => {
  const container = exampleContainer({ isReady: false, probes: [probe('readiness'), probe('liveness')] });
  const pod = examplePod('web', { containers: [container], isReady: false, readySince: '2026-11-27T12:05:00Z' });
  const happenings = [
    failed('Readiness probe failed: HTTP probe failed with statuscode: 503', '2026-11-27T12:06:00Z', { count: 4 }),
    exampleHappening('web', { message: 'Readiness probe is not asked about here' }),
  ];
  const [readiness, liveness] = probeLines(pod, happenings, now);
  expect(readiness).toMatchObject({ now: 'failing', lastAnswer: 'HTTP probe failed with statuscode: 503' });
  expect(readiness?.points.map(({ kind, count }) => `${kind} ${count}`)).toEqual([
    'started 1',
    'unready 1',
    'failed 4',
  ]);
  expect(liveness).toMatchObject({ now: 'passing', lastAnswer: null });
});

test('a liveness probe that failed lately fails; one that has been quiet for two periods passes again', () => {
  const pod = examplePod('web', { containers: [exampleContainer({ probes: [probe('liveness')] })] });
  const at = (time: string) => probeLines(pod, [failed('Liveness probe failed: command failed', time)], now)[0]?.now;
  expect(at('2026-11-27T12:09:50Z')).toBe('failing');
  expect(at('2026-11-27T12:09:30Z')).toBe('passing');
});

test('a container that a liveness probe had killed says so, and another container of the Pod does not', () => {
  const containers = ['web', 'log'].map((name) => exampleContainer({ name, probes: [probe('liveness')] }));
  const killing = exampleHappening('web', {
    reason: 'Killing',
    message: 'Container web failed liveness probe, will be restarted',
    at: '2026-11-27T12:01:00Z',
  });
  const lines = probeLines(examplePod('web', { containers }), [killing], now);
  expect(lines.map(({ points }) => points.some(({ kind }) => kind === 'killed'))).toEqual([true, false]);
});

test('while a startup probe has not passed, the others are not asked', () => {
  const container = exampleContainer({ isStarted: false, probes: [probe('startup'), probe('liveness')] });
  const pod = examplePod('web', { containers: [container] });
  expect(probeLines(pod, [], now).map((line) => line.now)).toEqual(['unknown', 'unknown']);
});
