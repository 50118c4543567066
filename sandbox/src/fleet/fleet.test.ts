import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CourseError, type SandboxProfile, type Step } from '@drydock/model';
import { describe, expect, test } from 'vitest';
import type { Sandbox } from '../driver.ts';
import { createFakeDriver } from '../drivers/fake/driver.ts';
import type { FakeDriverOptions } from '../drivers/fake/options.ts';
import { createFleet, type Fleet } from './fleet.ts';
import type { FleetOptions } from './options.ts';

type Settings = Partial<FleetOptions & Pick<FakeDriverOptions, 'milliseconds' | 'onCreateStep' | 'images'>>;

/** A host in a folder of its own, with as many fleets after each other as a test needs. */
async function openHost() {
  const directory = await mkdtemp(join(tmpdir(), 'drydock-fleet-'));
  const driver = (settings: Settings = {}) => createFakeDriver({ directory, ...settings });
  const fleets: { fleet: Fleet; down: () => Promise<void> }[] = [];
  return {
    directory,
    driver: driver(),
    /** Ids on the host, complete or not. */
    ids: () => readdir(directory),
    async fleet(settings: Settings = {}, inUse: readonly string[] = []) {
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
function claim(fleet: Fleet, profile: SandboxProfile = 'one-node') {
  const steps: Step[] = [];
  const caller = new AbortController();
  const sandbox = fleet.claim({ profile, signal: caller.signal, onStep: (step) => steps.push(step) });
  sandbox.catch(() => undefined);
  return { sandbox, steps, leave: () => caller.abort(), ids: () => [...new Set(steps.map(({ id }) => id))] };
}

const frozen = async (fleet: Fleet): Promise<readonly Sandbox[]> =>
  (await fleet.list()).filter(({ state }) => state === 'frozen');
const poolIs = (fleet: Fleet, size: number) => expect.poll(async () => (await frozen(fleet)).length).toBe(size);

/** A gate that holds every create in a step until it is opened. */
function gateAt(step: string) {
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

describe('claim', () => {
  test('makes a sandbox, with the steps of its create, marked as claimed on the host', async () => {
    await using host = await openHost();
    const { fleet } = await host.fleet();
    const { sandbox, ids } = claim(fleet);
    const { id } = await sandbox;
    expect(ids()).toEqual(['network', 'nodes', 'control-plane', 'ready', 'workspace']);
    expect(await host.driver.list()).toMatchObject([{ id, isClaimed: true, state: 'running' }]);
    expect(fleet.get(id).id).toBe(id);
  });

  test('beyond the maximum waits, is told its place, and gets in by a release, in order', async () => {
    await using host = await openHost();
    const { fleet } = await host.fleet({ maximum: 1 });
    const first = await claim(fleet).sandbox;
    const [second, third] = [claim(fleet), claim(fleet)];
    expect(second.steps).toMatchObject([{ id: 'queue', state: 'running', detail: '0' }]);
    expect(third.steps).toMatchObject([{ id: 'queue', state: 'running', detail: '1' }]);
    expect(fleet.status()).toEqual({ claimed: 1, warm: 0, making: 0, waiting: 2, maximum: 1 });
    await fleet.release(first.id);
    await second.sandbox;
    expect(second.steps[1]).toMatchObject({ id: 'queue', state: 'done' });
    expect(third.steps.at(-1)).toMatchObject({ id: 'queue', detail: '0' });
    expect(await host.ids()).toHaveLength(1);
  });

  test('is refused when too many wait', async () => {
    await using host = await openHost();
    const { fleet } = await host.fleet({ maximum: 1, queue: 1 });
    await claim(fleet).sandbox;
    claim(fleet);
    const error = await claim(fleet).sandbox.catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code: 'no_capacity',
      message: 'All 1 sandboxes of this host are in use and 1 claims wait.',
    });
  });

  test('that is called off in the queue or in the middle of a create leaves nothing on the host', async () => {
    await using host = await openHost();
    const gate = gateAt('control-plane');
    const { fleet, errors } = await host.fleet({ maximum: 1, onCreateStep: gate.onCreateStep });
    const [making, waiting] = [claim(fleet), claim(fleet, 'three-nodes')];
    await expect.poll(() => gate.held.size).toBe(1);
    waiting.leave();
    await expect(waiting.sandbox).rejects.toMatchObject({ code: 'aborted' });
    making.leave();
    await expect(making.sandbox).rejects.toMatchObject({ code: 'aborted' });
    gate.open();
    await expect.poll(() => host.ids()).toEqual([]);
    expect(fleet.status()).toMatchObject({ claimed: 0, making: 0, waiting: 0 });
    expect(errors).toEqual([]);
  });

  test('takes over what is being made for a claim that was called off', async () => {
    await using host = await openHost();
    const gate = gateAt('control-plane');
    const { fleet } = await host.fleet({ maximum: 1, onCreateStep: gate.onCreateStep });
    const [first, second] = [claim(fleet), claim(fleet)];
    await expect.poll(() => gate.held.size).toBe(1);
    const [begun] = gate.held;
    first.leave();
    gate.open();
    expect((await second.sandbox).id).toBe(begun);
    expect(second.ids()).toEqual(['queue', 'network', 'nodes', 'control-plane', 'ready', 'workspace']);
  });

  test('fails with the error of its create, and the next claim is served', async () => {
    await using host = await openHost();
    let isBroken = true;
    const onCreateStep = () => {
      if (isBroken) throw new CourseError('docker_unavailable', 'Docker is gone.', 'Start Docker.');
    };
    const { fleet } = await host.fleet({ maximum: 1, onCreateStep });
    await expect(claim(fleet).sandbox).rejects.toMatchObject({ code: 'docker_unavailable' });
    isBroken = false;
    await expect(claim(fleet).sandbox).resolves.toMatchObject({ state: 'running' });
  });

  test('by a hundred at once gives everybody one of their own and never makes more than allowed at a time', async () => {
    await using host = await openHost();
    let making = 0;
    let most = 0;
    const onCreateStep = async (step: string) => {
      if (step === 'network') most = Math.max(most, ++making);
      if (step === 'workspace') making--;
    };
    const { fleet } = await host.fleet({ maximum: 100, creates: 3, onCreateStep, milliseconds: { create: 5 } });
    const sandboxes = await Promise.all(Array.from({ length: 100 }, () => claim(fleet).sandbox));
    expect(new Set(sandboxes.map(({ id }) => id)).size).toBe(100);
    expect(most).toBe(3);
  });
});

test('a release that the host refuses is tried again until the sandbox is gone, which keeps its place as long', async () => {
  await using host = await openHost();
  const gone = new CourseError('docker_unavailable', 'Docker is gone.', 'Start Docker.');
  let refusals = 2;
  const destroy = async (id: string) => {
    if (refusals-- > 0) throw gone;
    await host.driver.destroy(id);
  };
  const { fleet, errors } = await host.fleet({ maximum: 1, retryMs: 1, driver: { ...host.driver, destroy } });
  const first = await claim(fleet).sandbox;
  const second = claim(fleet);
  await expect(fleet.release(first.id)).rejects.toBe(gone);
  const { id } = await second.sandbox;
  expect(await host.ids()).toEqual([id]);
  expect(errors).toMatchObject([{ err: gone, sandbox: first.id }]);
});

describe('pool', () => {
  test('is filled with frozen sandboxes; a claim wakes one and it is replaced', async () => {
    await using host = await openHost();
    const { fleet } = await host.fleet({ warm: 2 });
    await poolIs(fleet, 2);
    const waiting = (await frozen(fleet)).map(({ id }) => id);
    const { sandbox, ids } = claim(fleet);
    const { id, state } = await sandbox;
    expect(waiting).toContain(id);
    expect(state).toBe('running');
    expect(ids()).toEqual(['thaw']);
    expect(await host.driver.list()).toContainEqual(expect.objectContaining({ id, state: 'running', isClaimed: true }));
    await poolIs(fleet, 2);
  });

  test('is not filled while a claim waits, and never beyond the maximum', async () => {
    await using host = await openHost();
    const gate = gateAt('ready');
    const { fleet } = await host.fleet({ warm: 1, maximum: 3, creates: 1, onCreateStep: gate.onCreateStep });
    const claims = [claim(fleet), claim(fleet), claim(fleet)];
    gate.open();
    await Promise.all(claims.map(({ sandbox }) => sandbox));
    expect(fleet.status()).toMatchObject({ claimed: 3, warm: 0, making: 0 });
    expect(await host.ids()).toHaveLength(3);
  });

  test('gives what it is making to a claim', async () => {
    await using host = await openHost();
    const gate = gateAt('control-plane');
    const { fleet } = await host.fleet({ warm: 1, maximum: 1, onCreateStep: gate.onCreateStep });
    await expect.poll(() => gate.held.size).toBe(1);
    const [begun] = gate.held;
    const { sandbox } = claim(fleet);
    gate.open();
    expect((await sandbox).id).toBe(begun);
  });

  test('makes room for a claim of another profile', async () => {
    await using host = await openHost();
    const { fleet } = await host.fleet({ warm: 1, maximum: 1 });
    await poolIs(fleet, 1);
    await expect(claim(fleet, 'three-nodes').sandbox).resolves.toMatchObject({ profile: 'three-nodes' });
    expect(await host.ids()).toHaveLength(1);
  });

  test('that lost a sandbox serves the claim with another', async () => {
    await using host = await openHost();
    const { fleet, errors } = await host.fleet({ warm: 1 });
    await poolIs(fleet, 1);
    const [lost] = await frozen(fleet);
    await host.driver.destroy(lost?.id ?? '');
    const { id } = await claim(fleet).sandbox;
    expect(id).not.toBe(lost?.id);
    expect(errors).toMatchObject([{ err: { code: 'sandbox_unknown' } }]);
  });

  test('tells a failure once and does not try again at once', async () => {
    await using host = await openHost();
    let tries = 0;
    const onCreateStep = (step: string) => {
      if (step === 'network') tries++;
      throw new CourseError('docker_unavailable', 'Docker is gone.', 'Start Docker.');
    };
    const { fleet, errors } = await host.fleet({ warm: 1, onCreateStep });
    await expect.poll(() => errors.length).toBe(1);
    await fleet.release('unknown');
    expect(tries).toBe(1);
  });
});

describe('a fleet after another', () => {
  test('keeps what is in use, names what is lost, and fills its pool with what nobody ever had', async () => {
    await using host = await openHost();
    const before = await host.fleet({ warm: 1 });
    await poolIs(before.fleet, 1);
    const [used, left] = [await claim(before.fleet).sandbox, await claim(before.fleet).sandbox];
    await poolIs(before.fleet, 1);
    const [warm] = await frozen(before.fleet);
    await before.down();

    const { fleet, adopted } = await host.fleet({ warm: 1 }, [used.id, 'gonegone']);
    expect(adopted.kept.map(({ id }) => id)).toEqual([used.id]);
    expect(adopted.lost).toEqual(['gonegone']);
    await expect.poll(async () => new Set(await host.ids())).toEqual(new Set([used.id, warm?.id]));
    expect(await host.ids()).not.toContain(left.id);
    expect((await claim(fleet).sandbox).id).toBe(warm?.id);
  });

  test('does not keep a pool that was made from other images', async () => {
    await using host = await openHost();
    const before = await host.fleet({ warm: 1, images: 'old' });
    await poolIs(before.fleet, 1);
    const [old] = await frozen(before.fleet);
    await before.down();
    const { fleet } = await host.fleet({ warm: 1, images: 'new' });
    await expect.poll(() => host.ids()).not.toContain(old?.id);
    await poolIs(fleet, 1);
  });

  test('finds nothing half-made after one that went down in the middle of a create', async () => {
    await using host = await openHost();
    const gate = gateAt('control-plane');
    const before = await host.fleet({ onCreateStep: gate.onCreateStep });
    const { sandbox } = claim(before.fleet);
    await expect.poll(() => gate.held.size).toBe(1);
    const down = before.down();
    gate.open();
    await down;
    await expect(sandbox).rejects.toMatchObject({ code: 'aborted' });
    expect(await host.ids()).toEqual([]);
  });

  test('never touches the sandboxes of a process, which go with their own fleet', async () => {
    await using host = await openHost();
    const proof = await host.fleet({ lifetime: 'process' });
    const { id } = await claim(proof.fleet).sandbox;
    const { fleet } = await host.fleet({ warm: 1 });
    await poolIs(fleet, 1);
    expect(await host.ids()).toContain(id);
    await proof.down();
    expect(await host.ids()).not.toContain(id);
  });
});
