export {
  type CellLink,
  type CellOrder,
  createCellLink,
  type FollowOptions,
  type LinkedRun,
} from '../relay/src/cells.ts';
export { isAllowedOrigin } from '../relay/src/origin.ts';
export { createRelay, type Relay, type RelayLimits } from '../relay/src/relay.ts';
export type { Grant } from '../relay/src/tickets.ts';
