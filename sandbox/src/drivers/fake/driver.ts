import { aborted, isProcessAlive } from '@drydock/host';
import { SandboxSummary } from '@drydock/model';
import type { SandboxDriver } from '../../driver.ts';
import { create } from './create.ts';
import { type FakeDriverOptions, settingsOf } from './options.ts';
import { forget, readRecord, readRecords, type Record, writeRecord } from './record.ts';
import { sandboxOf } from './sandbox.ts';
import { demandCapability, demandProfile } from '../../lack.ts';
import { fail } from '../../text/fail.ts';

/**
 * Sandboxes without a cluster, for tests of the fleet and the server and for load: they are files in a folder, so that a second driver and a second process
 * see the same. What needs a cluster rejects with `cluster_unreachable`.
 */
export function createFakeDriver(options: FakeDriverOptions): SandboxDriver {
  const settings = settingsOf(options);
  const { directory, info } = settings;

  async function change(id: string, state: 'running' | 'frozen', isDeep = false): Promise<void> {
    const record = await readRecord(directory, id);
    if (!record) throw fail('sandbox_unknown', (text) => text.unknown(id));
    if (record.state === 'broken') throw fail('sandbox_lost', (text) => text.partGone(id, record.state));
    if (record.state === state && record.isDeep === isDeep && !record.isStopped) return;
    await settings.pass(state === 'running' ? 'thaw' : 'freeze');
    await writeRecord(directory, { ...record, state, isDeep, isStopped: record.isStopped && state === 'frozen' });
  }

  return {
    info,
    preflight: async () => [],
    async create(spec, { signal, onStep }) {
      SandboxSummary.shape.id.parse(spec.id);
      demandProfile(info, spec.profile);
      return sandboxOf(settings, await create(settings, spec, { signal, onStep }));
    },
    async list() {
      const complete = (await readRecords(directory)).filter(({ isComplete }) => isComplete);
      return complete.map((record) => sandboxOf(settings, record));
    },
    async claim(id) {
      const record = await readRecord(directory, id);
      if (record) await writeRecord(directory, { ...record, isClaimed: true });
    },
    async freeze(id) {
      demandCapability(info, 'freeze');
      await change(id, 'frozen', (await readRecord(directory, id))?.isDeep);
    },
    async deepFreeze(id, { signal } = {}) {
      demandCapability(info, 'deepFreeze');
      await change(id, 'frozen', (await readRecord(directory, id))?.isDeep);
      if (signal?.aborted) throw aborted(['freeze', id], signal.reason);
      await settings.pass('deepFreeze', 1, signal);
      await settings.onDeepFreeze(id, signal);
      await change(id, 'frozen', true);
    },
    thaw: (id) => change(id, 'running'),
    destroy: (id) => forget(directory, id),
    async sweep() {
      const orphaned = (await readRecords(directory)).filter(isOrphan);
      for (const { id } of orphaned) await forget(directory, id);
      return orphaned.map(({ id }) => id);
    },
  };
}

function isOrphan({ maker, isComplete, lifetime }: Record): boolean {
  return !isProcessAlive(maker) && !(isComplete && lifetime === 'host');
}
