import { rm } from 'node:fs/promises';
import type { SandboxDriver } from '../../driver.ts';
import { demandCapability } from '../../lack.ts';
import type { ClusterMaker } from './cluster-maker.ts';
import { create } from './create.ts';
import { destroy } from './destroy.ts';
import { deepFreezeLack } from './deep/lack.ts';
import { deepFreeze, freeze, thaw } from './freeze.ts';
import { type DockerDriverOptions, settingsOf } from './settings.ts';
import { unmetNeeds } from './preflight/preflight.ts';
import { sandboxOf } from './sandbox.ts';
import { readSandboxes, unclaimedMark } from './survey.ts';
import { sweep } from './sweep.ts';

/** How long a mount that worked is taken to work. */
const mountKeptMs = 600_000;

/** Sandboxes in the Docker of this host, with the clusters of a maker: one cluster, one network and one workspace container each. */
export function createDockerDriver(maker: ClusterMaker, options: DockerDriverOptions): SandboxDriver {
  const settings = settingsOf(maker, options);
  let mountedAt = Number.NEGATIVE_INFINITY;
  const hasDeepFreeze = settings.maker.info.hasDeepFreeze && deepFreezeLack() === undefined;
  const info = { ...settings.maker.info, hasDeepFreeze };
  return {
    info,
    // Trying the mount takes a container: once it worked, frequent callers get the last result.
    async preflight(how) {
      const isFresh = performance.now() - mountedAt < mountKeptMs;
      const unmet = await unmetNeeds(settings, { ...how, isMountKnown: isFresh });
      if (!isFresh && unmet.length === 0) mountedAt = performance.now();
      return unmet;
    },
    create: (spec, how) => create(settings, spec, how),
    list: async (how) => (await readSandboxes(settings, how)).map((found) => sandboxOf(settings, found)),
    claim: (id) => rm(unclaimedMark(settings, id), { force: true }),
    async freeze(id, how) {
      demandCapability(maker.info, 'freeze');
      await freeze(settings, id, how);
    },
    async deepFreeze(id, how) {
      demandCapability(info, 'deepFreeze');
      await deepFreeze(settings, id, how);
    },
    thaw: (id, how) => thaw(settings, id, how),
    destroy: (id) => destroy(settings, id),
    sweep: () => sweep(settings),
  };
}
