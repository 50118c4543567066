import { expect, test } from 'vitest';
import { commandName } from './command-name.ts';

test('a command is named without its arguments', () => {
  expect(commandName(['docker', 'run', '--detach', 'x'])).toBe('docker run');
  expect(commandName(['kind', 'create', 'cluster', '--name', 'x'])).toBe('kind create cluster');
  expect(commandName(['/usr/bin/docker', 'exec', 'drydock-1-workspace', 'ls'])).toBe('docker exec');
  expect(commandName(['docker', 'network', 'rm', 'x'])).toBe('docker network rm');
  expect(commandName(['apt-get', '-o', 'A=b', 'install', 'kind'])).toBe('apt-get');
});
