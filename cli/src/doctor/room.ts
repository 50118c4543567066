import type { HostFacts } from '../setup/facts.ts';

const gibibyte = 2 ** 30;

/** What was measured: a cluster of one node with its workspace and a small lab takes 0.6 GiB, one of three nodes 0.8; idle, a tenth of a processor. */
const sandbox = { memoryBytes: 0.75 * gibibyte, perProcessor: 6 } as const;
/** What the system, Docker and the server keep for themselves. */
const keptBytes = 1.25 * gibibyte;

/** How many sandboxes a machine holds at the same time, and which resource limits it. */
export interface Room {
  readonly sandboxes: number;
  readonly limit: 'memory' | 'processors';
}

/** Returns the room of a machine; a frozen sandbox keeps its memory, so it counts like any other. */
export function roomOf({ memoryBytes, processors }: Pick<HostFacts, 'memoryBytes' | 'processors'>): Room {
  const byMemory = Math.max(0, Math.floor((memoryBytes - keptBytes) / sandbox.memoryBytes));
  const byProcessors = processors * sandbox.perProcessor;
  return byMemory <= byProcessors
    ? { sandboxes: byMemory, limit: 'memory' }
    : { sandboxes: byProcessors, limit: 'processors' };
}

/** The room in one sentence, beside the number that this Drydock may make. */
export function drawRoom({ sandboxes, limit }: Room, maximum: number): string {
  const many = sandboxes === 1 ? 'one sandbox' : `about ${sandboxes} sandboxes`;
  const advice =
    maximum > sandboxes
      ? `DRYDOCK_MAXIMUM is ${maximum}: set it to ${Math.max(1, sandboxes)}.`
      : `DRYDOCK_MAXIMUM is ${maximum}${maximum < sandboxes ? '; it may be raised' : ''}.`;
  return `Room for ${many} at the same time, by its ${limit}. ${advice}`;
}
