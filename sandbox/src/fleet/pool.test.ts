import { CourseError } from '@drydock/model';
import { describe, expect, test } from 'vitest';
import { claim, frozen, gateAt, openHost, poolIs } from '../testing/fleet-host.ts';

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

  test('reports a failure once and does not try again at once', async () => {
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
