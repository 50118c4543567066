import { expect, test } from 'vitest';
import { exitCodeOf, isOfDeadContainer } from './exec.ts';

const failure = (message: string) => ({ status: 'Failure', reason: 'InternalError', message });

test.for([
  'error executing command in container: failed to exec in container: container is in CONTAINER_EXITED state',
  'error executing command in container: failed to exec in container: failed to load task: no running task found: task 3f2a not found',
  'OCI runtime exec failed: exec failed: cannot exec in a stopped state: unknown',
  'unable to upgrade connection: container not found ("web")',
])('a command that a dead container did not run has no exit code: %s', (message) => {
  expect(isOfDeadContainer(failure(message))).toBe(true);
});

test('a command that ran, or that is not there, is judged by its exit code', () => {
  const ended = {
    ...failure('command terminated with exit code 7: container not running'),
    details: { causes: [{ reason: 'ExitCode', message: '7' }] },
  };
  expect([isOfDeadContainer(ended), exitCodeOf(ended)]).toEqual([false, 7]);
  const absent = failure('OCI runtime exec failed: exec: "none": executable file not found in $PATH: unknown');
  expect([isOfDeadContainer(absent), exitCodeOf(absent)]).toEqual([false, 126]);
  expect([isOfDeadContainer({ status: 'Success' }), exitCodeOf({ status: 'Success' })]).toEqual([false, 0]);
});
