import { rm } from 'node:fs/promises';
import type { SandboxDriver } from '../../driver.ts';
import { create } from './create.ts';
import { destroy } from './destroy.ts';
import { freeze, thaw } from './freeze.ts';
import { type KindDriverOptions, settingsOf } from './options.ts';
import { preflight } from './preflight.ts';
import { sandboxOf } from './sandbox.ts';
import { readSandboxes, unclaimedMark } from './survey.ts';
import { sweep } from './sweep.ts';

/** Sandboxes as kind clusters in the Docker of this host: one cluster, one network and one workspace container each. */
export function createKindDriver(options: KindDriverOptions): SandboxDriver {
  const settings = settingsOf(options);
  return {
    name: 'kind',
    preflight: (how) => preflight(settings, how),
    create: (spec, how) => create(settings, spec, how),
    list: async (how) => (await readSandboxes(settings, how)).map((found) => sandboxOf(settings, found)),
    claim: (id) => rm(unclaimedMark(settings, id), { force: true }),
    freeze: (id, how) => freeze(settings, id, how),
    thaw: (id, how) => thaw(settings, id, how),
    destroy: (id) => destroy(settings, id),
    sweep: () => sweep(settings),
  };
}
