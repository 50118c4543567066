import type { DriverInfo } from '@drydock/model';

/** What kind clusters can do. */
export const kindInfo: DriverInfo = {
  name: 'kind',
  profiles: ['one-node', 'three-nodes'],
  hasFreeze: true,
  hasDeepFreeze: true,
  hasNodeShells: true,
  hasRegistry: true,
  canPauseNodes: false,
};
