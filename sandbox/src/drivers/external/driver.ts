import { rm } from 'node:fs/promises';
import { isProcessAlive } from '@drydock/host';
import { CourseError } from '@drydock/model';
import type { Cancellable, Sandbox, SandboxDriver } from '../../driver.ts';
import { demandCapability } from '../../lack.ts';
import { fail } from '../../text/fail.ts';
import { readNetworks } from '../docker/network.ts';
import { unmetNeeds } from '../docker/preflight/preflight.ts';
import { readParts, readSandbox, unclaimedMark } from '../docker/survey.ts';
import { containerName, workspacePart } from '../docker/names.ts';
import { create } from './create.ts';
import { destroy } from './destroy.ts';
import { readRecord } from './record.ts';
import { apiAnswers, sandboxOf } from './sandbox.ts';
import type { ExternalDriverOptions } from './options.ts';
import { settingsOf } from './settings.ts';

/** How long a mount that worked is taken to work. */
const mountKeptMs = 600_000;

/** Sandboxes in a cluster that somebody lends, by a context of their kubeconfig; the workspace runs in the Docker of this host. */
export function createExternalDriver(options: ExternalDriverOptions): SandboxDriver {
  const settings = settingsOf(options);
  const { docker, info } = settings;
  let mountedAt = Number.NEGATIVE_INFINITY;

  async function list(how: Cancellable = {}): Promise<readonly Sandbox[]> {
    const byId = Map.groupBy(await readParts(undefined, how), (part) => part.id);
    const all = await Promise.all(
      [...byId].map(async ([id, parts]) => {
        const found = await readSandbox(docker, id, parts);
        if (!found) return [];
        const image = parts.find(({ name }) => name === containerName(id, workspacePart))?.image;
        const { context, containers = [] } = (await readRecord(settings, id)) ?? {};
        const isEntered = containers.length > 0;
        const isCurrent =
          image === settings.workspaceImage && context === settings.context && isEntered === info.hasNodeShells;
        return [sandboxOf(settings, found, isCurrent)];
      }),
    );
    return all.flat();
  }

  async function found(id: string): Promise<Sandbox> {
    const sandbox = (await list()).find((each) => each.id === id);
    if (!sandbox) throw fail('sandbox_unknown', (text) => text.unknown(id));
    return sandbox;
  }

  return {
    info,
    isLent: true,
    async preflight(how) {
      const isFresh = performance.now() - mountedAt < mountKeptMs;
      const unmet = await unmetNeeds(docker, { ...how, isMountKnown: isFresh });
      if (!isFresh && unmet.length === 0) mountedAt = performance.now();
      return unmet;
    },
    async create(spec, how) {
      await create(settings, spec, how);
      return found(spec.id);
    },
    list,
    claim: (id) => rm(unclaimedMark(docker, id), { force: true }),
    async freeze() {
      demandCapability(info, 'freeze');
    },
    async deepFreeze() {
      demandCapability(info, 'deepFreeze');
    },
    async thaw(id, { signal } = {}) {
      const sandbox = await found(id);
      if (sandbox.state === 'broken') throw fail('sandbox_lost', (text) => text.partGone(id, 'workspace'));
      await apiAnswers(settings, id, signal);
    },
    destroy: (id) => destroy(settings, id),
    async sweep() {
      const complete = new Map((await list()).map((sandbox) => [sandbox.id, sandbox]));
      const orphaned = (await readNetworks(docker)).filter(
        ({ id, maker }) => !isProcessAlive(maker) && complete.get(id)?.lifetime !== 'host',
      );
      const swept: string[] = [];
      for (const { id } of orphaned) if (await isGivenBack(destroy(settings, id))) swept.push(id);
      return swept;
    },
  };
}

/** Whether a cluster was given back; one that is away, or whose credentials have expired, must not keep Drydock from starting: the next sweep tries again. */
async function isGivenBack(destroying: Promise<void>): Promise<boolean> {
  try {
    await destroying;
    return true;
  } catch (error) {
    if (error instanceof CourseError && (error.code === 'cluster_unreachable' || error.code === 'forbidden'))
      return false;
    throw error;
  }
}
