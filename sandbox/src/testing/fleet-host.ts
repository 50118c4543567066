import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SandboxProfile, Step } from '@drydock/model';
import { expect } from 'vitest';
import type { Sandbox } from '../driver.ts';
import { createFakeDriver } from '../drivers/fake/driver.ts';
import type { FakeDriverOptions } from '../drivers/fake/options.ts';
import { createFleet, type Fleet } from '../fleet/fleet.ts';
import type { FleetOptions } from '../fleet/options.ts';

type Settings = Partial<
  FleetOptions & Pick<FakeDriverOptions, 'milliseconds' | 'onCreateStep' | 'onDeepFreeze' | 'images' | 'info'>
>;

/** A host in a folder of its own, with as many fleets after each other as a test needs. */
export async function openHost() {
  const directory = await mkdtemp(join(tmpdir(), 'drydock-fleet-'));
  const driver = (settings: Settings = {}) => createFakeDriver({ directory, ...settings });
  const fleets: { fleet: Fleet; down: () => Promise<void> }[] = [];
  return {
    directory,
    driver: driver(),
    /** Ids on the host, complete or not. */
    ids: () => readdir(directory),
    async fleet(settings: Settings = {}, inUse: readonly string[] | ReadonlyMap<string, string> = []) {
      const errors: object[] = [];
      const stop = new AbortController();
      const log = { info: () => undefined, error: (details: object) => errors.push(details) };
      const fleet = createFleet({
        driver: driver(settings),
        warm: 0,
        maximum: 4,
        signal: stop.signal,
        log,
        ...settings,
      });
      const down = async () => {
        stop.abort();
        await fleet.close();
      };
      fleets.push({ fleet, down });
      await fleet.start();
      const adopted = await fleet.adopt(inUse);
      return { fleet, errors, adopted, down };
    },
    async [Symbol.asyncDispose]() {
      for (const { down } of fleets) await down();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** A claim with the steps it saw and a way to call it off. */
export function claim(fleet: Fleet, profile: SandboxProfile = 'one-node', owner?: string) {
  const steps: Step[] = [];
  const caller = new AbortController();
  const sandbox = fleet.claim({
    profile,
    ...(owner && { owner }),
    signal: caller.signal,
    onStep: (step) => steps.push(step),
  });
  sandbox.catch(() => undefined);
  return { sandbox, steps, leave: () => caller.abort(), ids: () => [...new Set(steps.map(({ id }) => id))] };
}

/** The sandboxes that wait in the pool of a fleet. */
export const frozen = async (fleet: Fleet): Promise<readonly Sandbox[]> =>
  (await fleet.list()).filter(({ state }) => state === 'frozen');

/** Waits until so many wait in the pool. */
export const poolIs = (fleet: Fleet, size: number) => expect.poll(async () => (await frozen(fleet)).length).toBe(size);

/** A gate that holds every create in a step until it is opened. */
export function gateAt(step: string) {
  const { promise, resolve } = Promise.withResolvers<void>();
  const held = new Set<string>();
  const onCreateStep = async (id: string, sandbox: string) => {
    if (id !== step) return;
    held.add(sandbox);
    await promise;
    held.delete(sandbox);
  };
  return { onCreateStep, held, open: resolve };
}
