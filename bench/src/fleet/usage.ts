import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { demandDocker } from '@drydock/host';
import { z } from 'zod';

const Containers = z.array(z.object({ Id: z.string() }));
const Stats = z.object({
  memory_stats: z.object({ usage: z.number().default(0), stats: z.record(z.string(), z.number()).default({}) }),
  cpu_stats: z.object({ cpu_usage: z.object({ total_usage: z.number() }) }),
});

/** What a sandbox takes of the host. */
export interface Usage {
  /** Resident, without the files that the kernel keeps at hand. */
  readonly memoryBytes: number;
  /** Processor time since its start. */
  readonly processorMs: number;
}

/** Asks Docker what all containers of a sandbox take. */
export async function usageOf(id: string): Promise<Usage> {
  const query = { all: '1', filters: JSON.stringify({ name: [`^/?drydock-${id}-`] }) };
  const command = ['docker', 'stats', id];
  const found = Containers.parse(await demandDocker({ command, method: 'GET', path: '/containers/json', query }));
  const all = await Promise.all(
    found.map(async ({ Id }) => {
      const how = { stream: '0', 'one-shot': '1' };
      const asked = { command, method: 'GET', path: `/containers/${Id}/stats`, query: how } as const;
      const { memory_stats: memory, cpu_stats: processor } = Stats.parse(await demandDocker(asked));
      const files = memory.stats['total_inactive_file'] ?? memory.stats['inactive_file'] ?? 0;
      return { memoryBytes: memory.usage - files, processorMs: processor.cpu_usage.total_usage / 1e6 };
    }),
  );
  return {
    memoryBytes: all.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0),
    processorMs: all.reduce((sum, { processorMs }) => sum + processorMs, 0),
  };
}

/** How much memory all compressed swap of this host takes; 0 without any. */
export async function compressedBytes(root = '/'): Promise<number> {
  const blocks = join(root, 'sys/block');
  const devices = (await readdir(blocks).catch(() => [])).filter((name) => name.startsWith('zram'));
  const sizes = devices.map(async (name) => {
    // The third figure is all that the device takes of memory.
    const figures = await readFile(join(blocks, name, 'mm_stat'), 'utf8').catch(() => '');
    return Number(figures.trim().split(/\s+/u)[2] ?? 0);
  });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
