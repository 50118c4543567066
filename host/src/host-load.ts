import { readFile } from 'node:fs/promises';
import { availableParallelism, freemem, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';

/** What a host has left at this moment. */
export interface HostLoad {
  readonly totalBytes: number;
  /** What new work may take without pushing anything out. */
  readonly availableBytes: number;
  readonly swapFreeBytes: number;
  /** The share of the last ten seconds in which some work waited for memory, 0 to 1; 0 where the kernel does not measure it. */
  readonly memoryPressure: number;
  /** Work that wants to run, for each processor: above 1 some of it waits. */
  readonly processorLoad: number;
  readonly processors: number;
}

/** Measures the host. Without Linux's files the figures of Node stand in. */
export async function readHostLoad(root = '/'): Promise<HostLoad> {
  const [memory, pressure] = await Promise.all([
    read(join(root, 'proc/meminfo')),
    read(join(root, 'proc/pressure/memory')),
  ]);
  const bytesOf = (name: string): number | undefined => {
    const kibibytes = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'mu').exec(memory)?.[1];
    return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
  };
  const processors = availableParallelism();
  return {
    totalBytes: bytesOf('MemTotal') ?? totalmem(),
    availableBytes: bytesOf('MemAvailable') ?? freemem(),
    swapFreeBytes: bytesOf('SwapFree') ?? 0,
    memoryPressure: Number(/^some avg10=([\d.]+)/mu.exec(pressure)?.[1] ?? 0) / 100,
    processorLoad: (loadavg()[0] ?? 0) / processors,
    processors,
  };
}

function read(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => '');
}
