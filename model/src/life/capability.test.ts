import { expect, test } from 'vitest';
import { type DriverInfo, type LabNeeds, missingCapabilities } from './capability.ts';

const able: DriverInfo = {
  name: 'able',
  profiles: ['one-node', 'three-nodes'],
  hasFreeze: true,
  hasDeepFreeze: false,
  hasNodeShells: true,
  hasRegistry: true,
  canPauseNodes: false,
};
const greedy: LabNeeds = { profile: 'three-nodes', nodeShell: true, registry: true };
const modest: LabNeeds = { profile: 'one-node', nodeShell: false, registry: false };

test('a driver that can do everything lacks nothing', () => {
  expect(missingCapabilities(able, greedy)).toEqual([]);
});

test.each([
  [{ profiles: ['one-node'] }, 'profile'],
  [{ hasNodeShells: false }, 'nodeShell'],
  [{ hasRegistry: false }, 'registry'],
] satisfies [Partial<DriverInfo>, string][])(
  'a driver with %o lacks the %s, for a lab that needs it',
  (less, missing) => {
    expect(missingCapabilities({ ...able, ...less }, greedy)).toEqual([missing]);
    expect(missingCapabilities({ ...able, ...less }, modest)).toEqual([]);
  },
);

test('everything that is missing is named at once', () => {
  const unable = { ...able, profiles: [], hasNodeShells: false, hasRegistry: false };
  expect(missingCapabilities(unable, greedy)).toEqual(['profile', 'nodeShell', 'registry']);
});
