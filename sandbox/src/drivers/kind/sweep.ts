import { isMakerAlive } from '../../maker.ts';
import { destroy } from './destroy.ts';
import { readNetworks } from './network.ts';
import type { KindSettings } from './options.ts';
import { readSandboxes } from './survey.ts';

/**
 * Destroys what no living process answers for. The network is the first thing made and the last removed, and its label names the maker by pid and start
 * time: a network of ours whose maker is gone and that has no complete sandbox is a leftover; so is a sandbox of lifetime `process` whose maker is gone.
 */
export async function sweep(settings: KindSettings): Promise<readonly string[]> {
  const networks = await readNetworks(settings);
  const complete = new Map((await readSandboxes(settings)).map((found) => [found.id, found]));
  const orphaned = networks.filter(({ id, maker }) => !isMakerAlive(maker) && complete.get(id)?.lifetime !== 'host');
  for (const { id } of orphaned) await destroy(settings, id);
  return orphaned.map(({ id }) => id);
}
