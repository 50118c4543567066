import type { DriverInfo } from '@drydock/model';
import type { HostRequirements } from '../../requirements.ts';

/** What can be done with a cluster that somebody lends: its nodes are not ours to enter, to stop or to tell of a registry. */
export const externalInfo: DriverInfo = {
  name: 'external',
  profiles: ['one-node'],
  hasFreeze: false,
  hasDeepFreeze: false,
  hasNodeShells: false,
  hasRegistry: false,
  canPauseNodes: false,
};

/** The same, where the owner lets its nodes be entered. */
export const enteredInfo: DriverInfo = { ...externalInfo, hasNodeShells: true };

/** The workspace runs in Docker. No node does, so no limit of inotify matters. */
export const externalRequirements: HostRequirements = {
  programs: { docker: '24.0.0' },
  inotify: { instances: { least: 0, enough: 0 }, watches: { enough: 0 } },
};
