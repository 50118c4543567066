import { isProcessAlive } from '@drydock/host';
import { destroy } from './destroy.ts';
import { type FoundNetwork, readEveryNetwork } from './network.ts';
import type { DockerSettings } from './settings.ts';
import { readSandboxes } from './survey.ts';

/** Long enough for an orphaned maker of nodes of another installation to be done: only our own leave the file that names their process group where we find it. */
const strayAgeMs = 300_000;

/**
 * Destroys what belongs to no living process. The network is the first thing made and the last removed, and its label names the maker by pid and start
 * time: a network of ours whose maker is gone and that has no complete sandbox is a leftover; so is a sandbox of lifetime `process` whose maker is gone,
 * of any installation: a killed test run had a run directory of its own, and no other process would remove what it left.
 */
export async function sweep(settings: DockerSettings): Promise<readonly string[]> {
  const networks = (await readEveryNetwork()).filter(({ maker }) => !isProcessAlive(maker));
  const complete = new Map((await readSandboxes(settings)).map((found) => [found.id, found]));
  const orphaned = networks.filter((network) =>
    network.instance === settings.instance
      ? complete.get(network.id)?.lifetime !== 'host'
      : isStray(network, Date.now()),
  );
  for (const { id, instance } of orphaned) await destroy({ ...settings, instance }, id);
  return orphaned.map(({ id }) => id);
}

/** Whether a network of another installation, whose maker is gone, is abandoned. */
export function isStray({ lifetime, createdAt }: FoundNetwork, now: number): boolean {
  return lifetime === 'process' && now - Date.parse(createdAt) > strayAgeMs;
}
