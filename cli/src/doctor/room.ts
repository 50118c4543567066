import type { HostLoad } from '@drydock/host';
import type { shortageOf } from '@drydock/sandbox';

const gibibyte = 2 ** 30;

/** What was measured: a sandbox in use takes 0.6 GiB and some processor; a frozen one 0.55 GiB, or 0.15 when its memory is put away. */
const sizes = { used: 0.6, frozen: 0.55, deep: 0.15 } as const;
const perProcessor = 8;

/** What a machine has room for, beside what it does already. */
export interface Room {
  /** Sandboxes in use at the same time, and which resource limits them. */
  readonly sandboxes: number;
  readonly limit: 'memory' | 'processors';
  /** Sandboxes that are kept frozen instead. */
  readonly frozen: number;
  readonly availableBytes: number;
  readonly reserveBytes: number;
  readonly memoryPressure: number;
  readonly processorLoad: number;
  /** What keeps it from one more now. */
  readonly shortage: ReturnType<typeof shortageOf>;
}

/** Returns the room of a machine from what was measured; `isDeep`: the memory of frozen sandboxes is put away. */
export function roomOf(load: HostLoad, isDeep: boolean, judged: Pick<Room, 'reserveBytes' | 'shortage'>): Room {
  const left = Math.max(0, load.availableBytes - judged.reserveBytes) / gibibyte;
  const byMemory = Math.floor(left / sizes.used);
  const byProcessors = load.processors * perProcessor;
  return {
    sandboxes: Math.min(byMemory, byProcessors),
    limit: byMemory <= byProcessors ? 'memory' : 'processors',
    frozen: Math.floor(left / (isDeep ? sizes.deep : sizes.frozen)),
    availableBytes: load.availableBytes,
    memoryPressure: load.memoryPressure,
    processorLoad: load.processorLoad,
    ...judged,
  };
}

/** The room in two sentences, with the figures it comes from. */
export function drawRoom(room: Room, maximum: number): string {
  const { sandboxes, frozen, limit, availableBytes, reserveBytes, memoryPressure, processorLoad, shortage } = room;
  const many = sandboxes === 1 ? 'one more sandbox' : `about ${sandboxes} more sandboxes`;
  const figures = [
    `${(availableBytes / gibibyte).toFixed(1)} GiB free, of which ${(reserveBytes / gibibyte).toFixed(1)} stay free`,
    `memory pressure ${Math.round(memoryPressure * 100)} %`,
    `load ${processorLoad.toFixed(1)} for each processor`,
  ];
  const now = shortage ? ` Nothing new is made now for want of ${shortage}.` : '';
  return `Room for ${many} in use, by its ${limit}, or ${frozen} kept frozen (${figures.join('; ')}).${now} DRYDOCK_MAXIMUM is ${maximum}.`;
}
