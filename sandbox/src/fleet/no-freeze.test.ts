import { expect, test } from 'vitest';
import { claim, openHost } from '../testing/fleet-host.ts';

test('the pool of a driver that cannot freeze keeps its sandboxes running, and hands them out all the same', async () => {
  await using host = await openHost();
  const { fleet, errors } = await host.fleet({ warm: 1, info: { hasFreeze: false } });
  await expect.poll(() => fleet.status()).toMatchObject({ warm: 1, making: 0 });
  const [warm] = await fleet.list();
  expect(warm?.state).toBe('running');
  expect((await claim(fleet).sandbox).id).toBe(warm?.id);
  expect(errors).toEqual([]);
});

test('a driver without the profile of the pool has no pool, and a claim gets what the driver makes', async () => {
  await using host = await openHost();
  const { fleet, errors } = await host.fleet({ warm: 1, info: { profiles: ['three-nodes'] } });
  const { profile } = await claim(fleet, 'three-nodes').sandbox;
  expect(profile).toBe('three-nodes');
  expect(fleet.status()).toMatchObject({ warm: 0, making: 0 });
  await expect(claim(fleet, 'one-node').sandbox).rejects.toMatchObject({ code: 'capability_missing' });
  expect(errors).toEqual([]);
});

test('a cluster that is lent has one place and no pool, whatever the maximum is', async () => {
  await using host = await openHost();
  const { fleet, errors } = await host.fleet({ driver: { ...host.driver, isLent: true }, warm: 2, maximum: 4 });
  expect(fleet.status()).toMatchObject({ maximum: 1, warm: 0, making: 0 });
  const first = await claim(fleet).sandbox;
  const second = claim(fleet);
  await expect.poll(() => second.ids()).toContain('queue');
  expect(fleet.status()).toMatchObject({ claimed: 1, waiting: 1, making: 0 });
  await fleet.release(first.id);
  expect((await second.sandbox).id).not.toBe(first.id);
  expect(errors).toEqual([]);
});
