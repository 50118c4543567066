import { setTimeout as delay } from 'node:timers/promises';
import { CourseError } from '@drydock/model';
import { expect, test } from 'vitest';
import { asExpected } from './report-error.ts';

const system = (code: string, message: string, more: object = {}): Error =>
  Object.assign(new Error(message), { code, ...more });

test('an expected failure stays itself', () => {
  const error = new CourseError('no_capacity', 'All places are taken.', 'Try later.');
  expect(asExpected(error)).toBe(error);
});

test('system errors of a full disk, a taken port and a stopped Docker become what happened and what to do', () => {
  expect(asExpected(system('ENOSPC', 'ENOSPC: no space left on device, write'))).toMatchObject({ code: 'no_disk' });
  expect(asExpected(new Error('tar: write error: No space left on device'))).toMatchObject({ code: 'no_disk' });
  expect(asExpected(system('EADDRINUSE', 'listen EADDRINUSE', { port: 8080 }))).toMatchObject({
    code: 'port_taken',
    fix: expect.stringContaining('--port 8081'),
  });
  expect(asExpected(new Error('Cannot connect to the Docker daemon at unix:///x.'))).toMatchObject({
    code: 'docker_unavailable',
  });
});

test('an interrupted wait is no bug, and one that took too long is', async () => {
  const interrupted = await delay(10_000, undefined, { signal: AbortSignal.abort() }).catch((error: unknown) => error);
  expect(asExpected(interrupted)).toMatchObject({ code: 'aborted', fix: 'Run the same command again.' });
  const late = await delay(10_000, undefined, { signal: AbortSignal.timeout(1) }).catch((error: unknown) => error);
  expect(asExpected(late)).toBeUndefined();
});

test('anything else is a bug and keeps its stack', () => {
  expect(asExpected(new TypeError('x is not a function'))).toBeUndefined();
  expect(asExpected('a string')).toBeUndefined();
});
