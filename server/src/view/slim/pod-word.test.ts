import { expect, test } from 'vitest';
import { PodShape } from './pod-shape.ts';
import { printPod } from './pod-word.ts';

const main = (state: object, rest: object = {}) => ({ name: 'main', state, ...rest });
const running = main({ running: {} }, { ready: true });
const terminated = (exitCode: number, reason?: string) => main({ terminated: { exitCode, reason } });

function printed(status: object, { inits = [] as object[], isLeaving = false } = {}) {
  const pod = { spec: { containers: [{ name: 'main' }], initContainers: inits }, status };
  return printPod(PodShape.parse(pod), isLeaving);
}

test.each<[string, object]>([
  ['Pending', { phase: 'Pending' }],
  ['Evicted', { phase: 'Failed', reason: 'Evicted' }],
  ['ContainerCreating', { phase: 'Pending', containerStatuses: [main({ waiting: { reason: 'ContainerCreating' } })] }],
  ['Running', { phase: 'Running', containerStatuses: [running] }],
  ['CrashLoopBackOff', { phase: 'Running', containerStatuses: [main({ waiting: { reason: 'CrashLoopBackOff' } })] }],
  ['OOMKilled', { phase: 'Running', containerStatuses: [terminated(137, 'OOMKilled')] }],
  ['ExitCode:3', { phase: 'Running', containerStatuses: [terminated(3)] }],
  ['Completed', { phase: 'Succeeded', containerStatuses: [terminated(0, 'Completed')] }],
  ['NotReady', { phase: 'Running', containerStatuses: [terminated(0, 'Completed'), running] }],
  [
    'SchedulingGated',
    { phase: 'Pending', conditions: [{ type: 'PodScheduled', status: 'False', reason: 'SchedulingGated' }] },
  ],
])('a Pod is worded as kubectl prints it: %s', (word, status) => {
  expect(printed(status).word).toBe(word);
});

test('init containers are counted until they are done, and one that fails is named', () => {
  const inits = [{ name: 'first' }, { name: 'second' }];
  const done = { name: 'first', state: { terminated: { exitCode: 0, reason: 'Completed' } } };
  const at = (state: object) => ({ phase: 'Pending', initContainerStatuses: [done, { name: 'second', state }] });
  expect(printed(at({ running: {} }), { inits }).word).toBe('Init:1/2');
  expect(printed(at({ waiting: { reason: 'PodInitializing' } }), { inits }).word).toBe('Init:1/2');
  expect(printed(at({ waiting: { reason: 'CrashLoopBackOff' } }), { inits }).word).toBe('Init:CrashLoopBackOff');
  expect(printed(at({ terminated: { exitCode: 1, reason: 'Error' } }), { inits }).word).toBe('Init:Error');
});

test('a sidecar that runs does not hold up the Pod, and counts as ready', () => {
  const inits = [{ name: 'proxy', restartPolicy: 'Always' }];
  const proxy = { name: 'proxy', ready: true, started: true, restartCount: 1, state: { running: {} } };
  const status = { phase: 'Running', initContainerStatuses: [proxy], containerStatuses: [running] };
  expect(printed(status, { inits })).toEqual({ word: 'Running', readyContainers: 2, restarts: 1 });
});

test('a Pod on its way out is Terminating, unless it has ended already', () => {
  expect(printed({ phase: 'Running', containerStatuses: [running] }, { isLeaving: true }).word).toBe('Terminating');
  expect(printed({ phase: 'Succeeded' }, { isLeaving: true }).word).toBe('Succeeded');
});
