import { expect, test } from 'vitest';
import { readRecord } from '../drivers/fake/record.ts';
import { claim, openHost, poolIs } from '../testing/fleet-host.ts';

test('a sandbox that is frozen for a while has its memory put away, and thaws like any other', async () => {
  await using host = await openHost();
  const { fleet } = await host.fleet({ deepAfterMs: 1 });
  const { id } = await claim(fleet).sandbox;
  await fleet.freeze(id);
  await expect.poll(() => fleet.status().deep).toBe(1);
  expect(await readRecord(host.directory, id)).toMatchObject({ state: 'frozen', isDeep: true });
  await fleet.thaw(id);
  expect(await readRecord(host.directory, id)).toMatchObject({ state: 'running', isDeep: false });
  expect(fleet.status().deep).toBe(0);
});

test('a pool that is soon handed out keeps its memory', async () => {
  await using host = await openHost();
  const { fleet } = await host.fleet({ warm: 1, deepAfterMs: 1 });
  await poolIs(fleet, 1);
  const used = await claim(fleet).sandbox;
  await fleet.freeze(used.id);
  await expect.poll(() => fleet.status().deep).toBe(1);
  await poolIs(fleet, 2);
  expect(fleet.status().deep).toBe(1);
});

test('a student who comes back while memory is put away ends that at once', async () => {
  await using host = await openHost();
  const begun = Promise.withResolvers<void>();
  const onDeepFreeze = (_id: string, signal: AbortSignal | undefined) =>
    new Promise<void>((_resolve, reject) => {
      signal?.addEventListener('abort', () => reject(new Error('given up')));
      begun.resolve();
    });
  const { fleet, errors } = await host.fleet({ deepAfterMs: 0, onDeepFreeze });
  const { id } = await claim(fleet).sandbox;
  await fleet.freeze(id);
  await begun.promise;
  await fleet.thaw(id);
  expect(await readRecord(host.directory, id)).toMatchObject({ state: 'running' });
  expect([fleet.status().deep, errors]).toEqual([0, []]);
});

test('a failure leaves it frozen and is told the operator; the next one is put away all the same', async () => {
  await using host = await openHost();
  let isBroken = true;
  const onDeepFreeze = () => {
    if (isBroken) throw new Error('no space in swap');
  };
  const { fleet, errors } = await host.fleet({ deepAfterMs: 0, onDeepFreeze });
  const [one, other] = [await claim(fleet).sandbox, await claim(fleet).sandbox];
  await fleet.freeze(one.id);
  await expect.poll(() => errors.length).toBe(1);
  isBroken = false;
  await fleet.freeze(other.id);
  await expect.poll(() => fleet.status().deep).toBe(1);
  await fleet.thaw(one.id);
  expect(await readRecord(host.directory, one.id)).toMatchObject({ state: 'running' });
});

test('a driver that cannot put memory away only freezes', async () => {
  await using host = await openHost();
  const { fleet, errors } = await host.fleet({ deepAfterMs: 0, info: { hasDeepFreeze: false } });
  const { id } = await claim(fleet).sandbox;
  await fleet.freeze(id);
  expect(await readRecord(host.directory, id)).toMatchObject({ state: 'frozen', isDeep: false });
  await fleet.release(id);
  expect([errors, await host.ids()]).toEqual([[], []]);
});

test('a fleet after another puts away what it found frozen, and a release in the middle leaves nothing', async () => {
  await using host = await openHost();
  const before = await host.fleet({ deepAfterMs: 3600_000 });
  const { id } = await claim(before.fleet).sandbox;
  await before.fleet.freeze(id);
  await before.down();
  const { fleet } = await host.fleet({ deepAfterMs: 1 }, [id]);
  await expect.poll(() => fleet.status().deep).toBe(1);
  await fleet.release(id);
  expect([fleet.status().deep, await host.ids()]).toEqual([0, []]);
});
