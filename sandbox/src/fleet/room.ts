import type { HostLoad } from '@drydock/host';
import type { SandboxProfile } from '@drydock/model';

const gibibyte = 2 ** 30;

/** What was measured: a sandbox in use with its workspace and a small lab. */
const oneNodeSize = 0.6 * gibibyte;
const sizes: Partial<Record<SandboxProfile, number>> = { 'one-node': oneNodeSize, 'one-node-election': oneNodeSize };
const largestSize = 0.9 * gibibyte;

/** What is kept free for the system, Docker, the server and what runs already: a share of the memory within limits. */
const kept = { share: 0.06, leastBytes: 0.375 * gibibyte, mostBytes: 1.5 * gibibyte } as const;

/** Above this share of time in which work waits for memory, nothing new begins. */
const mostMemoryPressure = 0.2;
/** Above this load for each processor, one sandbox is made at a time. */
const mostProcessorLoad = 4;

/** Returns how much memory a sandbox of this profile takes while it is used. */
export function memoryOf(profile: SandboxProfile): number {
  return sizes[profile] ?? largestSize;
}

/** Returns how much memory nothing new may take. */
export function reserveOf({ totalBytes }: Pick<HostLoad, 'totalBytes'>): number {
  return Math.min(kept.mostBytes, Math.max(kept.leastBytes, totalBytes * kept.share));
}

/** Returns what keeps a host from one more sandbox; undefined when there is room. Those being made count with all they will take. */
export function shortageOf(
  load: HostLoad,
  profile: SandboxProfile,
  making: readonly SandboxProfile[],
): 'memory' | 'processors' | undefined {
  const promised = making.reduce((sum, each) => sum + memoryOf(each), 0);
  const left = load.availableBytes - promised - reserveOf(load);
  if (left < memoryOf(profile) || load.memoryPressure > mostMemoryPressure) return 'memory';
  return load.processorLoad > mostProcessorLoad && making.length > 0 ? 'processors' : undefined;
}
