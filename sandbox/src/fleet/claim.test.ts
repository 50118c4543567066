import { CourseError } from '@drydock/model';
import { describe, expect, test } from 'vitest';
import { claim, gateAt, openHost } from '../testing/fleet-host.ts';

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

  test('beyond the maximum waits, hears its place, and gets in by a release, in order', async () => {
    await using host = await openHost();
    const { fleet } = await host.fleet({ maximum: 1 });
    const first = await claim(fleet).sandbox;
    const [second, third] = [claim(fleet), claim(fleet)];
    expect(second.steps.at(-1)).toMatchObject({ id: 'queue', state: 'running', queue: { place: 1, waiting: 2 } });
    expect(third.steps.at(-1)).toMatchObject({
      id: 'queue',
      state: 'running',
      detail: '1 ahead of you',
      queue: { place: 2, waiting: 2 },
    });
    expect(fleet.status()).toEqual({ claimed: 1, warm: 0, making: 0, deep: 0, waiting: 2, maximum: 1 });
    await fleet.release(first.id);
    await second.sandbox;
    expect(second.steps).toContainEqual(expect.objectContaining({ id: 'queue', state: 'done' }));
    expect(third.steps.at(-1)).toMatchObject({ id: 'queue', detail: 'you are next', queue: { place: 1, waiting: 1 } });
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
      message: 'All 1 sandboxes that this machine has room for are in use, and 1 requests are waiting.',
    });
  });

  test('that is cancelled in the queue or in the middle of a create leaves nothing on the host', async () => {
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

  test('takes over what is being made for a cancelled claim', async () => {
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

  test('is not given what is being called off for the claim before', async () => {
    await using host = await openHost();
    const gate = gateAt('control-plane');
    const { fleet } = await host.fleet({ maximum: 1, onCreateStep: gate.onCreateStep });
    const first = claim(fleet);
    await expect.poll(() => gate.held.size).toBe(1);
    first.leave();
    const second = claim(fleet);
    gate.open();
    await expect(first.sandbox).rejects.toMatchObject({ code: 'aborted' });
    await expect(second.sandbox).resolves.toMatchObject({ state: 'running' });
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
