import { expect, test } from 'vitest';
import { daemonRefusal } from './docker.ts';

test('a refusal of the daemon is distinguished from a failure of the command in the container', () => {
  const refused = { exitCode: 1, stdout: '', stderr: 'Error response from daemon: container abc is paused\n' };
  expect(daemonRefusal(['docker', 'exec'], refused)?.message).toContain('container abc is paused');
  expect(daemonRefusal(['docker', 'exec'], { ...refused, stderr: 'grep: Error\n' })).toBeUndefined();
});
