import type { DriverInfo } from '@drydock/model';

/** What kind clusters can do. */
export const kindInfo: DriverInfo = {
  name: 'kind',
  profiles: ['one-node', 'three-nodes', 'one-node-election', 'three-nodes-election', 'no-cni', 'bare'],
  hasFreeze: true,
  hasDeepFreeze: true,
  hasNodeShells: true,
  hasRegistry: true,
  canPauseNodes: true,
};
